using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Answers a condition key with what a request has for it; with nothing, it is absent.</summary>
internal static class ConditionAnswer
{
    public static bool One(string? value, out ConditionValues values)
    {
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static bool Many(IReadOnlyList<string>? list, out ConditionValues values)
    {
        values = list is null ? default : new ConditionValues(list);
        return list is not null;
    }
}
