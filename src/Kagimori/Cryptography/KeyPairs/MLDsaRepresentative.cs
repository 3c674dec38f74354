using System.Security.Cryptography;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>ML-DSA of a message representative μ that was made elsewhere: algorithms 7 and 8 of FIPS 204 from their line on μ on.</summary>
/// <remarks>
/// BouncyCastle signs whole messages only. Written to read like the standard; RAW messages, which are the common case, do not come here.
/// A test holds it against BouncyCastle and against Wycheproof's vectors.
/// </remarks>
internal static class MLDsaRepresentative
{
    private const int SeedSize = 32;
    private const int DroppedBits = 13;

    /// <param name="privateKey">The expanded private key: ρ, K, tr, s1, s2, t0 (algorithm 24).</param>
    /// <param name="mu">64 bytes.</param>
    /// <param name="chance">32 random bytes; zeros give the deterministic variant.</param>
    public static byte[] Sign(MLDsaNumbers numbers, ReadOnlySpan<byte> privateKey, byte[] mu, byte[] chance)
    {
        var at = 2 * SeedSize + 64;
        var matrix = MLDsaSampling.ExpandMatrix(privateKey[..SeedSize], numbers);
        var s1 = ReadVector(privateKey, ref at, numbers.L, numbers.Eta, numbers.EtaBits);
        var s2 = ReadVector(privateKey, ref at, numbers.K, numbers.Eta, numbers.EtaBits);
        var t0 = ReadVector(privateKey, ref at, numbers.K, 1 << (DroppedBits - 1), DroppedBits);
        var rho = MLDsaSampling.Hash(64, privateKey.Slice(SeedSize, SeedSize).ToArray(), chance, mu);
        for (var kappa = 0; ; kappa += numbers.L)
        {
            if (TrySign(numbers, matrix, s1, s2, t0, mu, MLDsaSampling.ExpandMask(rho, kappa, numbers)) is { } signature) return signature;
        }
    }

    /// <param name="publicKey">ρ and t1 (algorithm 23).</param>
    /// <param name="mu">64 bytes.</param>
    public static bool Verify(MLDsaNumbers numbers, ReadOnlySpan<byte> publicKey, byte[] mu, ReadOnlySpan<byte> signature)
    {
        if (signature.Length != numbers.SignatureSize) return false;
        var seed = signature[..numbers.ChallengeSize].ToArray();
        var at = numbers.ChallengeSize;
        var z = new int[numbers.L][];
        var bits = numbers.Gamma1Bits + 1;
        for (var i = 0; i < z.Length; i++, at += MLDsaPolynomial.SizeOf(bits))
        {
            z[i] = MLDsaPolynomial.UnpackFrom(signature.Slice(at, MLDsaPolynomial.SizeOf(bits)), numbers.Gamma1, bits);
            if (!MLDsaPolynomial.IsBelow(z[i], numbers.Gamma1 - numbers.Beta)) return false;
        }
        if (MLDsaHint.Unpack(signature[at..], numbers) is not { } hint) return false;
        var challenge = MLDsaPolynomial.Transform(MLDsaSampling.SampleInBall(seed, numbers.Tau));
        var product = Multiply(MLDsaSampling.ExpandMatrix(publicKey[..SeedSize], numbers), Array.ConvertAll(z, MLDsaPolynomial.Transform));
        var high = new int[numbers.K][];
        for (var i = 0; i < numbers.K; i++)
        {
            var t1 = MLDsaPolynomial.Unpack(publicKey.Slice(SeedSize + i * MLDsaPolynomial.SizeOf(10), MLDsaPolynomial.SizeOf(10)), 10);
            var scaled = MLDsaPolynomial.Transform(Array.ConvertAll(t1, value => MLDsaPolynomial.Mod((long)value << DroppedBits)));
            var w = MLDsaPolynomial.TransformBack(MLDsaPolynomial.Subtract(product[i], MLDsaPolynomial.Multiply(challenge, scaled)));
            high[i] = MLDsaHint.Use(hint[i], w, numbers.Gamma2);
        }
        return CryptographicOperations.FixedTimeEquals(seed, Commit(numbers, mu, high));
    }

