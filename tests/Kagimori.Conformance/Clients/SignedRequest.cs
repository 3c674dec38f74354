using System.Text;

namespace Kagimori.Conformance;

/// <summary>A request as it goes over the wire. Tests change what they want to be wrong with it.</summary>
internal sealed record SignedRequest(Identity Identity, string Service, byte[] Body)
{
    public string Region { get; init; } = Demo.Region;

    public string Method { get; init; } = "POST";

    public string? Target { get; init; }

    public string ContentType { get; init; } = "application/x-amz-json-1.1";

    public DateTimeOffset Time { get; init; } = DateTimeOffset.UtcNow;

    /// <summary>More headers, signed like the others.</summary>
    public IReadOnlyDictionary<string, string> Additional { get; init; } = new Dictionary<string, string>();

    /// <summary>Headers that are sent and not signed.</summary>
    public IReadOnlyList<string> Unsigned { get; init; } = [];

    public Func<string, string> TamperAuthorization { get; init; } = static header => header;

    public static SignedRequest Kms(Identity identity, string operation, string json) =>
        new(identity, "kms", Encoding.UTF8.GetBytes(json)) { Target = $"TrentService.{operation}" };

    public static SignedRequest Query(Identity identity, string service, string form) =>
        new(identity, service, Encoding.UTF8.GetBytes(form)) { ContentType = "application/x-www-form-urlencoded; charset=utf-8" };

    /// <summary>All headers to send, the Authorization header among them.</summary>
    public Dictionary<string, string> Headers(string host)
    {
        var headers = new Dictionary<string, string> { ["host"] = host, ["x-amz-date"] = SignatureV4.Date(Time), ["content-type"] = ContentType };
        if (Target is not null) headers["x-amz-target"] = Target;
        if (Identity.SessionToken is not null) headers["x-amz-security-token"] = Identity.SessionToken;
        foreach (var (name, value) in Additional) headers[name] = value;
        var signed = headers.Where(header => !Unsigned.Contains(header.Key)).ToDictionary();
        headers["authorization"] = TamperAuthorization(SignatureV4.Authorization(Identity, Service, Region, Method, signed, Body));
        return headers;
    }
}
