using System.Security.Cryptography;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;

namespace Kagimori.Seeding;

/// <summary>A KMS key of a seed, with fixed id and, when stated, fixed material: ciphertexts survive a fresh data folder.</summary>
/// <param name="Materials">Oldest first. None: new material is made, or for the origin EXTERNAL waited for.</param>
public sealed record SeedKey(
    string Path, string Region, string Id, string Spec, string Usage, string Origin, bool MultiRegion, IReadOnlyList<string> ReplicaRegions, string? Policy,
    string? Description, IReadOnlyList<string> Aliases, IReadOnlyDictionary<string, string>? Tags, bool? Enabled, IReadOnlyList<KeyMaterial> Materials)
{
    internal static SeedKey Read(SeedNode node)
    {
        var spec = node.Text("spec") ?? KeySpec.SymmetricDefault.Name;
        var known = KeySpec.Find(spec);
        if (known is null) node.Error("spec", $"the key spec {spec} is not supported by this version.");
        var usage = node.Text("usage") ?? KeyUsage.EncryptDecrypt;
        if (known is not null && !known.Usages.Contains(usage)) node.Error("usage", $"{usage} is not a usage of {spec}.");
        var origin = node.Text("origin") ?? KeyOrigin.Kms;
        if (origin is not (KeyOrigin.Kms or KeyOrigin.External)) node.Error("origin", $"the origin {origin} is not supported by this version.");
        if (origin == KeyOrigin.External && known is { Wrappings.Count: 0 }) node.Error("origin", $"key material of {spec} cannot be imported.");
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
        var materials = ReadMaterials(node, known ?? KeySpec.SymmetricDefault, origin);
        if (origin == KeyOrigin.External && materials.Count == 0 && replicas.Count > 0) node.Error("replicaRegions", "a key that waits for its material has no replicas.");
        return new SeedKey(
            node.Path, node.Required("region", text => Identities.Region.TryParse(text, out _), "a Region name"), id, spec, usage, origin, multiRegion, replicas,
            node.Policy("policy", PolicyGrammar.KeyPolicy), node.Text("description"), ReadAliases(node), node.Map("tags"), node.Flag("enabled"), materials);
    }

    private static string FormOf(KeySpec spec, string origin) =>
        spec.KeyPairs is not null ? $"the PKCS #8 private key of a {spec.Name} key pair, in DER"
        : origin == KeyOrigin.External && spec.LongestMaterial > spec.MaterialLength ? $"{spec.MaterialLength} to {spec.LongestMaterial} bytes"
        : $"{spec.MaterialLength} bytes";

    private static KeyMaterial? ReadMaterial(KeySpec spec, string origin, ReadOnlySpan<byte> bytes)
    {
        if (origin == KeyOrigin.External) return spec.Import(bytes);
        var material = new KeyMaterial(bytes);
        if (spec.Fits(material)) return material;
        material.Dispose();
        return null;
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

    private static List<KeyMaterial> ReadMaterials(SeedNode node, KeySpec spec, string origin)
    {
        var materials = new List<KeyMaterial>();
        var texts = node.Texts("material") ?? [];
        for (var i = 0; i < texts.Count; i++)
        {
            var bytes = new byte[texts[i].Length];
            if (Convert.TryFromBase64String(texts[i], bytes, out var written) && written > 0 && ReadMaterial(spec, origin, bytes.AsSpan(0, written)) is { } material)
                materials.Add(material);
            else node.Error($"material[{i}]", $"must be the base64 of {FormOf(spec, origin)}.");
            CryptographicOperations.ZeroMemory(bytes);
        }
        if (materials.Count > 1 && !spec.IsSymmetricEncryption) node.Error("material", $"a key of {spec.Name} has one key material.");
        return materials;
    }
}