    // One turn of the rejection loop; null when the turn is rejected. s1, s2 and t0 are transformed.
    private static byte[]? TrySign(MLDsaNumbers numbers, int[][][] matrix, int[][] s1, int[][] s2, int[][] t0, byte[] mu, int[][] mask)
    {
        var w = Array.ConvertAll(Multiply(matrix, Array.ConvertAll(mask, MLDsaPolynomial.Transform)), MLDsaPolynomial.TransformBack);
        var high = Array.ConvertAll(w, row => Array.ConvertAll(row, value => MLDsaPolynomial.Decompose(value, numbers.Gamma2).High));
        var seed = Commit(numbers, mu, high);
        var challenge = MLDsaPolynomial.Transform(MLDsaSampling.SampleInBall(seed, numbers.Tau));
        var signature = new byte[numbers.SignatureSize];
        seed.CopyTo(signature, 0);
        var at = seed.Length;
        var bits = numbers.Gamma1Bits + 1;
        for (var i = 0; i < numbers.L; i++, at += MLDsaPolynomial.SizeOf(bits))
        {
            var z = MLDsaPolynomial.Add(mask[i], Times(challenge, s1[i]));
            if (!MLDsaPolynomial.IsBelow(z, numbers.Gamma1 - numbers.Beta)) return null;
            MLDsaPolynomial.PackFrom(z, numbers.Gamma1, bits, signature.AsSpan(at, MLDsaPolynomial.SizeOf(bits)));
        }
        var hint = new bool[numbers.K][];
        for (var i = 0; i < numbers.K; i++)
        {
            var rest = MLDsaPolynomial.Subtract(w[i], Times(challenge, s2[i]));
            foreach (var value in rest)
            {
                if (Math.Abs(MLDsaPolynomial.Decompose(value, numbers.Gamma2).Low) >= numbers.Gamma2 - numbers.Beta) return null;
            }
            var ct0 = Times(challenge, t0[i]);
            if (!MLDsaPolynomial.IsBelow(ct0, numbers.Gamma2)) return null;
            hint[i] = MLDsaHint.Make(MLDsaPolynomial.Subtract(new int[MLDsaPolynomial.Count], ct0), MLDsaPolynomial.Add(rest, ct0), numbers.Gamma2);
        }
        return MLDsaHint.TryPack(hint, numbers, signature.AsSpan(at)) ? signature : null;
    }

    private static int[] Times(int[] challenge, int[] transformed) => MLDsaPolynomial.TransformBack(MLDsaPolynomial.Multiply(challenge, transformed));

    private static byte[] Commit(MLDsaNumbers numbers, byte[] mu, int[][] high)
    {
        var size = MLDsaPolynomial.SizeOf(numbers.HighBits);
        var packed = new byte[numbers.K * size];
        for (var i = 0; i < numbers.K; i++) MLDsaPolynomial.Pack(high[i], numbers.HighBits, packed.AsSpan(i * size, size));
        return MLDsaSampling.Hash(numbers.ChallengeSize, mu, packed);
    }

    private static int[][] Multiply(int[][][] matrix, int[][] vector)
    {
        var product = new int[matrix.Length][];
        for (var row = 0; row < matrix.Length; row++)
        {
            product[row] = new int[MLDsaPolynomial.Count];
            for (var column = 0; column < vector.Length; column++)
                product[row] = MLDsaPolynomial.Add(product[row], MLDsaPolynomial.Multiply(matrix[row][column], vector[column]));
        }
        return product;
    }

    private static int[][] ReadVector(ReadOnlySpan<byte> source, ref int at, int count, int top, int bits)
    {
        var vector = new int[count][];
        for (var i = 0; i < count; i++, at += MLDsaPolynomial.SizeOf(bits))
            vector[i] = MLDsaPolynomial.Transform(MLDsaPolynomial.UnpackFrom(source.Slice(at, MLDsaPolynomial.SizeOf(bits)), top, bits));
        return vector;
    }
}
