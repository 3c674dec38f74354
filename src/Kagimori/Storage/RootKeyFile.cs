using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Kagimori.Cryptography;

namespace Kagimori.Storage;

/// <summary>The root key in a file that its owner alone can read.</summary>
/// <remarks>
/// One line of 66 bytes, and nothing else is accepted:
/// <code>
/// kagimori-root-key-v1:  (21)  base64 of 32 bytes, with padding  (44)  line feed  (1)
/// </code>
/// On Unix the file has mode 0600 when created, and is refused when group or others have any access.
/// A problem is told in words meant for the operator; it never contains a part of the key.
/// </remarks>
public static class RootKeyFile
{
    private const int EncodedKeySize = 44;

    private static readonly int FileSize = Header.Length + EncodedKeySize + 1;

    private static ReadOnlySpan<byte> Header => "kagimori-root-key-v1:"u8;

    /// <summary>Makes a new root key and a new file for it; false when there is a file already or none can be written.</summary>
    public static bool TryCreate(string path, RandomSource random, [NotNullWhen(true)] out RootKey? rootKey, [NotNullWhen(false)] out string? problem)
    {
        rootKey = null;
        problem = null;
        var key = RootKey.Generate(random);
        var text = GC.AllocateUninitializedArray<byte>(FileSize, pinned: true);
        try
        {
            Header.CopyTo(text);
            using (var revealed = key.Material.Reveal())
            {
                Base64.EncodeToUtf8(revealed.Bytes, text.AsSpan(Header.Length), out _, out _);
            }
            text[^1] = (byte)'\n';
            WriteNew(path, text);
            rootKey = key;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            key.Dispose();
            problem = $"The root key file '{path}' cannot be created: {exception.Message}";
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    /// <summary>Opens the root key of an existing file.</summary>
    public static bool TryRead(string path, RandomSource random, [NotNullWhen(true)] out RootKey? rootKey, [NotNullWhen(false)] out string? problem)
    {
        rootKey = null;
        var text = GC.AllocateUninitializedArray<byte>(FileSize + 1, pinned: true);
        try
        {
            using var file = File.OpenHandle(path);
            problem = PrivateFile.Problem("The root key file", path, file);
            if (problem is not null) return false;
            var length = RandomAccess.Read(file, text, 0);
            rootKey = Decode(text.AsSpan(0, length), random);
            problem = rootKey is null ? $"The root key file '{path}' is not one line 'kagimori-root-key-v1:' followed by 32 bytes in base64." : null;
            return rootKey is not null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            problem = $"The root key file '{path}' cannot be read: {exception.Message}";
            return false;
        }
        finally
        {
            CryptographicOperations.ZeroMemory(text);
        }
    }

    private static RootKey? Decode(ReadOnlySpan<byte> text, RandomSource random)
    {
        if (text.Length != FileSize || !text.StartsWith(Header) || text[^1] != '\n') return null;
        var encoded = text[Header.Length..^1];
        var material = KeyMaterial.Allocate(RootKey.Size, out var secret);
        // INVARIANT: one key has one spelling; white space and stray bits, which the decoder forgives, are refused.
        Span<byte> again = stackalloc byte[EncodedKeySize];
        var decoded = Base64.DecodeFromUtf8(encoded, secret, out _, out var written) == OperationStatus.Done && written == RootKey.Size;
        if (decoded) Base64.EncodeToUtf8(secret, again, out _, out _);
        var canonical = decoded && CryptographicOperations.FixedTimeEquals(again, encoded);
        CryptographicOperations.ZeroMemory(again);
        if (canonical) return new RootKey(material, random);
        material.Dispose();
        return null;
    }

    private static void WriteNew(string path, byte[] text)
    {
        using (var file = new FileStream(path, DurableFile.Private(FileMode.CreateNew)))
        {
            file.Write(text);
            file.Flush(flushToDisk: true);
        }
        DurableFile.SyncFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
    }
}
