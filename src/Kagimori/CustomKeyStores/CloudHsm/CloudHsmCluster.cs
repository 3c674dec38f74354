using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kagimori.CustomKeyStores.Pkcs11;

namespace Kagimori.CustomKeyStores.CloudHsm;

/// <summary>What stands for a CloudHSM cluster: a token of a PKCS #11 library, as the operator configured it.</summary>
internal sealed record CloudHsmCluster
{
    /// <summary>For example <c>cluster-2a23b4cdefg</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The account whose key stores can use it.</summary>
    public required string Account { get; init; }

    /// <summary>The Region whose key stores can use it.</summary>
    public required string Region { get; init; }

    /// <summary>The token's label.</summary>
    public required string Token { get; init; }

    /// <summary>The trust anchor (customerCA.crt), DER.</summary>
    public required ReadOnlyMemory<byte> TrustAnchor { get; init; }

    /// <summary>What clusters that were made from one another's backups have in common; by default a cluster's own id.</summary>
    public required string BackupHistory { get; init; }

    public required Pkcs11Library Library { get; init; }

    /// <summary>Whether a text is the cluster's trust anchor: a certificate in PEM.</summary>
    public bool IsTrustAnchor(string pem)
    {
        using var certificate = ReadCertificate(pem);
        return certificate is not null && certificate.RawDataMemory.Span.SequenceEqual(TrustAnchor.Span);
    }

    /// <summary>Null for what is no certificate in PEM.</summary>
    public static X509Certificate2? ReadCertificate(string pem)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Refuses a cluster that cannot be used: its token is not there, or cannot do what is needed.</summary>
    public async Task<Refusal?> CheckAsync()
    {
        try
        {
            return await Library.Looking.RunAsync(() =>
                Library.FindSlot(Token) is not { } slot ? KeyStoreRefusals.ClusterNotActive()
                : Library.HasAesGcm(slot) ? null : KeyStoreRefusals.ClusterInvalidConfiguration("Its token must be able to make AES keys and to encrypt by AES-GCM."));
        }
        catch (Exception e) when (e is Pkcs11Exception or TimeoutException or WorkersBusyException)
        {
            return KeyStoreRefusals.ClusterNotActive() with { Reason = e.Message };
        }
    }
}
