using System.Buffers;
using BenchmarkDotNet.Attributes;
using Kagimori.EndToEnd;
using Kagimori.Operations;
using Kagimori.Operations.DataKeys;
using Kagimori.Wire;

namespace Kagimori.Benchmarks;

/// <summary>JSON in and out.</summary>
public class WireBenchmarks
{
    private readonly byte[] _body = System.Text.Encoding.UTF8.GetBytes(Scenario.GenerateDataKeyBody);
    private readonly ArrayBufferWriter<byte> _output = new(4096);
    private readonly GenerateDataKeyResponse _response = new()
    {
        CiphertextBlob = new byte[174], Plaintext = new byte[32], KeyId = $"arn:aws:kms:{Scenario.Region}:{Scenario.Account}:key/{Scenario.KeyId}",
        KeyMaterialId = new string('0', 64),
    };

    [Benchmark]
    public object ReadRequest() => AwsJson.TryRead(_body, KmsJson.Default.GenerateDataKeyRequest, out var request, out _) && GenerateDataKey.Shape.Check(request) is null
        ? request
        : throw new InvalidOperationException("Not valid.");

    [Benchmark]
    public int WriteResponse()
    {
        _output.ResetWrittenCount();
        AwsJson.Write(_output, _response, KmsJson.Default.GenerateDataKeyResponse);
        return _output.WrittenCount;
    }
}
