namespace Kagimori.Wire;

/// <summary>The AWS services that are spoken here, as they tell themselves apart on the wire.</summary>
/// <param name="Prefix">The service's prefix in action names and credential scopes.</param>
/// <param name="IsJson">JSON when true, AWS Query with XML answers when false.</param>
/// <param name="Version">The API version that an AWS Query request names.</param>
public sealed record Service(string Prefix, bool IsJson, string Version)
{
    public static readonly Service Kms = new("kms", IsJson: true, "2014-11-01");
    public static readonly Service Iam = new("iam", IsJson: false, "2010-05-08");
    public static readonly Service Sts = new("sts", IsJson: false, "2011-06-15");

    public static readonly Service Organizations = new("organizations", IsJson: true, "2016-11-28");

    /// <summary>The External Key Store Proxy API: plain JSON on paths of its own, errors of its own.</summary>
    public static readonly Service XksProxy = new("kms-xks-proxy", IsJson: true, "v1");

    /// <summary>The service's name in the audit trail.</summary>
    public string EventSource { get; } = $"{Prefix}.amazonaws.com";

    /// <summary>The XML namespace of the service's answers; null for JSON.</summary>
    public string? XmlNamespace { get; } = IsJson ? null : $"https://{Prefix}.amazonaws.com/doc/{Version}/";
}
