namespace Kagimori.Tests.Cryptography;

/// <summary>Finds files that stand beside the sources or beside the repository, by walking up from the test binaries.</summary>
public static class TestFiles
{
    /// <summary>The folder of published vectors, or the test that asks reports itself as skipped.</summary>
    public static string Vectors(string name)
    {
        var found = Find(Path.Combine("shared", "vectors", name));
        Assert.SkipWhen(found is null, $"not run: the published vectors '{name}' are not in shared/vectors beside the repository");
        return found!;
    }

    /// <summary>A file of this repository.</summary>
    public static string InRepository(params string[] parts) =>
        Find(Path.Combine(parts)) ?? throw new FileNotFoundException($"{Path.Combine(parts)} is not in the repository.");

    private static string? Find(string relative)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, relative);
            if (Path.Exists(path)) return path;
        }
        return null;
    }
}
