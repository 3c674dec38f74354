using BenchmarkDotNet.Attributes;
using Kagimori.Authentication;
using Kagimori.Cryptography;
using Kagimori.EndToEnd;

namespace Kagimori.Benchmarks;

/// <summary>Signature Version 4 of a GenerateDataKey request.</summary>
public class AuthenticationBenchmarks
{
    private static readonly SignatureRequirements Requirements = SignatureRequirements.Kms with { ClockWindow = TimeSpan.FromHours(1) };
    private readonly KeyMaterial _secret = new(System.Text.Encoding.UTF8.GetBytes(Scenario.SecretAccessKey));
    private readonly SigningKeyCache _cache = new();
    private SignedHttpRequest _request;
    private DateTimeOffset _now;
    private int _day;

    [GlobalSetup]
    public void Sign()
    {
        var request = new InProcessRequest("GenerateDataKey", Scenario.GenerateDataKeyBody);
        _request = new SignedHttpRequest("POST", "/", "", request.Http.Request.Headers, request.Body);
        _now = TimeProvider.System.GetUtcNow();
        _day = (_now.Year * 10000) + (_now.Month * 100) + _now.Day;
    }

    [Benchmark]
    public RequestSignature? Parse() => RequestSignature.TryParse(_request, Requirements, _now, out var signature) is null
        ? signature
        : throw new InvalidOperationException("The request is not well-formed.");

    [Benchmark]
    public void ParseAndVerify()
    {
        if (Parse()!.Verify(_request, _secret, _cache) is { } refusal) throw new InvalidOperationException(refusal.Message);
    }

    [Benchmark]
    public void DeriveSigningKey() => SigningKey.Derive(_secret, _day, Scenario.Region, "kms").Dispose();
}
