namespace Kagimori.Identities;

/// <summary>A 12-digit AWS account id.</summary>
/// <remarks>An instance is proof of the form; <c>default</c> stands for no account and must not be formatted.</remarks>
public readonly record struct AccountId
{
    private const int Length = 12;
    private readonly string? _value;

    private AccountId(string value) => _value = value;

    public static bool TryParse(string? text, out AccountId account)
    {
        account = default;
        if (text is null || text.Length != Length || text.AsSpan().ContainsAnyExceptInRange('0', '9')) return false;
        account = new AccountId(text);
        return true;
    }

    /// <exception cref="FormatException">The text is not 12 digits; for literals and stored values only.</exception>
    public static AccountId Parse(string text) =>
        TryParse(text, out var account) ? account : throw new FormatException($"'{text}' is not a 12-digit account id.");

    /// <summary>The ARN of the account's root user, which in a policy stands for the whole account.</summary>
    public string RootArn => $"arn:aws:iam::{this}:root";

    public override string ToString() => _value ?? throw new InvalidOperationException("No account id.");
}
