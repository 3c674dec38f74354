using Kagimori.Storage;

namespace Kagimori.Audit;

/// <summary>The file at the end of the trail, as long as it is known to be good. For the writer alone.</summary>
internal sealed class AuditFile : IDisposable
{
    private readonly string _directory;
    private FileStream _file;

    /// <summary>Opens the file, or creates it, cutting off what is beyond a length.</summary>
    public AuditFile(string directory, int number, long length)
    {
        _directory = directory;
        Number = number;
        Length = length;
        var path = AuditFiles.Path(directory, number);
        var isNew = !File.Exists(path);
        _file = Open(path, isNew ? FileMode.CreateNew : FileMode.Open);
        if (isNew)
        {
            DurableFile.SyncFolder(directory);
        }
        else if (RandomAccess.GetLength(_file.SafeFileHandle) > length)
        {
            RandomAccess.SetLength(_file.SafeFileHandle, length);
            RandomAccess.FlushToDisk(_file.SafeFileHandle);
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
            RandomAccess.Write(_file.SafeFileHandle, lines, Length);
            Length += lines.Length;
        }
        catch (IOException)
        {
            TryCut();
            throw;
        }
    }

    /// <summary>Waits for the disk.</summary>
    public void Sync() => RandomAccess.FlushToDisk(_file.SafeFileHandle);

    /// <summary>Goes on in the next file; when that fails this one stays.</summary>
    /// <remarks>The caller has synced: a file is on disk before a later one begins.</remarks>
    public void Rotate()
    {
        var path = AuditFiles.Path(_directory, Number + 1);
        var next = Open(path, FileMode.CreateNew);
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
        _file.Dispose();
        _file = next;
        Number++;
        Length = 0;
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string path, FileMode mode) => new(path, DurableFile.Private(mode, FileShare.Read));

    private void TryCut()
    {
        try
        {
            RandomAccess.SetLength(_file.SafeFileHandle, Length);
        }
        catch (IOException)
        {
            // The same bytes are written to the same place when it is tried again.
        }
    }
}
