using System.Security.Cryptography;
using System.Text;
using Kagimori.Authentication;

namespace Kagimori.Tests.Authentication;

/// <summary>Every refusal by its exact code, text and status, as a JSON service and as a Query service says it.</summary>
public sealed class AuthenticationRefusalsTests
{
    private const string Mismatch =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    [Fact]
    public void No_signature_at_all()
    {
        AssertRefused(request => request.Headers.Remove("Authorization"), "MissingAuthenticationTokenException", "Missing Authentication Token",
            "MissingAuthenticationToken", "Request is missing Authentication Token", 403);
    }

    [Theory]
    [InlineData("Bearer abc")]
    [InlineData("Basic YTpi")]
    [InlineData("AWS AKID:signature")]
    public void Another_scheme_is_no_signature(string header) =>
        AssertRefused(request => request.Headers.Authorization = header, "MissingAuthenticationTokenException", "Missing Authentication Token",
            "MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    [Fact]
    public void Another_algorithm() => AssertIncomplete(
        request => request.Headers.Authorization = request.Headers.Authorization.ToString().Replace("SHA256", "SHA512", StringComparison.Ordinal),
        _ => "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'.");

    [Fact]
    public void The_asymmetric_algorithm() => AssertIncomplete(
        request => request.Headers.Authorization = "AWS4-ECDSA-P256-SHA256 Credential=AKID/20260314/kms/aws4_request",
        _ => "Unsupported AWS 'algorithm': 'AWS4-ECDSA-P256-SHA256'.");

    [Fact]
    public void A_part_that_is_no_pair() => AssertIncomplete(
        request => request.Headers.Authorization += ", garbage",
        header => $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{Hash(header)}'.");

    [Theory]
    [InlineData("Credential")]
    [InlineData("Signature")]
    [InlineData("SignedHeaders")]
    public void A_missing_parameter(string name) => AssertIncomplete(
        request => request.Headers.Authorization = request.Headers.Authorization.ToString().Replace(name + "=", "Other=", StringComparison.Ordinal),
        header => $"Authorization header requires '{name}' parameter. (Hashed with SHA-256 and encoded with Base64) Authorization={Hash(header)}");

    [Fact]
    public void Everything_missing_at_once() => AssertIncomplete(
        request =>
        {
            request.Headers.Authorization = "AWS4-HMAC-SHA256";
            request.Headers.Remove("X-Amz-Date");
        },
        header => "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
            + "Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
            + $"(Hashed with SHA-256 and encoded with Base64) Authorization={Hash(header)}");

    [Fact]
    public void A_repeated_parameter() => AssertIncomplete(
        request => request.Headers.Authorization += ", Credential=x", _ => "Authorization requires exactly one 'Credential' parameter.");

    [Theory]
    [InlineData("201")]
    [InlineData("20260314T150926")]
    [InlineData("2026-03-14T15:09:26Z")]
    [InlineData("20260332T150926Z")]
    [InlineData("20260314T250926Z")]
    [InlineData("Sat, 14 Mar 2026 15:09:26 GMT")]
    [InlineData("２0260314T150926Z")]
    public void A_date_in_another_format(string date) => AssertIncomplete(
        request => request.Headers["X-Amz-Date"] = date,
        _ => $"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    [Theory]
    [InlineData("AKIDEXAMPLE")]
    [InlineData("AKIDEXAMPLE/20260314/eu-west-1/kms")]
    [InlineData("AKIDEXAMPLE/20260314/eu-west-1/kms/aws4_request/x")]
    [InlineData("/20260314/eu-west-1/kms/aws4_request")]
    public void A_credential_that_is_not_five_elements(string credential) => AssertIncomplete(
        request => ReplaceCredential(request, credential),
        _ => $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    [Theory]
    [InlineData("aws5_request", "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.")]
    [InlineData("", "Credential should be scoped with a valid terminator: 'aws4_request', not ''.")]
    public void Another_terminator(string terminator, string text) => AssertInvalid(request => ReplaceScope(request, terminator: terminator), _ => text);

    [Theory]
    [InlineData("mars")]
    [InlineData("")]
    [InlineData("eu-west")]
    [InlineData("EU-WEST-1")]
    [InlineData("eu--1")]
    [InlineData("e-west-1")]
    [InlineData("eu-west-1a")]
    [InlineData("eu-west-1-")]
    [InlineData("eu-west-123")]
    [InlineData("eu-abcdefghijklmnopqrstuvwxyzabcdefghijkl-1")]
    public void Another_region(string region) =>
        AssertInvalid(request => ReplaceScope(request, region: region), _ => $"Credential should be scoped to a valid region, not '{region}'.");

    [Theory]
    [InlineData("us-gov-west-1")]
    [InlineData("eusc-de-east-1")]
    [InlineData("cn-north-1")]
    [InlineData("us-isob-east-1")]
    [InlineData("ap-southeast-10")]
    public void A_well_formed_region_is_taken(string region) =>
        Assert.Null(Requests.Authenticate(Requests.Signed(identity: Requests.Kms with { Region = region })));

    [Fact]
    public void Another_service() =>
        AssertInvalid(request => ReplaceScope(request, service: "s3"), service => $"Credential should be scoped to correct service: '{service}'.");

    [Fact]
    public void Another_day() => AssertInvalid(
        request => ReplaceScope(request, day: "20260313"),
        _ => "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260313' != '20260314', from '20260314T150926Z'.");

    [Fact]
    public void Everything_wrong_with_a_scope_is_told_at_once() => AssertInvalid(
        request => ReplaceCredential(request, "a/b/c/d/e"),
        service => $"Credential should be scoped to a valid region, not 'c'. Credential should be scoped to correct service: '{service}'. "
            + "Credential should be scoped with a valid terminator: 'aws4_request', not 'e'. "
            + "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: 'b' != '20260314', from '20260314T150926Z'.");

    [Fact]
    public void A_signature_too_old()
    {
        Assert.Null(Requests.Authenticate(Requests.Signed(), now: Requests.Now.AddMinutes(5)));
        AssertInvalid(_ => { }, _ => "Signature expired: 20260314T150926Z is now earlier than 20260314T150927Z (20260314T151427Z - 5 min.)", Requests.Now.AddSeconds(301));
    }

    [Fact]
    public void A_signature_from_the_future()
    {
        Assert.Null(Requests.Authenticate(Requests.Signed(), now: Requests.Now.AddMinutes(-5)));
        AssertInvalid(
            _ => { },
            _ => "Signature not yet current: 20260314T150926Z is still later than 20260314T150925Z (20260314T150425Z + 5 min.)",
            Requests.Now.AddSeconds(-301));
    }

    [Fact]
    public void The_clock_window_is_an_option()
    {
        var wide = SignatureRequirements.Kms with { ClockWindow = TimeSpan.FromMinutes(15) };
        Assert.Null(Requests.Authenticate(Requests.Signed(), wide, Requests.Now.AddMinutes(15)));
        Assert.EndsWith("- 15 min.)", Requests.Authenticate(Requests.Signed(), wide, Requests.Now.AddMinutes(16))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Scope_is_refused_before_clock()
    {
        var request = Requests.Signed();
        ReplaceScope(request, region: "mars");
        Assert.StartsWith("Credential should be", Requests.Authenticate(request, now: Requests.Now.AddDays(1))!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_is_not_signed() => AssertInvalid(
        request => request.Headers.Authorization = request.Headers.Authorization.ToString().Replace("host;", "", StringComparison.Ordinal),
        _ => "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

    [Theory]
    [InlineData("X-Amz-Security-Token")]
    [InlineData("x-amz-anything")]
    public void An_added_header_of_AWS_that_is_not_signed(string name) => AssertInvalid(
        request => request.Headers[name] = "x", _ => $"'{name}' must be a 'SignedHeader' in the AWS Authorization.");

    [Fact]
    public void A_target_that_is_not_signed() => AssertInvalid(
        request => request.Headers.Authorization = request.Headers.Authorization.ToString().Replace(";x-amz-target", "", StringComparison.Ordinal),
        _ => "'X-Amz-Target' must be a 'SignedHeader' in the AWS Authorization.");

    [Fact]
    public void A_Date_header_that_is_not_signed() => AssertInvalid(
        request =>
        {
            request.Headers.Date = "Sat, 14 Mar 2026 15:09:26 GMT";
            request.Headers.Remove("X-Amz-Date");
        },
        _ => "'Date' must be a 'SignedHeader' in the AWS Authorization.");

    [Fact]
    public void A_wrong_signature() => AssertInvalid(request => request.Headers.Host = "elsewhere", _ => Mismatch);

    [Fact]
    public void Two_signatures()
    {
        var refusal = Requests.Authenticate(Requests.Signed() with { QueryString = "X-Amz-Algorithm=AWS4-HMAC-SHA256" });
        Assert.Equal(
            new Refusal("InvalidSignatureException", "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header."), refusal);
    }

    [Fact]
    public void What_the_pipeline_finds_out_itself()
    {
        const string invalid = "The security token included in the request is invalid.";
        const string expired = "The security token included in the request is expired";
        Assert.Equal(new("UnrecognizedClientException", invalid), AuthenticationRefusals.UnknownAccessKey(ServiceProtocol.Json) with { Reason = null });
        Assert.Equal(new("InvalidClientTokenId", invalid, 403), AuthenticationRefusals.UnknownAccessKey(ServiceProtocol.Query) with { Reason = null });
        Assert.Equal(new("UnrecognizedClientException", invalid) { Reason = "why" }, AuthenticationRefusals.InvalidToken(ServiceProtocol.Json, "why"));
        Assert.Equal(new("InvalidClientTokenId", invalid, 403) { Reason = "why" }, AuthenticationRefusals.InvalidToken(ServiceProtocol.Query, "why"));
        Assert.Equal(new("ExpiredTokenException", expired), AuthenticationRefusals.ExpiredToken(ServiceProtocol.Json));
        Assert.Equal(new("ExpiredToken", expired, 403), AuthenticationRefusals.ExpiredToken(ServiceProtocol.Query));
        Assert.Equal(
            new("OptInRequired", "The AWS Access Key Id needs a subscription for the service", 403),
            AuthenticationRefusals.OptInRequired(ServiceProtocol.Query));
    }

    private static void AssertIncomplete(Action<SignedHttpRequest> spoil, Func<string, string> text)
    {
        foreach (var (identity, requirements) in Services())
        {
            var request = Requests.Signed(identity: identity);
            spoil(request);
            var json = requirements.Protocol == ServiceProtocol.Json;
            var expected = new Refusal(json ? "IncompleteSignatureException" : "IncompleteSignature", text(request.Headers.Authorization.ToString()));
            Assert.Equal(expected, Requests.Authenticate(request, requirements));
        }
    }

    private static void AssertInvalid(Action<SignedHttpRequest> spoil, Func<string, string> text, DateTimeOffset? now = null)
    {
        foreach (var (identity, requirements) in Services())
        {
            var request = Requests.Signed(identity: identity);
            spoil(request);
            var json = requirements.Protocol == ServiceProtocol.Json;
            var expected = new Refusal(json ? "InvalidSignatureException" : "SignatureDoesNotMatch", text(identity.Service), json ? 400 : 403);
            Assert.Equal(expected, Requests.Authenticate(request, requirements, now)! with { Reason = null });
        }
    }

    private static void AssertRefused(Action<SignedHttpRequest> spoil, string jsonCode, string jsonText, string queryCode, string queryText, int queryStatus)
    {
        var request = Requests.Signed();
        spoil(request);
        Assert.Equal(new Refusal(jsonCode, jsonText), Requests.Authenticate(request));
        Assert.Equal(new Refusal(queryCode, queryText, queryStatus), Requests.Authenticate(request, SignatureRequirements.Sts));
    }

    private static (SigningIdentity Identity, SignatureRequirements Requirements)[] Services() =>
    [
        (Requests.Kms, SignatureRequirements.Kms),
        (Requests.Sts, SignatureRequirements.Sts),
        (Requests.Kms with { Service = "iam" }, SignatureRequirements.Iam),
    ];

    private static void ReplaceScope(SignedHttpRequest request, string? day = null, string? region = null, string? service = null, string? terminator = null)
    {
        var parts = Credential(request).Split('/');
        ReplaceCredential(request, $"{parts[0]}/{day ?? parts[1]}/{region ?? parts[2]}/{service ?? parts[3]}/{terminator ?? parts[4]}");
    }

    private static void ReplaceCredential(SignedHttpRequest request, string credential) =>
        request.Headers.Authorization = request.Headers.Authorization.ToString().Replace(Credential(request), credential, StringComparison.Ordinal);

    private static string Credential(SignedHttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        var start = header.IndexOf("Credential=", StringComparison.Ordinal) + 11;
        return header[start..header.IndexOf(',', StringComparison.Ordinal)];
    }

    private static string Hash(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
