namespace Kagimori.Wire;

/// <summary>Numbers of a fixed width, as dates have them. The class library's format strings cost ten times as much.</summary>
internal static class AsciiDigits
{
    /// <summary>Fills the whole of <paramref name="destination"/>, with zeros on the left.</summary>
    public static void Write(Span<byte> destination, int number)
    {
        for (var i = destination.Length - 1; i >= 0; i--)
        {
            destination[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
