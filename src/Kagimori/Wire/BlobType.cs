namespace Kagimori.Wire;

/// <summary>A blob shape of the service model. Blob values are never echoed in an error and never audited.</summary>
public sealed record BlobType(string Name, int Min, int Max)
{
    public void Check(byte[] value, string path, ref Violations violations)
    {
        if (value.Length < Min) violations.Add(null, path, $"Member must have length greater than or equal to {Min}");
        if (value.Length > Max) violations.Add(null, path, $"Member must have length less than or equal to {Max}");
    }
}
