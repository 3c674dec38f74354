using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>A KMS key of a seed, with fixed id and, when stated, fixed material: ciphertexts survive a fresh data folder.</summary>
public sealed record SeedKey(
    string Path, string Region, string Id, string Spec, string Usage, bool MultiRegion, IReadOnlyList<string> ReplicaRegions, string? Policy,
    string? Description, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string>? Tags, bool? Enabled, IReadOnlyList<byte[]> Materials)
{
    internal static SeedKey Read(SeedNode node)
    {
        var spec = node.Text("spec") ?? KeySpec.SymmetricDefault.Name;
        var known = KeySpec.Find(spec);
        if (known is null) node.Error("spec", $"the key spec {spec} is not supported by this version.");
        var usage = node.Text("usage") ?? KeyUsage.EncryptDecrypt;
        if (known is not null && !known.Usages.Contains(usage)) node.Error("usage", $"{usage} is not a usage of {spec}.");
        if (node.Text("origin") is { } origin && origin != "AWS_KMS") node.Error("origin", $"the origin {origin} is not supported by this version.");
        var id = node.Required("id", text => KeyId.TryParse(text, out _), "a key id");
        var multiRegion = node.Flag("multiRegion") ?? false;
        if (multiRegion != id.StartsWith(KeyId.MultiRegionPrefix, StringComparison.Ordinal))
            node.Error("multiRegion", "a key is multi-Region exactly when its id begins with mrk-.");
        var replicas = node.Texts("replicaRegions") ?? [];
        if (!multiRegion && replicas.Count > 0) node.Error("replicaRegions", "only a multi-Region key has replicas.");
        for (var i = 0; i < replicas.Count; i++)
        {
            if (!Identities.Region.TryParse(replicas[i], out _)) node.Error($"replicaRegions[{i}]", $"'{replicas[i]}' is not a Region name.");
        }
        return new SeedKey(
            node.Path, node.Required("region", text => Identities.Region.TryParse(text, out _), "a Region name"), id, spec, usage, multiRegion, replicas,
            node.Policy("policy", PolicyGrammar.KeyPolicy), node.Text("description"), ReadAliases(node), node.Map("tags"), node.Flag("enabled"),
            ReadMaterials(node, known ?? KeySpec.SymmetricDefault));
    }

    private static string FormOf(KeySpec spec) =>
        spec.KeyPairs is null ? $"{spec.MaterialLength} bytes" : $"the PKCS #8 private key of a {spec.Name} key pair, in DER";

    private static bool Fits(KeySpec spec, ReadOnlySpan<byte> bytes)
    {
        using var material = new KeyMaterial(bytes);
        return spec.Fits(material);
    }

    private static IReadOnlyList<string> ReadAliases(SeedNode node)
    {
        var aliases = node.Texts("aliases") ?? [];
        for (var i = 0; i < aliases.Count; i++)
        {
            if (!AliasName.TryParse(aliases[i], out var name) || name.IsReserved) node.Error($"aliases[{i}]", $"'{aliases[i]}' is not an alias name.");
        }
        return aliases;
    }

    private static List<byte[]> ReadMaterials(SeedNode node, KeySpec spec)
    {
        var materials = new List<byte[]>();
        foreach (var text in node.Texts("material") ?? [])
        {
            var bytes = new byte[text.Length];
            if (Convert.TryFromBase64String(text, bytes, out var written) && written > 0 && Fits(spec, bytes.AsSpan(0, written))) materials.Add(bytes[..written]);
            else node.Error($"material[{materials.Count}]", $"must be the base64 of {FormOf(spec)}.");
        }
        if (materials.Count > 1 && !spec.IsSymmetricEncryption) node.Error("material", $"a key of {spec.Name} has one key material.");
        return materials;
    }
}
