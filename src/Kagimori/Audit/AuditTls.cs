namespace Kagimori.Audit;

/// <summary>CloudTrail's <c>tlsDetails</c>; it has none where the connection was not encrypted.</summary>
/// <param name="Version">Such as <c>TLSv1.3</c>.</param>
/// <param name="CipherSuite">Such as <c>TLS_AES_256_GCM_SHA384</c>.</param>
/// <param name="ClientProvidedHostHeader">The host the client asked for.</param>
public sealed record AuditTls(string Version, string CipherSuite, string? ClientProvidedHostHeader);
