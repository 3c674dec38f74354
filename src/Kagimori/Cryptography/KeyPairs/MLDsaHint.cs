namespace Kagimori.Cryptography.KeyPairs;

/// <summary>The hint of an ML-DSA signature: which high parts a verifier must correct.</summary>
internal static class MLDsaHint
{
    /// <summary>Algorithm 20; false when there are more ones than the encoding has room for.</summary>
    public static bool TryPack(bool[][] hint, MLDsaNumbers numbers, Span<byte> destination)
    {
        destination.Clear();
        var index = 0;
        for (var i = 0; i < numbers.K; i++)
        {
            for (var j = 0; j < MLDsaPolynomial.Count; j++)
            {
                if (!hint[i][j]) continue;
                if (index == numbers.Omega) return false;
                destination[index++] = (byte)j;
            }
            destination[numbers.Omega + i] = (byte)index;
        }
        return true;
    }

    /// <summary>Algorithm 21; null for anything but the one encoding of a hint.</summary>
    public static bool[][]? Unpack(ReadOnlySpan<byte> source, MLDsaNumbers numbers)
    {
        var hint = new bool[numbers.K][];
        var index = 0;
        for (var i = 0; i < numbers.K; i++)
        {
            hint[i] = new bool[MLDsaPolynomial.Count];
            int end = source[numbers.Omega + i];
            if (end < index || end > numbers.Omega) return null;
            for (var first = index; index < end; index++)
            {
                if (index > first && source[index - 1] >= source[index]) return null;
                hint[i][source[index]] = true;
            }
        }
        return source[index..numbers.Omega].ContainsAnyExcept((byte)0) ? null : hint;
    }

    /// <summary>Algorithm 39: where adding <paramref name="z"/> changes the high part of <paramref name="r"/>.</summary>
    public static bool[] Make(int[] z, int[] r, int gamma2)
    {
        var hint = new bool[MLDsaPolynomial.Count];
        for (var i = 0; i < hint.Length; i++)
            hint[i] = MLDsaPolynomial.Decompose(r[i], gamma2).High != MLDsaPolynomial.Decompose(MLDsaPolynomial.Mod((long)r[i] + z[i]), gamma2).High;
        return hint;
    }

    /// <summary>Algorithm 40: the corrected high part.</summary>
    public static int[] Use(bool[] hint, int[] r, int gamma2)
    {
        var count = (MLDsaPolynomial.Q - 1) / (2 * gamma2);
        var high = new int[MLDsaPolynomial.Count];
        for (var i = 0; i < high.Length; i++)
        {
            var (part, low) = MLDsaPolynomial.Decompose(r[i], gamma2);
            high[i] = !hint[i] ? part : low > 0 ? (part + 1) % count : (part + count - 1) % count;
        }
        return high;
    }
}
