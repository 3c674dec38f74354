using Kagimori.Authentication;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests.Authentication;

/// <summary>What this service signs itself, against the plain reference and against the verifier.</summary>
public sealed class RequestSignerTests
{
    private const string Names = "host;x-amz-date";
    private static readonly SigningIdentity Identity = SigningIdentity.Example with { Service = "kms-xks-proxy", Region = "eu-west-1" };

    [Fact]
    public void A_signature_is_the_references_and_verifies_on_each_day()
    {
        using var secret = Identity.SecretMaterial();
        var signer = new RequestSigner(Identity.AccessKeyId, secret, Identity.Region, Identity.Service);
        foreach (var time in new[] { Requests.Now, Requests.Now.AddHours(1), Requests.Now.AddDays(1), Requests.Now })
        {
            var request = NewRequest();
            signer.Sign(request, time);
            var signature = ReferenceSigner.Sign(request, Identity, time, Names);
            Assert.Equal(
                $"AWS4-HMAC-SHA256 Credential={Identity.Credential(time)}, SignedHeaders={Names}, Signature={signature}", request.Headers.Authorization.ToString());
            Assert.Null(RequestSignature.TryParse(request, SignatureRequirements.XksProxy, time, out var read));
            Assert.Null(read!.Verify(request, secret, new SigningKeyCache()));
        }
    }

    [Fact]
    public void Another_body_needs_another_signature()
    {
        using var secret = Identity.SecretMaterial();
        var request = NewRequest();
        new RequestSigner(Identity.AccessKeyId, secret, Identity.Region, Identity.Service).Sign(request, Requests.Now);
        var changed = request with { Body = "{\"a\":1}"u8.ToArray() };
        Assert.Null(RequestSignature.TryParse(changed, SignatureRequirements.XksProxy, Requests.Now, out var read));
        Assert.NotNull(read!.Verify(changed, secret, new SigningKeyCache()));
    }

    private static SignedHttpRequest NewRequest() => new(
        "POST", "/team-a/kms/xks/v1/keys/a_b.c-1/encrypt", "", new HeaderDictionary { ["Host"] = "xks.example.com" }, "{}"u8.ToArray());
}
