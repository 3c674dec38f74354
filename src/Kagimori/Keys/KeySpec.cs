namespace Kagimori.Keys;

/// <summary>What a key spec can do: which usages it may have, which algorithms that gives.</summary>
/// <remarks>The table is data: an operation asks it, no operation knows a key spec by name.</remarks>
public sealed record KeySpec(string Name, IReadOnlyList<string> Usages, IReadOnlyList<string> EncryptionAlgorithms, int MaterialLength)
{
    public static readonly KeySpec SymmetricDefault = new("SYMMETRIC_DEFAULT", [KeyUsage.EncryptDecrypt], ["SYMMETRIC_DEFAULT"], 32);

    private static readonly KeySpec[] All = [SymmetricDefault];

    public static KeySpec? Find(string name) => Array.Find(All, spec => spec.Name == name);
}
