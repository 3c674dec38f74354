using System.Security.Cryptography;
using System.Text;
using Kagimori.Authentication;
using Kagimori.Tests.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Kagimori.Tests.Authentication;

/// <summary>AWS's published test suite of Signature Version 4, with every intermediate value.</summary>
public sealed class PublishedSuiteTests
{
    private static readonly DateTimeOffset SuiteTime = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    private static readonly SignatureRequirements Requirements = new() { Services = ["service"], Protocol = ServiceProtocol.Json };

    public static TheoryData<string> Cases =>
    [
        "get-header-key-duplicate", "get-header-value-multiline", "get-header-value-order", "get-header-value-trim", "get-unreserved",
        "get-utf8", "get-vanilla", "get-vanilla-empty-query-key", "get-vanilla-query", "get-vanilla-query-order-key",
        "get-vanilla-query-order-key-case", "get-vanilla-query-order-value", "get-vanilla-query-unreserved", "get-vanilla-utf8-query",
        "normalize-path/get-relative", "normalize-path/get-relative-relative", "normalize-path/get-slash",
        "normalize-path/get-slash-dot-slash", "normalize-path/get-slash-pointless-dot", "normalize-path/get-slashes",
        "normalize-path/get-space", "post-header-key-case", "post-header-key-sort", "post-header-value-case",
        "post-sts-token/post-sts-header-after", "post-sts-token/post-sts-header-before", "post-vanilla",
        "post-vanilla-empty-query-value", "post-vanilla-query", "post-x-www-form-urlencoded", "post-x-www-form-urlencoded-parameters",
    ];

    [Fact]
    public void No_case_of_the_suite_is_left_out()
    {
        var root = TestFiles.Vectors("aws-sigv4");
        var found = Directory.EnumerateFiles(root, "*.req", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace('\\', '/'));
        Assert.Equal(Cases.Select(row => row.Data).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_intermediate_value_is_as_published(string name)
    {
        var file = Path.Combine(TestFiles.Vectors("aws-sigv4"), name, name[(name.LastIndexOf('/') + 1)..]);
        var request = Read(File.ReadAllText(file + ".req"), File.ReadAllText(file + ".authz"));
        if (name == "post-x-www-form-urlencoded-parameters") request = WithParametersInTheQuery(request);
        Assert.Null(RequestSignature.TryParse(request, Requirements, SuiteTime, out var signature));

        var buffer = new Utf8Buffer(stackalloc byte[64]);
        signature!.AppendCanonicalRequest(ref buffer, request);
        Assert.Equal(CanonicalRequestOf(file), Encoding.UTF8.GetString(buffer.Written));

        var hash = SHA256.HashData(buffer.Written);
        buffer.Truncate(0);
        signature.AppendStringToSign(ref buffer, hash);
        Assert.Equal(File.ReadAllText(file + ".sts"), Encoding.UTF8.GetString(buffer.Written));
        buffer.Dispose();

        using var secret = SigningIdentity.Example.SecretMaterial();
        using var key = SigningKey.Derive(secret, signature.Day, signature.Region, signature.Service);
        Span<byte> calculated = stackalloc byte[64];
        signature.Sign(request, key, calculated);
        Assert.EndsWith("Signature=" + Encoding.ASCII.GetString(calculated), File.ReadAllText(file + ".authz"), StringComparison.Ordinal);
        Assert.Null(signature.Verify(request, key));
    }

    // One published canonical request contradicts its own string to sign: its list of signed headers lacks content-type.
    private static string CanonicalRequestOf(string file)
    {
        var text = File.ReadAllText(file + ".creq");
        return Path.GetFileName(file) == "post-x-www-form-urlencoded" ? text.Replace("\nhost;x-amz-date\n", "\ncontent-type;host;x-amz-date\n") : text;
    }

    // The suite's oldest rule, that a form's parameters count as query parameters and its body as empty, is one no client
    // follows: IAM and STS clients sign the body. The case holds for a request that carries them in its query.
    private static SignedHttpRequest WithParametersInTheQuery(SignedHttpRequest request) =>
        request with { QueryString = Encoding.UTF8.GetString(request.Body.Span), Body = default };

    private static SignedHttpRequest Read(string text, string authorization)
    {
        var parts = text.Split("\n\n", 2);
        var lines = parts[0].Split('\n');
        var target = lines[0][(lines[0].IndexOf(' ', StringComparison.Ordinal) + 1)..lines[0].LastIndexOf(" HTTP/", StringComparison.Ordinal)].Split('?', 2);
        var headers = new HeaderDictionary { ["Authorization"] = authorization };
        var last = "";
        foreach (var line in lines[1..])
        {
            var folded = line.StartsWith(' ');
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (!folded) last = line[..colon];
            headers[last] = StringValues.Concat(headers[last], folded ? line : line[(colon + 1)..]);
        }
        return new SignedHttpRequest(
            lines[0].Split(' ')[0], target[0], target.ElementAtOrDefault(1) ?? "", headers, Encoding.UTF8.GetBytes(parts.ElementAtOrDefault(1) ?? ""));
    }
}
