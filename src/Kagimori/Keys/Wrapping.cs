namespace Kagimori.Keys;

/// <summary>A way to wrap key material for its import: the wrapping algorithm, and the key spec of the wrapping key.</summary>
public sealed record Wrapping(string Algorithm, string KeySpec)
{
    /// <summary>Under an RSA key by itself.</summary>
    public static IReadOnlyList<Wrapping> Rsa { get; } = With(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"], ["RSA_2048", "RSA_3072", "RSA_4096"]);

    /// <summary>Under an RSA key by itself, for what AWS KMS takes under a longer one only.</summary>
    public static IReadOnlyList<Wrapping> LongRsa { get; } = With(["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"], ["RSA_3072", "RSA_4096"]);

    /// <summary>Under an AES key, and that under an RSA key.</summary>
    public static IReadOnlyList<Wrapping> RsaAes { get; } = With(["RSA_AES_KEY_WRAP_SHA_256", "RSA_AES_KEY_WRAP_SHA_1"], ["RSA_2048", "RSA_3072", "RSA_4096"]);

    /// <summary>Under an SM2 key.</summary>
    public static IReadOnlyList<Wrapping> Sm2 { get; } = With(["SM2PKE"], ["SM2"]);

    private static Wrapping[] With(string[] algorithms, string[] keySpecs) =>
        [.. from algorithm in algorithms from keySpec in keySpecs select new Wrapping(algorithm, keySpec)];
}
