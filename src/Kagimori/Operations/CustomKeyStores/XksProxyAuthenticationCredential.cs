namespace Kagimori.Operations.CustomKeyStores;

/// <summary>What requests to an external key store proxy are signed with. Both halves are secrets on the wire.</summary>
internal sealed record XksProxyAuthenticationCredential
{
    public string? AccessKeyId { get; set; }

    public string? RawSecretAccessKey { get; set; }

    public override string ToString() => nameof(XksProxyAuthenticationCredential);
}
