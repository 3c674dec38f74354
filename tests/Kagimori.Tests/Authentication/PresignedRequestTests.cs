using Kagimori.Authentication;

namespace Kagimori.Tests.Authentication;

/// <summary>Signatures in the query string.</summary>
public sealed class PresignedRequestTests
{
    [Theory]
    [InlineData("GET", "", "")]
    [InlineData("GET", "Action=GetCallerIdentity&Version=2011-06-15", "")]
    [InlineData("POST", "Action=GetCallerIdentity", "body")]
    public void A_presigned_request_is_authenticated(string method, string query, string body)
    {
        var request = Presigned(query: query, method: method, body: body);
        Assert.Null(RequestSignature.TryParse(request, SignatureRequirements.Sts, Requests.Now, out var signature));
        Assert.True(signature!.IsPresigned);
        Assert.Equal("AKIDEXAMPLE", signature.AccessKeyId);
        Assert.Null(Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    [Fact]
    public void The_session_token_is_taken_from_the_query_and_is_signed()
    {
        var request = ReferenceSigner.Presign(Bare(), Requests.Sts, Requests.Now, 60, "token+/=");
        Assert.Null(RequestSignature.TryParse(request, SignatureRequirements.Sts, Requests.Now, out var signature));
        Assert.Equal("token+/=", signature!.SessionToken);
        Assert.Null(Requests.Authenticate(request, SignatureRequirements.Sts));
        AssertMismatch(request with { QueryString = request.QueryString.Replace("token", "Token", StringComparison.Ordinal) });
    }

    [Fact]
    public void It_lives_as_long_as_it_says()
    {
        var request = Presigned(expires: 604800);
        Assert.Null(Requests.Authenticate(request, SignatureRequirements.Sts, Requests.Now.AddSeconds(604800)));
        Assert.Equal(new Refusal("RequestExpired", "Request has expired."), Requests.Authenticate(request, SignatureRequirements.Sts, Requests.Now.AddSeconds(604801)));
    }

    [Fact]
    public void A_JSON_service_says_how_long_ago_it_expired()
    {
        var request = ReferenceSigner.Presign(Bare(), Requests.Kms, Requests.Now, 60);
        Assert.Null(Requests.Authenticate(request, now: Requests.Now.AddSeconds(60)));
        Assert.Equal(
            new Refusal("InvalidSignatureException", "Signature expired: 20260314T150926Z is now earlier than 20260314T150927Z (20260314T151027Z - 60 sec.)"),
            Requests.Authenticate(request, now: Requests.Now.AddSeconds(61)));
    }

    [Fact]
    public void Without_a_lifetime_the_clock_window_holds()
    {
        var request = Presigned(expires: null);
        Assert.Null(Requests.Authenticate(request, SignatureRequirements.Sts, Requests.Now.AddMinutes(5)));
        Assert.Equal("SignatureDoesNotMatch", Requests.Authenticate(request, SignatureRequirements.Sts, Requests.Now.AddMinutes(6))!.Code);
    }

    [Fact]
    public void It_is_refused_from_the_future() =>
        Assert.StartsWith("Signature not yet current", Requests.Authenticate(Presigned(), SignatureRequirements.Sts, Requests.Now.AddMinutes(-6))!.Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("604801")]
    [InlineData("1.5")]
    [InlineData("")]
    [InlineData("99999999999")]
    [InlineData("%2060")]
    public void A_lifetime_out_of_range_is_refused(string expires)
    {
        var request = Presigned(expires: 60);
        request = request with { QueryString = request.QueryString.Replace("X-Amz-Expires=60", "X-Amz-Expires=" + expires, StringComparison.Ordinal) };
        Assert.Equal(new Refusal("IncompleteSignature", "X-Amz-Expires must be a number of seconds from 1 to 604800."), Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    [Theory]
    [InlineData("X-Amz-Credential")]
    [InlineData("X-Amz-Signature")]
    [InlineData("X-Amz-SignedHeaders")]
    [InlineData("X-Amz-Date")]
    public void A_missing_parameter_is_named(string name)
    {
        var request = Presigned();
        request = request with { QueryString = request.QueryString.Replace(name + "=", "Other=", StringComparison.Ordinal) };
        Assert.Equal(
            new Refusal("IncompleteSignature", $"AWS query-string parameters must include '{name}'. Re-examine the query-string parameters."),
            Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    [Fact]
    public void Several_missing_parameters_are_named_together() => Assert.Equal(
        new Refusal(
            "IncompleteSignatureException",
            "AWS query-string parameters must include 'X-Amz-Credential'. AWS query-string parameters must include 'X-Amz-Signature'. "
            + "AWS query-string parameters must include 'X-Amz-SignedHeaders'. AWS query-string parameters must include 'X-Amz-Date'. "
            + "Re-examine the query-string parameters."),
        Requests.Authenticate(Bare() with { QueryString = "X-Amz-Algorithm=AWS4-HMAC-SHA256" }));

    [Theory]
    [InlineData("X-Amz-Signature")]
    [InlineData("X-Amz-Date")]
    [InlineData("X-Amz-Algorithm")]
    public void A_repeated_parameter_is_refused(string name)
    {
        var request = Presigned();
        var refusal = Requests.Authenticate(request with { QueryString = request.QueryString + $"&{name}=AWS4-HMAC-SHA256" }, SignatureRequirements.Sts);
        Assert.Equal(new Refusal("IncompleteSignature", $"Authorization requires exactly one '{name}' parameter."), refusal);
    }

    [Fact]
    public void Another_algorithm_is_refused()
    {
        var request = Presigned();
        request = request with { QueryString = request.QueryString.Replace("SHA256", "SHA1", StringComparison.Ordinal) };
        Assert.Equal(new Refusal("IncompleteSignature", "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'."), Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    [Fact]
    public void Any_changed_part_is_refused()
    {
        var request = Presigned(query: "Action=GetCallerIdentity");
        AssertMismatch(request with { Method = "POST" });
        AssertMismatch(request with { Path = "/x" });
        AssertMismatch(request with { Body = "x"u8.ToArray() });
        AssertMismatch(request with { QueryString = request.QueryString + "&a=b" });
        AssertMismatch(request with { QueryString = request.QueryString.Replace("GetCallerIdentity", "AssumeRole", StringComparison.Ordinal) });
        AssertMismatch(request with { QueryString = request.QueryString.Replace("Expires=60", "Expires=600", StringComparison.Ordinal) });
        request.Headers.Host = "elsewhere";
        AssertMismatch(request);
    }

    [Fact]
    public void A_header_of_AWS_that_is_not_signed_is_refused()
    {
        var request = Presigned();
        request.Headers["X-Amz-Target"] = "TrentService.Decrypt";
        Assert.Equal(
            new Refusal("SignatureDoesNotMatch", "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.", 403),
            Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    private static void AssertMismatch(SignedHttpRequest request)
    {
        var refusal = Requests.Authenticate(request, SignatureRequirements.Sts);
        Assert.Equal("SignatureDoesNotMatch", refusal?.Code);
        Assert.Equal(403, refusal!.StatusCode);
    }

    private static SignedHttpRequest Bare()
    {
        var request = Requests.Unsigned("");
        request.Headers.Remove("X-Amz-Target");
        return request with { Method = "GET" };
    }

    private static SignedHttpRequest Presigned(string query = "", int? expires = 60, string method = "GET", string body = "") =>
        ReferenceSigner.Presign(Bare() with { QueryString = query, Method = method, Body = System.Text.Encoding.UTF8.GetBytes(body) }, Requests.Sts, Requests.Now, expires);
}
