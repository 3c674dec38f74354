using System.Runtime.InteropServices;
using System.Text;

namespace Kagimori.Cryptography;

/// <summary>Makes a new file's name survive a loss of power: on Unix that takes an fsync of its directory.</summary>
internal static class DurableDirectory
{
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        var descriptor = Open(Encoding.UTF8.GetBytes(directory + '\0'), 0);
        if (descriptor < 0) throw new IOException($"The directory '{directory}' cannot be opened.");
        var flushed = Synchronize(descriptor);
        _ = Close(descriptor);
        if (flushed != 0) throw new IOException($"The directory '{directory}' cannot be flushed to disk.");
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code; these signatures are blittable as they are.
    [DllImport("libc", EntryPoint = "open")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(byte[] path, int flags);

    [DllImport("libc", EntryPoint = "fsync")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Synchronize(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Close(int descriptor);
#pragma warning restore SYSLIB1054
}
