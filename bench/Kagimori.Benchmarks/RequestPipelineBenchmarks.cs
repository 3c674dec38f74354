using BenchmarkDotNet.Attributes;
using Kagimori.Diagnostics;
using Kagimori.EndToEnd;
using Microsoft.Extensions.Logging.Abstractions;

namespace Kagimori.Benchmarks;

/// <summary>Whole requests through the seven steps, without a web server.</summary>
public class RequestPipelineBenchmarks
{
    private Service _service = null!;
    private RequestPipeline _pipeline = null!;
    private InProcessRequest _generateDataKey = null!;
    private InProcessRequest _decrypt = null!;

    [GlobalSetup]
    public async Task OpenAsync()
    {
        _service = await Service.OpenAsync();
        _pipeline = new RequestPipeline(_service.Engine, new RequestLog(NullLogger<RequestLog>.Instance));
        _generateDataKey = new InProcessRequest("GenerateDataKey", Scenario.GenerateDataKeyBody);
        await GenerateDataKey();
        using var answer = System.Text.Json.JsonDocument.Parse(_generateDataKey.Answer.ToArray());
        var blob = answer.RootElement.GetProperty("CiphertextBlob").GetString();
        _decrypt = new InProcessRequest("Decrypt", $$"""{"CiphertextBlob": "{{blob}}"}""");
        await Decrypt();
    }

    [GlobalCleanup]
    public async Task CloseAsync() => await _service.DisposeAsync();

    [Benchmark]
    public Task GenerateDataKey() => HandleAsync(_generateDataKey);

    [Benchmark]
    public Task Decrypt() => HandleAsync(_decrypt);

    private async Task HandleAsync(InProcessRequest request)
    {
        request.Reset();
        await _pipeline.HandleAsync(request.Http);
        if (request.Http.Response.StatusCode != 200) throw new InvalidOperationException(System.Text.Encoding.UTF8.GetString(request.Answer));
    }
}
