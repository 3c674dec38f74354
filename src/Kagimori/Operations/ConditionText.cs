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

    /// <summary>Seconds since 1970, which the Numeric operators compare as well as the Date operators.</summary>
    public static string? Of(DateTimeOffset? value) => value?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
