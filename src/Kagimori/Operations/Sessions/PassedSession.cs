using Kagimori.Identities;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Sessions;

/// <summary>What is passed to a new session: policies that limit it, tags, and what a chain of roles hands on.</summary>
/// <param name="Tags">Tags of the request and those inherited; null for none.</param>
internal sealed record PassedSession(
    string? Policy, IReadOnlyList<string>? PolicyArns, IReadOnlyDictionary<string, string>? Tags, IReadOnlyList<string>? TransitiveTagKeys)
{
    private const int MaxPolicyLength = 2_048;
    private const int MaxPolicyArns = 10;
    private const string ReservedPrefix = "aws:";

    /// <summary>Reads the request's policies, and checks all of it.</summary>
    /// <param name="account">The account of the new session, whose managed policies can be named beside those of AWS.</param>
    /// <param name="tags">The tags that the request passes; null for none.</param>
    /// <param name="transitiveTagKeys">Which of them the next role of a chain inherits; null for none.</param>
    /// <param name="chained">The role session that makes this one; null when the chain begins here.</param>
    public static async ValueTask<Outcome<PassedSession>> ReadAsync(
        Exchange exchange, QueryParameters request, AccountId account,
        IReadOnlyList<Tag>? tags, IReadOnlyList<string?>? transitiveTagKeys = null, SessionRecord? chained = null)
    {
        var policy = request.Text("Policy");
        if (policy?.Length > MaxPolicyLength) return Refusals.PackedPolicyTooLarge($"The session policy is longer than {MaxPolicyLength} characters.");
        if (policy is not null && !Policies.Policy.TryParse(policy, PolicyGrammar.SessionPolicy, out _, out var error))
            return Refusals.MalformedPolicyDocument(error!.Message);
        var arns = request.List("PolicyArns", "arn")?.OfType<string>().ToArray();
        if (arns?.Length > MaxPolicyArns) return Refusals.PackedPolicyTooLarge($"There are more than {MaxPolicyArns} managed session policies.");
        if (await MissingAsync(exchange, account, arns) is { } missing) return Refusals.MalformedPolicyDocument($"Policy {missing} does not exist.");
        var merged = Inherited(chained);
        if (AddTags(merged, tags, transitiveTagKeys, chained) is { } refusal) return refusal;
        IReadOnlyList<string> transitive = [.. chained?.TransitiveTagKeys ?? [], .. transitiveTagKeys?.OfType<string>() ?? []];
        return new PassedSession(policy, arns, merged.Count == 0 ? null : merged, transitive.Count == 0 ? null : transitive);
    }

    /// <summary>The tags that a role session hands on to the next one, by key whatever its case.</summary>
    public static Dictionary<string, string> Inherited(SessionRecord? chained)
    {
        var inherited = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in chained?.Tags ?? new Dictionary<string, string>())
        {
            if (chained!.TransitiveTagKeys?.Contains(key, StringComparer.OrdinalIgnoreCase) == true) inherited[key] = value;
        }
        return inherited;
    }

    /// <summary>Writes what was passed into a session; refused when it is too much for a session token.</summary>
    /// <param name="percent">How much of a token's room it takes; null when nothing was passed.</param>
    public Outcome<SessionRecord> AddTo(SessionRecord session, out int? percent)
    {
        percent = null;
        if (Policy is null && PolicyArns is null && Tags is null) return session;
        var full = session with { Policy = Policy, PolicyArns = PolicyArns, Tags = Tags, TransitiveTagKeys = TransitiveTagKeys };
        percent = SessionTokens.PackedPercent(full);
        if (percent <= 100) return full;
        return Refusals.PackedPolicyTooLarge(Tags is null
            ? $"Packed policy consumes {percent}% of allotted space, please use smaller policy."
            : $"Packed size of session tags consumes {percent}% of allotted space.");
    }

    // Tags that are inherited stay as they are: neither they nor their being transitive can be passed again.
    private static Refusal? AddTags(
        Dictionary<string, string> merged, IReadOnlyList<Tag>? tags, IReadOnlyList<string?>? transitiveTagKeys, SessionRecord? chained)
    {
        var passed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var tag in tags ?? [])
        {
            if (!passed.Add(tag.Key!)) return SessionRefusals.DuplicateTagKeys();
            if (tag.Key!.StartsWith(ReservedPrefix, StringComparison.OrdinalIgnoreCase)) return SessionRefusals.ReservedTagKey();
            if (!merged.TryAdd(tag.Key, tag.Value!)) return SessionRefusals.InheritedTagKey();
        }
        foreach (var key in transitiveTagKeys ?? [])
        {
            if (chained?.TransitiveTagKeys?.Contains(key, StringComparer.OrdinalIgnoreCase) == true) return SessionRefusals.InheritedTagKey();
            if (!passed.Contains(key!)) return SessionRefusals.TransitiveKeyWithoutTag();
        }
        return null;
    }

    private static async ValueTask<string?> MissingAsync(Exchange exchange, AccountId account, string[]? arns)
    {
        foreach (var arn in arns ?? [])
        {
            if (AwsManagedPolicies.Find(arn) is not null) continue;
            var name = arn[(arn.LastIndexOf('/') + 1)..];
            var policy = await IdentityRecords.ManagedPolicies.FindAsync(exchange.Engine.Store, account.ToString(), IdentityRecords.IdOf(name));
            if (policy?.Value.ArnIn(account) != arn) return arn;
        }
        return null;
    }
}
