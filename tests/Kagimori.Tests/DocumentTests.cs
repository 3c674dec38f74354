using System.Text.RegularExpressions;
using Kagimori.Operations;
using Kagimori.Wire;

namespace Kagimori.Tests;

/// <summary>What the documents claim is what the program does.</summary>
public sealed partial class DocumentTests
{
    [Fact]
    public void The_compatibility_table_lists_exactly_the_operations_of_the_catalog()
    {
        var text = Read("docs/compatibility.md");
        var rows = KmsRow().Matches(text).Select(match => (Name: match.Groups["name"].Value, Supported: match.Groups["status"].Value == "yes")).ToList();
        Assert.Equal(54, rows.Count);
        var kms = Names(Service.Kms);
        Assert.Equal(kms, rows.Where(row => row.Supported).Select(row => row.Name).Order(StringComparer.Ordinal));
        Assert.Contains($"## AWS KMS: {kms.Count} of 54 operations", text, StringComparison.Ordinal);
        var iam = Names(Service.Iam);
        Assert.Contains($"## IAM: {iam.Count} operations", text, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", iam), text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var sts = Names(Service.Sts);
        Assert.Contains($"## STS: {sts.Count} operations", text, StringComparison.Ordinal);
        Assert.All(sts, name => Assert.Contains($"| {name} |", text, StringComparison.Ordinal));
        var organizations = Names(Service.Organizations);
        Assert.Contains($"## Organizations: {organizations.Count} operations", text, StringComparison.Ordinal);
        Assert.Contains(string.Join(", ", organizations), text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains($"{organizations.Count} of Organizations", Read("README.md"), StringComparison.Ordinal);
        Assert.Contains($"{kms.Count} of 54 KMS operations (every key spec), {iam.Count} IAM operations and {sts.Count} STS operations", Read("README.md"), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_link_between_documents_leads_somewhere()
    {
        var root = StructureTests.Root;
        var documents = Directory.EnumerateFiles(root, "*.md").Concat(Directory.EnumerateFiles(Path.Combine(root, "docs"), "*.md", SearchOption.AllDirectories));
        foreach (var document in documents)
        {
            foreach (Match link in Link().Matches(File.ReadAllText(document)))
            {
                var target = link.Groups["target"].Value.Split('#')[0];
                if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
                var path = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(document)!, target));
                Assert.True(File.Exists(path) || Directory.Exists(path), $"{Path.GetFileName(document)} links to {target}");
            }
        }
    }

    private static List<string> Names(Service service) =>
        [.. OperationCatalog.All.Where(operation => operation.Service == service).Select(operation => operation.Name).Order(StringComparer.Ordinal)];

    private static string Read(string path) => File.ReadAllText(Path.Combine(StructureTests.Root, path));

    [GeneratedRegex(@"^\| (?<name>[A-Z]\w+) \| (?<status>yes|no) \|", RegexOptions.Multiline)]
    private static partial Regex KmsRow();

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
