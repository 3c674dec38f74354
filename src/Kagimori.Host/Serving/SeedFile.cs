using Kagimori.Seeding;

namespace Kagimori.Host.Serving;

/// <summary>Reads the seed file of a service.</summary>
internal static class SeedFile
{
    /// <returns>The seed, empty when there is no file; null when it is not valid.</returns>
    public static Seed? Read(string? path, out IReadOnlyList<string> errors)
    {
        errors = [];
        return path is null ? Seed.Empty : Seed.Read(File.ReadAllBytes(path), out errors);
    }
}
