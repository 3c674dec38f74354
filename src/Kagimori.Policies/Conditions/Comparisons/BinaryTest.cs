using System.Buffers;

namespace Kagimori.Policies;

/// <summary>BinaryEquals: both sides are base64 and compare as bytes.</summary>
internal sealed class BinaryTest : ValueTest
{
    private readonly byte[]?[] _values;

    public BinaryTest(IReadOnlyList<string> values) => _values = [.. values.Select(Decode)];

    public override bool IsWellFormed => _values.All(value => value is not null);

    public override TestResult Test(string value, IConditionContext context)
    {
        var rented = ArrayPool<byte>.Shared.Rent(value.Length + 1);
        var result = TestResult.NoMatch;
        if (Convert.TryFromBase64String(value, rented, out var length))
            foreach (var expected in _values)
                if (expected is not null && rented.AsSpan(0, length).SequenceEqual(expected))
                    result = TestResult.Match;
        ArrayPool<byte>.Shared.Return(rented);
        return result;
    }

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
