using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Kagimori.CustomKeyStores.Pkcs11;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Seeding;

namespace Kagimori.CustomKeyStores.CloudHsm;

/// <summary>The CloudHSM clusters that a service can connect key stores to, as the operator configured them.</summary>
public sealed partial class CloudHsmClusters
{
    private readonly IReadOnlyList<CloudHsmCluster> _clusters;

    private CloudHsmClusters(IReadOnlyList<CloudHsmCluster> clusters) => _clusters = clusters;

    public static CloudHsmClusters None { get; } = new([]);

    /// <summary>The cluster of an account in a Region; null when it has none of that id, whatever others have.</summary>
    internal CloudHsmCluster? Find(KeyPartition partition, string id) =>
        _clusters.FirstOrDefault(cluster => cluster.Id == id && cluster.Account == partition.Account.ToString() && cluster.Region == partition.Region.ToString());

    /// <summary>Reads the file that names the clusters, and loads their libraries.</summary>
    /// <param name="folder">Where relative paths in it begin.</param>
    /// <param name="errors">Everything that is wrong, each with its place.</param>
    public static CloudHsmClusters? Read(ReadOnlySpan<byte> json, string folder, out IReadOnlyList<string> errors)
    {
        var found = new List<string>();
        errors = found;
        try
        {
            using var document = JsonDocument.Parse(Encoding.UTF8.GetString(json), new JsonDocumentOptions
            {
                CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false,
            });
            var clusters = new SeedNode(document.RootElement, "", found).Objects("clusters", node => Read(node, folder)) ?? [];
            CheckUnique(clusters, found);
            return found.Count == 0 ? new CloudHsmClusters(clusters!) : null;
        }
        catch (JsonException e)
        {
            found.Add($"line {e.LineNumber + 1}: not well-formed JSON, or a member stands twice.");
            return null;
        }
    }

    // Two clusters that are one token would log each other out.
    private static void CheckUnique(IReadOnlyList<CloudHsmCluster?> clusters, List<string> errors)
    {
        for (var i = 0; i < clusters.Count; i++)
        {
            foreach (var earlier in clusters.Take(i))
            {
                if (clusters[i] is not { } cluster || earlier is null) continue;
                if (cluster.Id == earlier.Id) errors.Add($"clusters[{i}].id: the cluster {cluster.Id} stands twice.");
                if (ReferenceEquals(cluster.Library, earlier.Library) && cluster.Token == earlier.Token)
                    errors.Add($"clusters[{i}].token: the token '{cluster.Token}' stands for the cluster {earlier.Id} already.");
            }
        }
    }

    private static CloudHsmCluster? Read(SeedNode node, string folder)
    {
        var id = node.Required("id", Id().IsMatch, "a cluster id: cluster- and 11 to 16 of the characters a-z, A-Z and 2-7");
        var account = node.Required("account", text => AccountId.TryParse(text, out _), "an account id of 12 digits");
        var region = node.Required("region", text => Identities.Region.TryParse(text, out _), "a Region");
        var token = node.Required("token", text => Encoding.UTF8.GetByteCount(text) <= 32, "a token label of at most 32 bytes");
        var library = ReadLibrary(node, folder);
        var trustAnchor = ReadTrustAnchor(node, folder);
        var history = node.Text("backupHistory") ?? id;
        return library is null || trustAnchor is null ? null : new CloudHsmCluster
        {
            Id = id, Account = account, Region = region, Token = token, Library = library, TrustAnchor = trustAnchor, BackupHistory = history,
        };
    }

    private static Pkcs11Library? ReadLibrary(SeedNode node, string folder)
    {
        if (node.Required("library") is not { Length: > 0 } path) return null;
        if (Pkcs11Library.TryLoad(Path.GetFullPath(path, folder), out var library, out var problem)) return library;
        node.Error("library", $"'{path}' cannot be loaded as a PKCS #11 library: {problem}");
        return null;
    }

    private static byte[]? ReadTrustAnchor(SeedNode node, string folder)
    {
        if (node.Required("trustAnchorCertificate") is not { Length: > 0 } path) return null;
        try
        {
            using var certificate = CloudHsmCluster.ReadCertificate(File.ReadAllText(Path.GetFullPath(path, folder)));
            if (certificate is null) node.Error("trustAnchorCertificate", $"'{path}' holds no certificate in PEM.");
            return certificate?.RawData;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            node.Error("trustAnchorCertificate", $"'{path}' cannot be read: {e.Message}");
            return null;
        }
    }

    [GeneratedRegex(@"\Acluster-[2-7a-zA-Z]{11,16}\z")]
    private static partial Regex Id();
}
