using System.Text;

namespace Kagimori.Authentication;

/// <summary>The credential scope: who signed, and the day, region and service the signing key is good for.</summary>
/// <remarks><code>access key id / yyyymmdd / region / service / aws4_request</code></remarks>
internal readonly record struct CredentialScope(string AccessKeyId, string Region, string Service)
{
    public const string Terminator = "aws4_request";

    private const int LongestRegion = 32;

    /// <summary>The last one read on this thread, and where: clients send the same scope all day.</summary>
    [ThreadStatic]
    private static (string Text, SignatureRequirements Requirements, int Day, CredentialScope Scope) _last;

    /// <summary>Reads the five elements and holds them against what the service demands and the day of signing.</summary>
    /// <remarks>As AWS does, all that is wrong with the scope is told in one answer.</remarks>
    public static Refusal? TryParse(ReadOnlySpan<char> credential, SignatureRequirements requirements, SigningTime time, out CredentialScope scope)
    {
        if (ReferenceEquals(_last.Requirements, requirements) && _last.Day == time.Day && credential.SequenceEqual(_last.Text))
        {
            scope = _last.Scope;
            return null;
        }
        scope = default;
        Span<Range> parts = stackalloc Range[6];
        if (credential.Split(parts, '/') != 5 || parts[0].Equals(0..0)) return AuthenticationRefusals.InvalidCredential(requirements.Protocol, credential);
        var date = credential[parts[1]];
        var region = credential[parts[2]];
        var name = credential[parts[3]];
        var terminator = credential[parts[4]];
        var service = Find(requirements.Services, name);
        var rightDay = IsDay(date, time.Day);
        if (service is null || !rightDay || !terminator.SequenceEqual(Terminator) || !IsRegion(region))
            return AuthenticationRefusals.InvalidScope(requirements.Protocol, Problems(credential, parts, requirements, time, service, rightDay));
        scope = new CredentialScope(credential[parts[0]].ToString(), RegionNames.Intern(region), service);
        _last = (credential.ToString(), requirements, time.Day, scope);
        return null;
    }

    private static string Problems(
        ReadOnlySpan<char> credential, ReadOnlySpan<Range> parts, SignatureRequirements requirements, SigningTime time, string? service, bool rightDay)
    {
        var date = credential[parts[1]];
        var region = credential[parts[2]];
        var terminator = credential[parts[4]];
        var text = new StringBuilder();
        if (!IsRegion(region)) text.Append($"Credential should be scoped to a valid region, not '{region}'. ");
        if (service is null) text.Append($"Credential should be scoped to correct service: '{requirements.Services[0]}'. ");
        if (!terminator.SequenceEqual(Terminator)) text.Append($"Credential should be scoped with a valid terminator: '{Terminator}', not '{terminator}'. ");
        if (!rightDay) text.Append($"Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '{date}' != '{time.Day:D8}', from '{time}'. ");
        return text.ToString(0, text.Length - 1);
    }

    private static string? Find(IReadOnlyList<string> services, ReadOnlySpan<char> name)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (name.SequenceEqual(services[i])) return services[i];
        }
        return null;
    }

    private static bool IsDay(ReadOnlySpan<char> date, int day)
    {
        if (date.Length != 8) return false;
        for (var i = 7; i >= 0; i--)
        {
            if (date[i] != '0' + (day % 10)) return false;
            day /= 10;
        }
        return true;
    }

    // Two to four letters, one or more words, a number: us-east-1, us-gov-west-1, eusc-de-east-1.
    private static bool IsRegion(ReadOnlySpan<char> region)
    {
        if (region.Length > LongestRegion) return false;
        var word = 0;
        foreach (var range in region.Split('-'))
        {
            var text = region[range];
            var last = range.End.Value == region.Length;
            if (text.IsEmpty || (last ? text.Length > 2 || text.ContainsAnyExceptInRange('0', '9') : text.ContainsAnyExceptInRange('a', 'z'))) return false;
            if (word == 0 && text.Length is < 2 or > 4) return false;
            word++;
        }
        return word >= 3;
    }
}
