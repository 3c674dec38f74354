namespace Kagimori.Operations.Encryption;

/// <summary>The DryRunModifiers parameter: IGNORE_CIPHERTEXT asks for the decision alone.</summary>
internal static class DryRunModifier
{
    public static bool IgnoresCiphertext(bool? dryRun, IReadOnlyList<string?>? modifiers) => dryRun == true && modifiers is { Count: > 0 };
}
