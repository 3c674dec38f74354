using BenchmarkDotNet.Attributes;
using Kagimori.Cryptography;
using Kagimori.EndToEnd;

namespace Kagimori.Benchmarks;

/// <summary>Symmetric ciphertext blobs: chance, derivation, AES-256-GCM and the blob's bytes.</summary>
public class CryptographyBenchmarks
{
    private readonly KeyMaterial _backingKey = KeyMaterial.Random(32, RandomSource.Secure);
    private readonly byte[] _dataKey = new byte[32];
    private KeyMaterialId _id;
    private byte[] _blob = [];

    [GlobalSetup]
    public void Encrypt()
    {
        _id = KeyMaterialId.Derive(_backingKey, Scenario.Account, Scenario.KeyId);
        _blob = GenerateDataKey();
    }

    [Benchmark]
    public byte[] GenerateDataKey() => SymmetricCipher.GenerateDataKey(_backingKey, _id, EncryptionContext.Empty, _dataKey, RandomSource.Secure);

    [Benchmark]
    public bool Decrypt() =>
        CiphertextBlob.TryRead(_blob, out var blob) && SymmetricCipher.TryDecrypt(_backingKey, _id, EncryptionContext.Empty, blob, _dataKey, out _);
}
