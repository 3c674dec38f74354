using Kagimori.CustomKeyStores.Xks;

namespace Kagimori.XksProxy;

/// <summary>The path of a request to a proxy.</summary>
/// <remarks>
/// <code>
/// {prefix}/kms/xks/v1/health
/// {prefix}/kms/xks/v1/keys/{external key id}/metadata | encrypt | decrypt
/// </code>
/// </remarks>
internal readonly record struct XksProxyPath(string Prefix, string Operation, string? ExternalKeyId)
{
    private const string Base = XksApi.VersionPath + "/";
    private const string Keys = "keys/";

    /// <summary>Whether a request target means a proxy at all, rightly or wrongly.</summary>
    public static bool IsOne(string target) => target.Contains(Base, StringComparison.Ordinal);

    /// <summary>Reads the target as it was sent: nothing in it needs an escape or a query string, so neither is understood.</summary>
    public static bool TryParse(string target, out XksProxyPath path)
    {
        path = default;
        var start = target.LastIndexOf(Base, StringComparison.Ordinal);
        if (start < 0) return false;
        var prefix = target[..start];
        var rest = target.AsSpan(start + Base.Length);
        if (rest is XksApi.Health)
        {
            path = new XksProxyPath(prefix, "GetHealthStatus", null);
            return true;
        }
        var slash = rest.LastIndexOf('/');
        if (slash <= Keys.Length || !rest.StartsWith(Keys, StringComparison.Ordinal)) return false;
        var operation = rest[(slash + 1)..] switch { XksApi.Metadata => "GetKeyMetadata", XksApi.Encrypt => "Encrypt", XksApi.Decrypt => "Decrypt", _ => null };
        if (operation is null) return false;
        path = new XksProxyPath(prefix, operation, rest[Keys.Length..slash].ToString());
        return true;
    }
}
