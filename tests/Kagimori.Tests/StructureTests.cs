using System.Text.RegularExpressions;

namespace Kagimori.Tests;

/// <summary>The rules that keep the house in order: file length, the direction of dependencies, interfaces, where secrets are revealed.</summary>
public sealed partial class StructureTests
{
    private const int MaxLines = 400;
    private const int MaxMedian = 80;

    [Fact]
    public void No_source_file_is_longer_than_400_lines_and_the_median_is_at_most_80()
    {
        var lengths = SourceFiles("src", "tests", "bench").Select(file => (file, Lines: File.ReadAllLines(file).Length)).ToList();
        Assert.NotEmpty(lengths);
        Assert.DoesNotContain(lengths, file => file.Lines > MaxLines);
        var ofSource = lengths.Where(file => file.file.StartsWith(Path.Combine(Root, "src"), StringComparison.Ordinal)).Select(file => file.Lines).Order().ToList();
        Assert.InRange(ofSource[ofSource.Count / 2], 1, MaxMedian);
    }

    [Fact]
    public void Projects_depend_in_one_direction()
    {
        Assert.Empty(References("Kagimori.Policies"));
        Assert.Equal(["Kagimori.Policies"], References("Kagimori"));
        Assert.Equal(["Kagimori"], References("Kagimori.Host"));
    }

    /// <summary>What a room of the engine must not know.</summary>
    [Theory]
    [InlineData("Cryptography", "Kagimori.Wire", "Kagimori.Authentication", "Kagimori.Authorization", "Kagimori.Operations", "Kagimori.Keys", "Kagimori.Identities", "Kagimori.Storage", "Kagimori.Audit", "Microsoft.AspNetCore")]
    [InlineData("Storage", "Kagimori.Wire", "Kagimori.Authentication", "Kagimori.Authorization", "Kagimori.Operations", "Kagimori.Keys", "Kagimori.Identities", "Kagimori.Audit", "Microsoft.AspNetCore")]
    [InlineData("Keys", "Kagimori.Operations", "Kagimori.Authentication", "Microsoft.AspNetCore")]
    [InlineData("Identities", "Kagimori.Operations", "Kagimori.Keys", "Microsoft.AspNetCore")]
    public void A_room_knows_only_the_rooms_below_it(string room, params string[] forbidden)
    {
        var files = SourceFiles(Path.Combine("src", "Kagimori", room)).ToList();
        Assert.NotEmpty(files);
        var offences = files.SelectMany(file => File.ReadLines(file)
            .Where(line => forbidden.Any(name => line.StartsWith($"using {name}", StringComparison.Ordinal)))
            .Select(line => $"{Path.GetFileName(file)}: {line}"));
        Assert.Empty(offences);
    }

    [Fact]
    public void The_policy_language_does_no_input_or_output_and_reads_no_clock()
    {
        var offences = SourceFiles(Path.Combine("src", "Kagimori.Policies"))
            .Where(file => ForbiddenInPolicies().IsMatch(File.ReadAllText(file)))
            .Select(Path.GetFileName);
        Assert.Empty(offences);
    }

    [Fact]
    public void An_interface_has_at_least_two_implementations()
    {
        var text = string.Join('\n', SourceFiles("src").Select(File.ReadAllText));
        foreach (Match declaration in InterfaceDeclaration().Matches(text))
        {
            var name = declaration.Groups["name"].Value;
            var implementations = Regex.Count(text, $@"(class|struct|record)\s+\w+[^{{;]*:\s*[^{{;]*\b{name}\b");
            Assert.True(implementations >= 2, $"{name} has {implementations} implementation(s).");
        }
    }

    /// <summary>Secret bytes live in KeyMaterial. Whoever adds a place that reveals them must add it here, and say why in review.</summary>
    [Fact]
    public void Secret_bytes_are_revealed_in_these_places_only()
    {
        var places = SourceFiles("src").Where(file => File.ReadAllText(file).Contains(".Reveal()", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(Path.Combine(Root, "src"), file).Replace('\\', '/')).Order(StringComparer.Ordinal);
        Assert.Equal(
        [
            "Kagimori/Authentication/SigningKey.cs",
            "Kagimori/Cryptography/KeyMaterial.cs",
            "Kagimori/Cryptography/KeyPairs/KeyPairAlgorithm.cs",
            "Kagimori/Cryptography/MessageAuthentication.cs",
            "Kagimori/Cryptography/RootKey.cs",
            "Kagimori/Cryptography/Totp.cs",
            "Kagimori/CustomKeyStores/Pkcs11/Pkcs11Session.cs",
            "Kagimori/Operations/DataKeys/GenerateDataKeyPair.cs",
            "Kagimori/Storage/RootKeyFile.cs",
        ], places);
    }

    [GeneratedRegex(@"\binterface\s+(?<name>I[A-Z]\w*)")]
    private static partial Regex InterfaceDeclaration();

    [GeneratedRegex(@"using System\.(IO|Net)|\bFile\.|TimeProvider|DateTime(Offset)?\.(Utc)?Now|Environment\.")]
    private static partial Regex ForbiddenInPolicies();

    internal static string Root { get; } = FindRoot();

    private static IEnumerable<string> SourceFiles(params string[] folders) =>
        folders.Select(folder => Path.Combine(Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
                && !file.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static IEnumerable<string> References(string project) =>
        Regex.Matches(File.ReadAllText(Path.Combine(Root, "src", project, $"{project}.csproj")), "<ProjectReference Include=\"[^\"]*/([^/\"]+)\\.csproj\"")
            .Select(match => match.Groups[1].Value);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Kagimori.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("No repository.");
        return folder.FullName;
    }
}
