namespace Kagimori.Storage;

/// <summary>Files that hold secrets must be open to their owner alone.</summary>
public static class PrivateFile
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Null when nobody else may touch the file, else what is wrong with it.</summary>
    /// <param name="what">What the file is, as the subject of a sentence.</param>
    /// <remarks>Asked of the open handle, so that the file cannot be exchanged between the question and the reading.</remarks>
    public static string? Problem(string what, string path, Microsoft.Win32.SafeHandles.SafeFileHandle file)
    {
        if (OperatingSystem.IsWindows()) return null;
        var mode = File.GetUnixFileMode(file);
        return (mode & Others) == 0
            ? null
            : $"{what} '{path}' is open to others (mode {Convert.ToString((int)mode, 8).PadLeft(4, '0')}). Restrict it with: chmod 600 '{path}'";
    }
}
