using Kagimori.Forwarding;

namespace Kagimori.Host.Forwarding;

/// <summary>Reads the file of who may forward context.</summary>
internal static class TrustedCallersSetting
{
    public const string Name = "trusted-callers";

    /// <returns>Nobody when there is no file, or when something is wrong with it.</returns>
    public static TrustedCallers Read(string? path, List<string> errors)
    {
        if (path is null) return TrustedCallers.None;
        try
        {
            var trusted = TrustedCallersFile.Read(File.ReadAllBytes(path), out var found);
            errors.AddRange(found.Select(error => $"{Name}: {error}"));
            return trusted ?? TrustedCallers.None;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{Name}: the file '{path}' cannot be read: {e.Message}");
            return TrustedCallers.None;
        }
    }
}
