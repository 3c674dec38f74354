using Kagimori.Authentication;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Authentication;

public sealed class SigningKeyCacheTests
{
    [Fact]
    public void The_key_is_that_of_the_published_example()
    {
        using var secret = new KeyMaterial("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"u8);
        using var key = SigningKey.Derive(secret, 20120215, "us-east-1", "iam");
        using var revealed = key.Reveal();
        Assert.Equal("f4780e2d9f65fa895f9c67b32ce1baf0b0d8a43505a000a1a9e090d414db404d", Convert.ToHexStringLower(revealed.Bytes));
    }

    [Fact]
    public void A_key_is_kept_once_it_verified_a_signature()
    {
        var cache = new SigningKeyCache();
        var request = Requests.Signed();
        Assert.Null(Verify(request, cache));
        Assert.Equal(1, cache.Count);
        var kept = cache.Find(20260314, "eu-west-1", "kms");
        Assert.NotNull(kept);
        Assert.Null(Verify(request, cache));
        Assert.Same(kept, cache.Find(20260314, "eu-west-1", "kms"));
    }

    [Fact]
    public void A_key_that_verified_nothing_is_not_kept()
    {
        var cache = new SigningKeyCache();
        var request = Requests.Signed();
        request.Headers.Host = "elsewhere";
        Assert.NotNull(Verify(request, cache));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public void Another_day_region_or_service_is_another_key()
    {
        var cache = new SigningKeyCache();
        cache.Add(20260314, "eu-west-1", "kms", Key());
        Assert.Null(cache.Find(20260315, "eu-west-1", "kms"));
        Assert.Null(cache.Find(20260314, "eu-west-2", "kms"));
        Assert.Null(cache.Find(20260314, "eu-west-1", "iam"));
    }

    [Fact]
    public void It_never_holds_more_than_its_capacity_and_drops_the_oldest()
    {
        var cache = new SigningKeyCache();
        for (var day = 1; day <= SigningKeyCache.Capacity + 5; day++) cache.Add(day, "eu-west-1", "kms", Key());
        Assert.Equal(SigningKeyCache.Capacity, cache.Count);
        Assert.Null(cache.Find(5, "eu-west-1", "kms"));
        Assert.NotNull(cache.Find(6, "eu-west-1", "kms"));
    }

    [Fact]
    public void A_wrong_signature_is_refused_with_a_kept_key_too()
    {
        var cache = new SigningKeyCache();
        var request = Requests.Signed();
        Assert.Null(Verify(request, cache));
        request.Headers.Host = "elsewhere";
        Assert.Equal("InvalidSignatureException", Verify(request, cache)!.Code);
    }

    [Fact]
    public void Many_threads_keep_one_key_each_scope()
    {
        var cache = new SigningKeyCache();
        Parallel.For(0, 1000, n => cache.Add(n % 4, "eu-west-1", "kms", Key()));
        Assert.Equal(4, cache.Count);
    }

    // Optimised, it allocates nothing; code that is not yet optimised boxes here and there. A copy of the request would be more.
    [Fact]
    public void Verifying_with_a_kept_key_makes_no_copy_of_the_request()
    {
        const int verifications = 100;
        var cache = new SigningKeyCache();
        var request = Requests.Signed();
        using var secret = Requests.Kms.SecretMaterial();
        Assert.Null(RequestSignature.TryParse(request, SignatureRequirements.Kms, Requests.Now, out var signature));
        Assert.Null(signature!.Verify(request, secret, cache));
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < verifications; i++) signature.Verify(request, secret, cache);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, verifications * 512);
    }

    private static KeyMaterial Key() => new(new byte[32]);

    private static Refusal? Verify(SignedHttpRequest request, SigningKeyCache cache)
    {
        Assert.Null(RequestSignature.TryParse(request, SignatureRequirements.Kms, Requests.Now, out var signature));
        using var secret = Requests.Kms.SecretMaterial();
        return signature!.Verify(request, secret, cache);
    }
}
