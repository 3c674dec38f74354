using Kagimori.Policies;

namespace Kagimori.Operations.Macs;

/// <summary>The condition key that GenerateMac and VerifyMac supply.</summary>
internal static class MacCondition
{
    public static bool Of(string? algorithm, ConditionKey key, out ConditionValues values)
    {
        var asked = key.Known == WellKnownKey.KmsMacAlgorithm && algorithm is not null;
        values = asked ? new ConditionValues(algorithm!) : default;
        return asked;
    }
}
