using CsCheck;
using Kagimori.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kagimori.Tests.Authentication;

/// <summary>What AWS's suite says, in cases of our own; and any request, signed by a plain reference, verifies.</summary>
public sealed class SignatureVersion4Tests
{
    private static readonly DateTimeOffset Time = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    private static readonly SignatureRequirements Requirements = new() { Services = ["service"], Protocol = ServiceProtocol.Json };

    [Fact]
    public void A_plain_GET_verifies() =>
        AssertVerifies(Get("/", ""), "host;x-amz-date", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31");

    [Fact]
    public void Query_parameters_are_signed_in_order_of_name_then_value() => AssertVerifies(
        Get("/", "Param1=value2&Param1=Value1"), "host;x-amz-date", "eedbc4e291e521cf13422ffca22be7d2eb8146eecf653089df300a15b2382bd1");

    [Fact]
    public void Header_values_are_signed_trimmed_and_with_single_spaces()
    {
        var request = Get("/", "");
        request.Headers["My-Header1"] = " value1";
        request.Headers["My-Header2"] = "  \"a   b   c\"  ";
        AssertVerifies(request, "host;my-header1;my-header2;x-amz-date", "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736");
    }

    [Fact]
    public void Repeated_headers_are_signed_in_the_order_they_came()
    {
        var request = Get("/", "");
        request.Headers["My-Header1"] = new StringValues(["value2", "value2", "value1"]);
        AssertVerifies(request, "host;my-header1;x-amz-date", "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea");
    }

    [Fact]
    public void Dot_segments_and_doubled_slashes_are_signed_normalized() => AssertVerifies(
        Get("//example//", ""), "host;x-amz-date", "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84");

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/a/../b", "/b")]
    [InlineData("/a/b/..", "/a/")]
    [InlineData("/a/.", "/a/")]
    [InlineData("/../../a", "/a")]
    [InlineData("/..", "/")]
    [InlineData("/a%20b", "/a%2520b")]
    [InlineData("/a%2F..", "/a%252F..")]
    [InlineData("/.../a", "/.../a")]
    [InlineData("/ሴ", "/%E1%88%B4")]
    public void The_canonical_URI_is_normalized_and_encoded_once_more(string path, string expected)
    {
        var buffer = new Utf8Buffer(stackalloc byte[8]);
        CanonicalUri.Append(ref buffer, path);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(buffer.Written));
        buffer.Dispose();
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("?a=b", "a=b")]
    [InlineData("a", "a=")]
    [InlineData("a=b=c", "a=b%3Dc")]
    [InlineData("&&b=2&&a=1&", "a=1&b=2")]
    [InlineData("a=x+y", "a=x%20y")]
    [InlineData("a=%7e%2f", "a=~%2F")]
    [InlineData("a=%zz%", "a=%25zz%25")]
    [InlineData("a=%E1%88%B4&%C3%A9=1", "%C3%A9=1&a=%E1%88%B4")]
    [InlineData("a=%FF", "a=%FF")]
    [InlineData("a-=1&a=2", "a=2&a-=1")]
    [InlineData("X-Amz-Signature=1", "X-Amz-Signature=1")]
    public void The_canonical_query_string_has_one_encoding_and_one_order(string query, string expected)
    {
        var buffer = new Utf8Buffer(stackalloc byte[8]);
        CanonicalQueryString.Append(ref buffer, query, isPresigned: false);
        Assert.Equal(expected, System.Text.Encoding.UTF8.GetString(buffer.Written));
        buffer.Dispose();
    }

    [Fact]
    public void What_the_plain_reference_signs_verifies()
    {
        var segment = Gen.String[Gen.Char["abcXYZ019-._~"], 1, 8].Where(text => text.Trim('.').Length > 0);
        var text = Gen.String[Gen.Char["ab Z9é漢\t,;=\"/:"], 0, 12];
        var name = Gen.String[Gen.Char["abcdefgh-"], 1, 8].Select(suffix => "h" + suffix);
        Gen.Select(segment.Array[0, 4], Gen.Select(text, text).Array[0, 6], Gen.Select(name, text.Array[1, 3]).Array[0, 5], Gen.Byte.Array[0, 100]).Sample(
            (segments, pairs, headers, body) =>
            {
                var query = string.Join('&', pairs.Select(pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}"));
                var request = Get("/" + string.Join('/', segments), query) with { Body = body };
                foreach (var (header, values) in headers) request.Headers[header] = new StringValues(values);
                return Authenticate(ReferenceSigner.SignInHeader(request, SigningIdentity.Example, Time)) is null;
            },
            iter: 1000);
    }

    [Fact]
    public void The_Date_header_serves_when_there_is_no_X_Amz_Date()
    {
        var request = Get("/", "");
        request.Headers.Remove("X-Amz-Date");
        request.Headers["Date"] = "Sun, 30 Aug 2015 12:36:00 GMT";
        var signature = ReferenceSigner.Sign(request, SigningIdentity.Example, Time, "date;host");
        request.Headers.Authorization = Authorization("date;host", signature);
        Assert.Null(Authenticate(request));
    }

    [Fact]
    public void Parameters_may_stand_in_any_order_and_without_spaces()
    {
        var request = Get("/", "");
        var signature = ReferenceSigner.Sign(request, SigningIdentity.Example, Time, "host;x-amz-date");
        request.Headers.Authorization = $"AWS4-HMAC-SHA256 Signature={signature},SignedHeaders=host;x-amz-date,Credential={SigningIdentity.Example.Credential(Time)}";
        Assert.Null(Authenticate(request));
    }

    private static void AssertVerifies(SignedHttpRequest request, string signedHeaders, string signature)
    {
        request.Headers.Authorization = Authorization(signedHeaders, signature);
        Assert.Null(Authenticate(request));
        request.Headers.Authorization = Authorization(signedHeaders, signature[1..] + (signature[0] == '0' ? '1' : '0'));
        Assert.Equal("InvalidSignatureException", Authenticate(request)!.Code);
    }

    private static string Authorization(string signedHeaders, string signature) =>
        $"AWS4-HMAC-SHA256 Credential={SigningIdentity.Example.Credential(Time)}, SignedHeaders={signedHeaders}, Signature={signature}";

    private static Refusal? Authenticate(SignedHttpRequest request) => Requests.Authenticate(request, Requirements, Time);

    private static SignedHttpRequest Get(string path, string query) => new(
        "GET", path, query, new HeaderDictionary { ["Host"] = "example.amazonaws.com", ["X-Amz-Date"] = "20150830T123600Z" }, default);
}
