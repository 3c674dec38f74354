using System.Buffers;
using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Wire;

/// <summary>Reads a request's body whole, within a limit.</summary>
/// <remarks>Reading fails when the connection does: a cancellation token would be made for each request to say the same.</remarks>
public static class RequestBody
{
    /// <summary>The largest body any operation accepts, in bytes: a key policy of 131,072 characters, all of them escaped.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>How much of a refused body is still read so that the connection can carry the next request.</summary>
    private const int DrainLimit = 4 * Limit;

    /// <summary>Reads the body into a pooled array that the caller returns, cleared.</summary>
    /// <returns>The array and the body's length, or length -1 when the body is over the limit.</returns>
    public static async ValueTask<(byte[] Buffer, int Length)> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > Limit)
        {
            await DrainAsync(request, 0);
            return ([], -1);
        }
        var buffer = ArrayPool<byte>.Shared.Rent((int)(request.ContentLength ?? 1024));
        var length = 0;
        var reader = request.BodyReader;
        try
        {
            while (true)
            {
                var read = await reader.ReadAsync();
                var bytes = read.Buffer;
                if (length + bytes.Length > Limit)
                {
                    reader.AdvanceTo(bytes.End);
                    await DrainAsync(request, length + bytes.Length);
                    ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
                    return ([], -1);
                }
                var size = (int)bytes.Length;
                if (length + size > buffer.Length) buffer = Grow(buffer, length, length + size);
                bytes.CopyTo(buffer.AsSpan(length));
                length += size;
                reader.AdvanceTo(bytes.End);
                if (read.IsCompleted) return (buffer, length);
            }
        }
        catch
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            throw;
        }
    }

    private static byte[] Grow(byte[] buffer, int used, int needed)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, Math.Min(buffer.Length * 2, Limit)));
        buffer.AsSpan(0, used).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        return larger;
    }

    private static async ValueTask DrainAsync(HttpRequest request, long alreadyRead)
    {
        if (request.ContentLength > DrainLimit || request.Headers.Expect.Count > 0)
        {
            request.HttpContext.Response.Headers.Connection = "close";
            return;
        }
        var total = alreadyRead;
        while (true)
        {
            var read = await request.BodyReader.ReadAsync();
            total += read.Buffer.Length;
            request.BodyReader.AdvanceTo(read.Buffer.End);
            if (read.IsCompleted) return;
            if (total > DrainLimit)
            {
                request.HttpContext.Response.Headers.Connection = "close";
                return;
            }
        }
    }
}
