using System.Text;
using CsCheck;
using Kagimori.Authentication;

namespace Kagimori.Tests.Authentication;

/// <summary>Whatever stands where a signature should: a refusal, never an exception, never an authentication.</summary>
public sealed class SignatureFuzzTests
{
    private static readonly Gen<string> Pieces = Gen.OneOf(
        Gen.Char["=,; /\t%&+?AZaz09é\uD800\0\n"].Select(character => character.ToString()),
        OneOf("Credential=", "SignedHeaders=host", "Signature=", "AWS4-HMAC-SHA256", "AKID/20260314/eu-west-1/kms/aws4_request", "x-amz-target"),
        OneOf("X-Amz-Algorithm=AWS4-HMAC-SHA256", "&X-Amz-Credential=", "&X-Amz-Date=20260314T150926Z", "&X-Amz-Expires=60", "&X-Amz-SignedHeaders=host", "&X-Amz-Signature="),
        Gen.String);

    [Fact]
    public void Arbitrary_Authorization_headers_are_refused() => Pieces.Array[0, 12].Sample(
        pieces => IsRefused(request => request.Headers.Authorization = "AWS4-HMAC-SHA256 " + string.Concat(pieces)), iter: 10_000);

    [Fact]
    public void Arbitrary_bytes_as_Authorization_header_are_refused() => Gen.Byte.Array[0, 200].Sample(
        bytes => IsRefused(request => request.Headers.Authorization = Encoding.Latin1.GetString(bytes)), iter: 5_000);

    [Fact]
    public void A_damaged_Authorization_header_is_refused() => Gen.Select(Gen.Int[0, 230], Gen.Char["=,; /A0a\0é"]).Sample(
        (where, character) =>
        {
            var request = Requests.Signed();
            var header = request.Headers.Authorization.ToString();
            if (where >= header.Length || header[where] == character) return true;
            request.Headers.Authorization = header[..where] + character + header[(where + 1)..];
            return Requests.Authenticate(request) is not null || IsHarmless(header, where, character);
        },
        iter: 5_000);

    [Fact]
    public void Arbitrary_query_strings_are_refused() => Pieces.Array[0, 14].Sample(
        pieces => Requests.Authenticate(Requests.Unsigned() with { QueryString = string.Concat(pieces) }) is not null, iter: 10_000);

    [Fact]
    public void Arbitrary_dates_paths_and_header_values_are_refused() => Gen.Select(Gen.String, Gen.String, Gen.String).Sample(
        (date, path, value) =>
        {
            var request = Requests.Signed() with { Path = "/x" + path };
            request.Headers["X-Amz-Target"] = value;
            if (date.Length % 2 == 0) request.Headers["X-Amz-Date"] = date;
            return Requests.Authenticate(request) is not null;
        },
        iter: 5_000);

    [Fact]
    public void A_very_long_list_of_signed_headers_is_refused()
    {
        var names = string.Join(';', Enumerable.Range(100_000, 4000).Select(n => $"h{n}"));
        Assert.True(IsRefused(request => request.Headers.Authorization =
            $"AWS4-HMAC-SHA256 Credential={Requests.Kms.Credential(Requests.Now)}, SignedHeaders={names};host;x-amz-date;x-amz-target, Signature={new string('0', 64)}"));
    }

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    // Where commas and spaces separate, one serves as well as the other. And the access key id is not signed: it says whose
    // secret to verify with, and the secret of another access key would not match.
    private static bool IsHarmless(string header, int where, char character) =>
        (header[where] is ' ' or ',' && character is ' ' or ',') || (where is >= 28 and < 39 && character != '/');

    private static bool IsRefused(Action<SignedHttpRequest> change)
    {
        var request = Requests.Unsigned();
        request.Headers["X-Amz-Date"] = ReferenceSigner.Stamp(Requests.Now);
        change(request);
        return Requests.Authenticate(request) is not null;
    }
}
