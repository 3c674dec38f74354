namespace Kagimori.Storage;

/// <summary>The exclusive use of a folder by one process, held by an open lock file. The file stays; the hold ends with the process.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <summary>Takes the lock, creating the folder (for its owner alone) where there is none.</summary>
    public static FolderLock Take(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        try
        {
            DurableFile.CreateFolder(folder);
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix: the kernel drops it however the process ends.
            return new FolderLock(new FileStream(path, DurableFile.Private(FileMode.OpenOrCreate)));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreException($"The folder {folder} cannot be written: {e.Message}", e);
        }
        catch (IOException e) when (File.Exists(path))
        {
            throw new StoreException($"The folder {folder} is in use by another process ({name} is locked). One process at a time may use it.", e);
        }
        catch (IOException e)
        {
            throw new StoreException($"The folder {folder} cannot be used: {e.Message}", e);
        }
    }

    public void Dispose() => _file.Dispose();
}
