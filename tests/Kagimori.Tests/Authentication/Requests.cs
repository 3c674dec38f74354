using System.Text;
using Kagimori.Authentication;
using Kagimori.Cryptography;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.Authentication;

/// <summary>Requests that are right unless a test spoils them.</summary>
public static class Requests
{
    public static DateTimeOffset Now { get; } = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static SigningIdentity Kms { get; } = SigningIdentity.Example with { Service = "kms", Region = "eu-west-1" };

    public static SigningIdentity Sts { get; } = SigningIdentity.Example with { Service = "sts" };

    public static SignedHttpRequest Unsigned(string body = "{}") => new(
        "POST",
        "/",
        "",
        new HeaderDictionary
        {
            ["Host"] = "kms.eu-west-1.example.com",
            ["Content-Type"] = "application/x-amz-json-1.1",
            ["X-Amz-Target"] = "TrentService.GenerateDataKey",
        },
        Encoding.UTF8.GetBytes(body));

    public static SignedHttpRequest Signed(DateTimeOffset? time = null, SigningIdentity? identity = null) =>
        ReferenceSigner.SignInHeader(Unsigned(), identity ?? Kms, time ?? Now);

    /// <summary>All steps with the right secret.</summary>
    public static Refusal? Authenticate(in SignedHttpRequest request, SignatureRequirements? requirements = null, DateTimeOffset? now = null)
    {
        var refusal = RequestSignature.TryParse(request, requirements ?? SignatureRequirements.Kms, now ?? Now, out var signature);
        Assert.Equal(refusal is null, signature is not null);
        if (refusal is not null) return refusal;
        using var secret = Kms.SecretMaterial();
        return signature!.Verify(request, secret, new SigningKeyCache());
    }
}
