using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>New key material of a key spec: random bytes, or the private key of a new pair.</summary>
internal static class NewKeyMaterial
{
    /// <summary>Null when too many requests wait for a key pair already.</summary>
    public static ValueTask<KeyMaterial?> TryCreateAsync(Engine engine, KeySpec spec, CancellationToken cancel) => spec.KeyPairs is { } pairs
        ? engine.KeyPairs.TryGenerateAsync(pairs, cancel)
        : new(KeyMaterial.Random(spec.MaterialLength, engine.Random));

    /// <summary>Makes it at once, however long it takes: not for requests.</summary>
    public static KeyMaterial Create(Engine engine, KeySpec spec) =>
        spec.KeyPairs?.Generate(engine.Random) ?? KeyMaterial.Random(spec.MaterialLength, engine.Random);
}
