using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Authentication;

/// <summary>A Signature Version 4 that a request carries: first read and held against scope and clock, then verified.</summary>
/// <remarks>
/// Two steps, because the key is looked up in between and AWS answers in that order: parse, scope, clock, then
/// access key, session token, then the signature itself. An instance is proof of the first three and of nothing more.
/// </remarks>
public sealed class RequestSignature
{
    private readonly CredentialScope _scope;
    private readonly SignatureParameters _parameters;
    private readonly ServiceProtocol _protocol;

    private RequestSignature(in CredentialScope scope, in SignatureParameters parameters, ServiceProtocol protocol)
    {
        _scope = scope;
        _parameters = parameters;
        _protocol = protocol;
    }

    /// <summary>Who claims to have signed. Not proven before <see cref="Verify(in SignedHttpRequest, KeyMaterial)"/>.</summary>
    public string AccessKeyId => _scope.AccessKeyId;

    public string Region => _scope.Region;

    public string Service => _scope.Service;

    /// <summary>The token of temporary credentials, or null.</summary>
    public string? SessionToken => _parameters.SessionToken;

    /// <summary>The day of signing as the number yyyymmdd.</summary>
    public int Day => _parameters.Time.Day;

    /// <summary>The instant of signing, UTC.</summary>
    public DateTimeOffset SignedAt => new(_parameters.Time.Value);

    /// <summary>Whether forwarded context is among what is signed; what is not signed is refused.</summary>
    public bool CoversForwardedContext => _parameters.SignedHeaders.Span.Contains(SignedHeaders.ForwardedPrefix, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the signature stands in the query string.</summary>
    public bool IsPresigned => _parameters.IsPresigned;

    /// <summary>Reads the signature of a request; null when it may be verified, else why not.</summary>
    public static Refusal? TryParse(in SignedHttpRequest request, SignatureRequirements requirements, DateTimeOffset now, out RequestSignature? signature)
    {
        signature = null;
        var protocol = requirements.Protocol;
        if (ReadParameters(request, protocol, out var parameters) is { } incomplete) return incomplete;
        if (CredentialScope.TryParse(parameters.Credential.Span, requirements, parameters.Time, out var scope) is { } misdirected) return misdirected;
        if (SignatureClock.Check(parameters, requirements, now) is { } untimely) return untimely;
        if (SignedHeaders.Check(request, parameters.SignedHeaders.Span, parameters.IsPresigned, protocol) is { } uncovered) return uncovered;
        signature = new RequestSignature(scope, parameters, protocol);
        return null;
    }

    /// <summary>Verifies with a secret access key, through the cache of its signing keys.</summary>
    public Refusal? Verify(in SignedHttpRequest request, KeyMaterial secretAccessKey, SigningKeyCache cache)
    {
        if (cache.Find(Day, Region, Service) is { } kept) return Verify(request, kept);
        var derived = SigningKey.Derive(secretAccessKey, Day, Region, Service);
        var refusal = Verify(request, derived);
        if (refusal is null) cache.Add(Day, Region, Service, derived);
        else derived.Dispose();
        return refusal;
    }

    /// <summary>Verifies with a signing key for this day, region and service; null when the signature is right.</summary>
    public Refusal? Verify(in SignedHttpRequest request, KeyMaterial signingKey)
    {
        if (!SignedHeaders.IsCanonical(_parameters.SignedHeaders.Span))
            return AuthenticationRefusals.SignatureMismatch(_protocol, "signed headers are not in canonical form");
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes * 2];
        Sign(request, signingKey, expected);
        return Matches(expected) ? null : AuthenticationRefusals.SignatureMismatch(_protocol, "signature mismatch");
    }

    internal void AppendCanonicalRequest(ref Utf8Buffer buffer, in SignedHttpRequest request) =>
        CanonicalRequest.Append(ref buffer, request, _parameters.SignedHeaders.Span, IsPresigned);

    internal void AppendStringToSign(ref Utf8Buffer buffer, ReadOnlySpan<byte> canonicalRequestHash) =>
        StringToSign.Append(ref buffer, _parameters.Time, _scope, canonicalRequestHash);

    /// <summary>Writes the right signature: 64 hexadecimal digits.</summary>
    internal void Sign(in SignedHttpRequest request, KeyMaterial signingKey, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        var buffer = new Utf8Buffer(stackalloc byte[1536]);
        try
        {
            AppendCanonicalRequest(ref buffer, request);
            Sha256.Hash(buffer.Written, hash);
            buffer.Truncate(0);
            AppendStringToSign(ref buffer, hash);
            signingKey.HmacSha256(buffer.Written, hash);
        }
        finally
        {
            buffer.Dispose();
        }
        Convert.TryToHexStringLower(hash, signature, out _);
    }

    private bool Matches(ReadOnlySpan<byte> expected)
    {
        var given = _parameters.Signature.Span;
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes * 2];
        if (given.Length != bytes.Length || !System.Text.Ascii.IsValid(given)) return false;
        System.Text.Ascii.FromUtf16(given, bytes, out _);
        return CryptographicOperations.FixedTimeEquals(bytes, expected);
    }

    private static Refusal? ReadParameters(in SignedHttpRequest request, ServiceProtocol protocol, out SignatureParameters parameters)
    {
        string? header = request.Headers.Authorization;
        var algorithm = request.QueryString.Length == 0 ? null : PresignedQuery.FindAlgorithm(request.QueryString);
        parameters = default;
        if (!string.IsNullOrEmpty(header) && algorithm is not null) return AuthenticationRefusals.TwoAuthentications(protocol);
        if (algorithm is not null) return PresignedQuery.TryParse(request.QueryString, algorithm, protocol, out parameters);
        if (string.IsNullOrEmpty(header) || !AuthorizationHeader.IsSignature(header)) return AuthenticationRefusals.MissingAuthenticationToken(protocol);
        return AuthorizationHeader.TryParse(header, request.Headers, protocol, out parameters);
    }
}
