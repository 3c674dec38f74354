using Org.BouncyCastle.Crypto.Digests;

namespace Kagimori.Cryptography.KeyPairs;

/// <summary>What ML-DSA draws from SHAKE: FIPS 204 section 7.3.</summary>
internal static class MLDsaSampling
{
    /// <summary>SHAKE256 of the parts, one after the other.</summary>
    public static byte[] Hash(int length, params ReadOnlySpan<byte[]> parts)
    {
        var shake = new ShakeDigest(256);
        foreach (var part in parts) shake.BlockUpdate(part, 0, part.Length);
        var hash = new byte[length];
        shake.OutputFinal(hash, 0, length);
        return hash;
    }

    /// <summary>Algorithm 32: the matrix, transformed.</summary>
    public static int[][][] ExpandMatrix(ReadOnlySpan<byte> rho, MLDsaNumbers numbers)
    {
        var matrix = new int[numbers.K][][];
        for (var row = 0; row < numbers.K; row++)
        {
            matrix[row] = new int[numbers.L][];
            for (var column = 0; column < numbers.L; column++) matrix[row][column] = Uniform([.. rho, (byte)column, (byte)row]);
        }
        return matrix;
    }

    /// <summary>Algorithm 34: the mask.</summary>
    public static int[][] ExpandMask(byte[] rho, int kappa, MLDsaNumbers numbers)
    {
        var mask = new int[numbers.L][];
        var bits = numbers.Gamma1Bits + 1;
        for (var i = 0; i < numbers.L; i++)
        {
            var bytes = Hash(MLDsaPolynomial.SizeOf(bits), rho, [(byte)((kappa + i) & 0xFF), (byte)((kappa + i) >> 8)]);
            mask[i] = MLDsaPolynomial.UnpackFrom(bytes, numbers.Gamma1, bits);
        }
        return mask;
    }

    /// <summary>Algorithm 29: the challenge, a polynomial of few ones and minus ones.</summary>
    public static int[] SampleInBall(byte[] seed, int tau)
    {
        var shake = new ShakeDigest(256);
        shake.BlockUpdate(seed, 0, seed.Length);
        var signs = new byte[8];
        shake.Output(signs, 0, signs.Length);
        var challenge = new int[MLDsaPolynomial.Count];
        var next = new byte[1];
        for (var i = MLDsaPolynomial.Count - tau; i < MLDsaPolynomial.Count; i++)
        {
            do shake.Output(next, 0, 1);
            while (next[0] > i);
            challenge[i] = challenge[next[0]];
            var sign = i + tau - MLDsaPolynomial.Count;
            challenge[next[0]] = (signs[sign / 8] >> (sign % 8) & 1) == 0 ? 1 : MLDsaPolynomial.Q - 1;
        }
        return challenge;
    }

    // Algorithm 30.
    private static int[] Uniform(byte[] seed)
    {
        var shake = new ShakeDigest(128);
        shake.BlockUpdate(seed, 0, seed.Length);
        var polynomial = new int[MLDsaPolynomial.Count];
        var three = new byte[3];
        for (var i = 0; i < polynomial.Length;)
        {
            shake.Output(three, 0, three.Length);
            var value = (three[2] & 0x7F) << 16 | three[1] << 8 | three[0];
            if (value < MLDsaPolynomial.Q) polynomial[i++] = value;
        }
        return polynomial;
    }
}
