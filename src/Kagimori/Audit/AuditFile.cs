using Kagimori.Storage;
using Microsoft.Win32.SafeHandles;

namespace Kagimori.Audit;

/// <summary>The file at the end of the trail, as long as it is known to be good. For the writer alone.</summary>
internal sealed class AuditFile : IDisposable
{
    private readonly string _directory;
    private SafeFileHandle _handle;

    /// <summary>Opens the file, or creates it, cutting off what is beyond a length.</summary>
    public AuditFile(string directory, int number, long length)
    {
        _directory = directory;
        Number = number;
        Length = length;
        var path = AuditFiles.Path(directory, number);
        var isNew = !File.Exists(path);
        _handle = OpenHandle(path, isNew ? FileMode.CreateNew : FileMode.Open);
        if (isNew)
        {
            DurableFile.SyncFolder(directory);
        }
        else if (RandomAccess.GetLength(_handle) > length)
        {
            RandomAccess.SetLength(_handle, length);
            RandomAccess.FlushToDisk(_handle);
        }
    }

    public int Number { get; private set; }

    /// <summary>Bytes in it, all of them whole records.</summary>
    public long Length { get; private set; }

    /// <summary>Appends whole lines; when that fails the file is as long as before.</summary>
    public void Append(ReadOnlySpan<byte> lines)
    {
        try
        {
            RandomAccess.Write(_handle, lines, Length);
            Length += lines.Length;
        }
        catch (IOException)
        {
            TryCut();
            throw;
        }
    }

    /// <summary>Waits for the disk.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_handle);

    /// <summary>Goes on in the next file; when that fails this one stays.</summary>
    /// <remarks>The caller has synced: a file is on disk before a later one begins.</remarks>
    public void Rotate()
    {
        var path = AuditFiles.Path(_directory, Number + 1);
        var next = OpenHandle(path, FileMode.CreateNew);
        try
        {
            DurableFile.SyncFolder(_directory);
        }
        catch
        {
            next.Dispose();
            File.Delete(path);
            throw;
        }
        _handle.Dispose();
        _handle = next;
        Number++;
        Length = 0;
    }

    public void Dispose() => _handle.Dispose();

    private static SafeFileHandle OpenHandle(string path, FileMode mode)
    {
        // FileStreamOptions is how .NET sets a mode for a new file; the handle outlives the stream it came with.
        var stream = new FileStream(path, DurableFile.Private(mode, FileShare.Read));
        return stream.SafeFileHandle;
    }

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(_handle, Length);
        }
        catch (IOException)
        {
            // The same bytes are written to the same place when it is tried again.
        }
    }
}
