using System.Globalization;

namespace Kagimori.Operations;

/// <summary>Request members as condition values, which are always text.</summary>
internal static class ConditionText
{
    public static string? Of(bool? value) => value switch
    {
        null => null,
        true => "true",
        false => "false",
    };

    public static string? Of(int? value) => value?.ToString(CultureInfo.InvariantCulture);
}
