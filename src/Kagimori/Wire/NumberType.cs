using System.Globalization;

namespace Kagimori.Wire;

/// <summary>An integer shape of the service model.</summary>
public sealed record NumberType(string Name, int Min, int Max)
{
    public void Check(int value, string path, ref Violations violations)
    {
        var shown = value.ToString(CultureInfo.InvariantCulture);
        if (value < Min) violations.Add(shown, path, $"Member must have value greater than or equal to {Min}");
        if (value > Max) violations.Add(shown, path, $"Member must have value less than or equal to {Max}");
    }
}
