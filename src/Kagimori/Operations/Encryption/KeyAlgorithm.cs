using Kagimori.Keys;

namespace Kagimori.Operations.Encryption;

/// <summary>Whether a key has the algorithm that a request names.</summary>
internal static class KeyAlgorithm
{
    public const string SymmetricDefault = "SYMMETRIC_DEFAULT";

    /// <summary>Refuses an algorithm that the key does not have by its usage.</summary>
    public static Refusal? Check(KeySnapshot key, string algorithm)
    {
        var algorithms = key.Spec.AlgorithmsOf(key.Record.Usage);
        for (var i = 0; i < algorithms.Count; i++)
        {
            if (algorithms[i] == algorithm) return null;
        }
        return Refusals.IncompatibleAlgorithm(algorithm, key.Spec.Name);
    }
}
