using Kagimori.Authentication;
using Microsoft.Extensions.Primitives;

namespace Kagimori.Tests.Authentication;

/// <summary>A signature covers every part of a request that could change what it means.</summary>
public sealed class TamperingTests
{
    [Fact]
    public void An_untouched_request_is_authenticated() => Assert.Null(Requests.Authenticate(Requests.Signed()));

    [Fact]
    public void Another_method_is_refused() => AssertMismatch(Requests.Signed() with { Method = "PUT" });

    [Fact]
    public void Another_path_is_refused() => AssertMismatch(Requests.Signed() with { Path = "/a" });

    [Fact]
    public void An_added_query_parameter_is_refused() => AssertMismatch(Requests.Signed() with { QueryString = "?a=b" });

    [Fact]
    public void Another_body_is_refused() => AssertMismatch(Requests.Signed() with { Body = "{ }"u8.ToArray() });

    [Fact]
    public void An_empty_body_is_refused() => AssertMismatch(Requests.Signed() with { Body = default });

    [Theory]
    [InlineData("Host")]
    [InlineData("X-Amz-Target")]
    [InlineData("Content-Type")]
    public void Another_value_of_a_signed_header_is_refused(string header)
    {
        var request = Requests.Signed();
        request.Headers[header] += "x";
        AssertMismatch(request);
    }

    [Fact]
    public void A_repeated_signed_header_is_refused()
    {
        var request = Requests.Signed();
        request.Headers["X-Amz-Target"] = StringValues.Concat(request.Headers["X-Amz-Target"], "TrentService.ScheduleKeyDeletion");
        AssertMismatch(request);
    }

    [Fact]
    public void A_removed_signed_header_is_refused()
    {
        var request = Requests.Signed();
        request.Headers.Remove("Content-Type");
        AssertMismatch(request);
    }

    [Fact]
    public void Another_time_on_the_same_day_is_refused()
    {
        var request = Requests.Signed();
        request.Headers["X-Amz-Date"] = ReferenceSigner.Stamp(Requests.Now.AddSeconds(1));
        AssertMismatch(request);
    }

    [Theory]
    [InlineData("/eu-west-1/", "/eu-west-2/")]
    [InlineData("content-type;", "")]
    [InlineData("content-type;host;x-amz-date;x-amz-target", "host;content-type;x-amz-date;x-amz-target")]
    [InlineData("content-type;host", "Content-Type;host")]
    [InlineData("content-type;host", "content-type;content-type;host")]
    [InlineData("content-type;host", "content-type;;host")]
    [InlineData("Signature=", "Signature=0")]
    public void A_changed_Authorization_header_is_refused(string from, string to)
    {
        var request = Requests.Signed();
        var header = request.Headers.Authorization.ToString();
        Assert.Contains(from, header, StringComparison.Ordinal);
        request.Headers.Authorization = header.Replace(from, to, StringComparison.Ordinal);
        AssertMismatch(request);
    }

    [Fact]
    public void A_signature_in_capitals_or_other_characters_is_refused()
    {
        var request = Requests.Signed();
        var header = request.Headers.Authorization.ToString();
        var signature = header[(header.IndexOf("Signature=", StringComparison.Ordinal) + 10)..];
        foreach (var other in (string[])[signature.ToUpperInvariant(), new string('g', 64), new string('é', 64), signature[..63], signature + "0"])
        {
            request.Headers.Authorization = header.Replace(signature, other, StringComparison.Ordinal);
            AssertMismatch(request);
        }
    }

    [Fact]
    public void Every_changed_digit_of_the_signature_is_refused()
    {
        var request = Requests.Signed();
        var header = request.Headers.Authorization.ToString();
        for (var i = header.Length - 64; i < header.Length; i++)
        {
            request.Headers.Authorization = header[..i] + (header[i] == '0' ? '1' : '0') + header[(i + 1)..];
            AssertMismatch(request);
        }
    }

    [Fact]
    public void Another_secret_is_refused()
    {
        var request = Requests.Signed(identity: Requests.Kms with { Secret = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEZ" });
        AssertMismatch(request);
    }

    [Fact]
    public void An_unsigned_payload_is_not_allowed_by_saying_so()
    {
        var unsigned = Requests.Unsigned();
        unsigned.Headers["X-Amz-Content-SHA256"] = "UNSIGNED-PAYLOAD";
        var request = ReferenceSigner.SignInHeader(unsigned, Requests.Kms, Requests.Now);
        Assert.Null(Requests.Authenticate(request));
        AssertMismatch(request with { Body = "other"u8.ToArray() });
    }

    [Fact]
    public void Headers_that_are_not_signed_may_change()
    {
        var request = Requests.Signed();
        request.Headers.UserAgent = "proxy";
        request.Headers["X-Forwarded-For"] = "192.0.2.1";
        request.Headers["X-Amzn-Trace-Id"] = "Root=1";
        Assert.Null(Requests.Authenticate(request));
    }

    private static void AssertMismatch(SignedHttpRequest request)
    {
        var refusal = Requests.Authenticate(request);
        Assert.NotNull(refusal);
        Assert.Equal("InvalidSignatureException", refusal.Code);
        Assert.StartsWith("The request signature we calculated does not match", refusal.Message, StringComparison.Ordinal);
    }
}
