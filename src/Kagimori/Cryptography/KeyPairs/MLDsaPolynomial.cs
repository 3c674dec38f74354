namespace Kagimori.Cryptography.KeyPairs;

/// <summary>Polynomials of ML-DSA (FIPS 204): 256 coefficients from 0 to q - 1, the number-theoretic transform, rounding and packing.</summary>
internal static class MLDsaPolynomial
{
    public const int Q = 8380417;
    public const int Count = 256;
    private const int InverseOf256 = 8347681;
    private static readonly int[] Zetas = MakeZetas();

    /// <summary>Bytes of a polynomial with so many bits for each coefficient.</summary>
    public static int SizeOf(int bits) => Count / 8 * bits;

    /// <summary>The least residue that is not negative.</summary>
    public static int Mod(long value) => (int)((value % Q + Q) % Q);

    /// <summary>The residue between -q/2 and q/2.</summary>
    public static int Centre(int value) => value > Q / 2 ? value - Q : value;

    public static int[] Map(int[] a, int[] b, Func<int, int, int> map)
    {
        var result = new int[Count];
        for (var i = 0; i < Count; i++) result[i] = map(a[i], b[i]);
        return result;
    }

    public static int[] Add(int[] a, int[] b) => Map(a, b, static (x, y) => Mod((long)x + y));

    public static int[] Subtract(int[] a, int[] b) => Map(a, b, static (x, y) => Mod((long)x - y));

    public static int[] Multiply(int[] a, int[] b) => Map(a, b, static (x, y) => Mod((long)x * y));

    /// <summary>Whether each coefficient, centred, is nearer to zero than the bound.</summary>
    public static bool IsBelow(int[] a, int bound)
    {
        var below = true;
        foreach (var value in a) below &= Math.Abs(Centre(value)) < bound;
        return below;
    }

    /// <summary>Algorithm 41.</summary>
    public static int[] Transform(int[] a)
    {
        var w = (int[])a.Clone();
        var m = 0;
        for (var length = 128; length >= 1; length /= 2)
        {
            for (var start = 0; start < Count; start += 2 * length)
            {
                var zeta = Zetas[++m];
                for (var j = start; j < start + length; j++)
                {
                    var t = (long)zeta * w[j + length];
                    (w[j], w[j + length]) = (Mod(w[j] + t), Mod(w[j] - t));
                }
            }
        }
        return w;
    }

    /// <summary>Algorithm 42.</summary>
    public static int[] TransformBack(int[] a)
    {
        var w = (int[])a.Clone();
        var m = Count;
        for (var length = 1; length < Count; length *= 2)
        {
            for (var start = 0; start < Count; start += 2 * length)
            {
                var zeta = -(long)Zetas[--m];
                for (var j = start; j < start + length; j++)
                    (w[j], w[j + length]) = (Mod((long)w[j] + w[j + length]), Mod(zeta * (w[j] - w[j + length])));
            }
        }
        for (var j = 0; j < Count; j++) w[j] = Mod((long)w[j] * InverseOf256);
        return w;
    }

    /// <summary>Algorithm 36: the high part and, centred, the low part of a coefficient.</summary>
    public static (int High, int Low) Decompose(int r, int gamma2)
    {
        var low = r % (2 * gamma2);
        if (low > gamma2) low -= 2 * gamma2;
        return r - low == Q - 1 ? (0, low - 1) : ((r - low) / (2 * gamma2), low);
    }

    /// <summary>Algorithm 16: coefficients as they are, little end first.</summary>
    public static void Pack(int[] a, int bits, Span<byte> destination)
    {
        destination.Clear();
        for (var i = 0; i < Count * bits; i++) destination[i / 8] |= (byte)((a[i / bits] >> (i % bits) & 1) << (i % 8));
    }

    /// <summary>Algorithm 18: the inverse of <see cref="Pack"/>.</summary>
    public static int[] Unpack(ReadOnlySpan<byte> source, int bits)
    {
        var a = new int[Count];
        for (var i = 0; i < Count * bits; i++) a[i / bits] |= (source[i / 8] >> (i % 8) & 1) << (i % bits);
        return a;
    }

    /// <summary>Algorithm 17: what is left of each centred coefficient up to <paramref name="top"/>.</summary>
    public static void PackFrom(int[] a, int top, int bits, Span<byte> destination) => Pack(Array.ConvertAll(a, value => top - Centre(value)), bits, destination);

    /// <summary>Algorithm 19: the inverse of <see cref="PackFrom"/>.</summary>
    public static int[] UnpackFrom(ReadOnlySpan<byte> source, int top, int bits) => Array.ConvertAll(Unpack(source, bits), value => Mod((long)top - value));

    // Appendix B: 1753 to the power of the index with its bits reversed.
    private static int[] MakeZetas()
    {
        var zetas = new int[Count];
        for (var i = 0; i < Count; i++)
        {
            var exponent = 0;
            for (var bit = 0; bit < 8; bit++) exponent |= (i >> bit & 1) << (7 - bit);
            long zeta = 1;
            for (var n = 0; n < exponent; n++) zeta = zeta * 1753 % Q;
            zetas[i] = (int)zeta;
        }
        return zetas;
    }
}
