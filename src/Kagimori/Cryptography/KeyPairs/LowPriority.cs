using System.Runtime.InteropServices;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Lets a thread give way to the others of its process. On Linux that is its nice value, which <see cref="Thread.Priority"/> leaves alone.</summary>
internal static class LowPriority
{
    // A tenth of the weight of the other threads (sched(7)): a busy core gives it 10 % of its time, so that it is slow and not starved.
    private const int Increment = 10;

    /// <summary>Lowers the calling thread for good, so it must be one's own.</summary>
    public static void Take()
    {
        // On Linux, unlike elsewhere, the nice value is a thread's and not the process's.
        if (OperatingSystem.IsLinux()) _ = Nice(Increment);
    }

    [DllImport("libc", EntryPoint = "nice")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Nice(int increment);
}
