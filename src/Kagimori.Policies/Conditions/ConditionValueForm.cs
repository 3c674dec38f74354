using System.Buffers.Text;

namespace Kagimori.Policies;

/// <summary>Whether a text is a value of a condition key's type, read as the operators of that type read it.</summary>
public static class ConditionValueForm
{
    /// <remarks>Every text is a string, an ARN that matches nothing, and a boolean: what is not <c>true</c> is false.</remarks>
    public static bool IsWellFormed(ConditionKeyType type, string text) => type switch
    {
        ConditionKeyType.Numeric => DecimalNumber.TryParse(text, out _),
        ConditionKeyType.Date => Instant.TryParse(text, out _),
        ConditionKeyType.IpAddress => IpNetwork.TryParse(text, out _),
        ConditionKeyType.Binary => Base64.IsValid(text),
        _ => true,
    };
}
