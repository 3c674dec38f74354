namespace Kagimori.CustomKeyStores;

/// <summary>How an AWS CloudHSM key store reaches its keys.</summary>
/// <param name="TrustAnchorCertificate">PEM, as the caller gave it.</param>
/// <param name="WrappedPassword">The kmsuser password, wrapped under the root key with <see cref="KeyStoreSecrets"/> as owner.</param>
public sealed record CloudHsmRecord(string ClusterId, string TrustAnchorCertificate, byte[] WrappedPassword);
