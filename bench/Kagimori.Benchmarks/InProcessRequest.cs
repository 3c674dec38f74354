using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Text;
using Kagimori.EndToEnd;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kagimori.Benchmarks;

/// <summary>A signed request as an HttpContext that is handled again and again, as a server reuses one for a connection.</summary>
internal sealed class InProcessRequest
{
    private const string Host = "127.0.0.1:4599";
    private readonly RequestPipe _request;
    private readonly ResponsePipe _response = new();
    private readonly IHeaderDictionary _responseHeaders;

    public InProcessRequest(string operation, string body)
    {
        var signed = SignedRequest.Create(operation, body, Host, TimeProvider.System.GetUtcNow());
        Body = Encoding.UTF8.GetBytes(body);
        _request = new RequestPipe(Body);
        Http = new DefaultHttpContext();
        Http.Features.Set<IRequestBodyPipeFeature>(_request);
        Http.Features.Set<IHttpResponseBodyFeature>(_response);
        Http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget = "/";
        Http.Connection.RemoteIpAddress = IPAddress.Loopback;
        Http.Request.Method = "POST";
        Http.Request.Path = "/";
        foreach (var (name, value) in signed.Headers) Http.Request.Headers[name] = value;
        Http.Request.ContentLength = Body.Length;
        _responseHeaders = Http.Response.Headers;
    }

    public DefaultHttpContext Http { get; }

    public byte[] Body { get; }

    /// <summary>The last answer's body.</summary>
    public ReadOnlySpan<byte> Answer => _response.Written;

    /// <summary>Makes ready for the next handling.</summary>
    public void Reset()
    {
        _request.Reset();
        _response.Reset();
        _responseHeaders.Clear();
    }

    private sealed class RequestPipe(byte[] body) : PipeReader, IRequestBodyPipeFeature
    {
        private ReadOnlySequence<byte> _rest = new(body);

        public PipeReader Reader => this;

        public void Reset() => _rest = new ReadOnlySequence<byte>(body);

        public override ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default) => new(new ReadResult(_rest, false, true));

        public override bool TryRead(out ReadResult result)
        {
            result = new ReadResult(_rest, false, true);
            return true;
        }

        public override void AdvanceTo(SequencePosition consumed) => _rest = _rest.Slice(consumed);

        public override void AdvanceTo(SequencePosition consumed, SequencePosition examined) => AdvanceTo(consumed);

        public override void CancelPendingRead()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }
    }

    private sealed class ResponsePipe : PipeWriter, IHttpResponseBodyFeature
    {
        private readonly byte[] _buffer = new byte[16384];
        private int _length;

        public ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _length);

        public Stream Stream => Stream.Null;

        public PipeWriter Writer => this;

        public void Reset() => _length = 0;

        public override void Advance(int bytes) => _length += bytes;

        public override Memory<byte> GetMemory(int sizeHint = 0) => _buffer.AsMemory(_length);

        public override Span<byte> GetSpan(int sizeHint = 0) => _buffer.AsSpan(_length);

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => default;

        public override void CancelPendingFlush()
        {
        }

        public override void Complete(Exception? exception = null)
        {
        }

        public void DisableBuffering()
        {
        }

        public Task StartAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

        public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public Task CompleteAsync() => Task.CompletedTask;
    }
}
