namespace Kagimori.Keys;

/// <summary>A grant as it is stored. Principals are bound: unique ids, account root ARNs and federated-user ARNs; or they are services, by their names.</summary>
public sealed record GrantRecord
{
    /// <summary>64 hex digits.</summary>
    public required string Id { get; init; }

    public required string KeyId { get; init; }

    public string Name { get; init; } = "";

    public required DateTimeOffset CreatedAt { get; init; }

    public required string Grantee { get; init; }

    public string? Retiring { get; init; }

    /// <summary>The account whose principal created the grant; not always the key's.</summary>
    public required string IssuingAccount { get; init; }

    /// <summary>In the order of the request.</summary>
    public required IReadOnlyList<string> Operations { get; init; }

    public IReadOnlyDictionary<string, string>? ContextEquals { get; init; }

    public IReadOnlyDictionary<string, string>? ContextSubset { get; init; }

    /// <summary>The resource on whose behalf a service must ask.</summary>
    public string? SourceArn { get; init; }

    /// <summary>Whether a principal of a grant is a service: <c>s3.amazonaws.com</c>.</summary>
    public static bool IsService(string principal) => principal.Contains('.', StringComparison.Ordinal) && !principal.Contains(':', StringComparison.Ordinal);
}
