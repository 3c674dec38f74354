using Kagimori.Storage;
using Kagimori.XksProxy;

namespace Kagimori.Host.XksProxy;

/// <summary>Reads the file that makes this service an external key store proxy.</summary>
internal static class XksProxySetting
{
    private const int Largest = 1024 * 1024;

    /// <returns>Null when there is no file, or when something is wrong with it.</returns>
    public static XksProxyConfiguration? Read(string? path, List<string> errors)
    {
        if (path is null) return null;
        try
        {
            using var file = File.OpenHandle(path);
            if (PrivateFile.Problem("xks-proxy: the file", path, file) is { } problem)
            {
                errors.Add(problem);
                return null;
            }
            var bytes = new byte[Math.Min(RandomAccess.GetLength(file), Largest)];
            var configuration = XksProxyFile.Read(bytes.AsSpan(0, RandomAccess.Read(file, bytes, 0)), out var found);
            errors.AddRange(found.Select(error => $"xks-proxy: {error}"));
            return configuration;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            errors.Add($"xks-proxy: the file '{path}' cannot be read: {e.Message}");
            return null;
        }
    }
}
