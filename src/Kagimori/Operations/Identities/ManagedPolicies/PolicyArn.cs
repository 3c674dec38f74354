using Kagimori.Identities;

namespace Kagimori.Operations.Identities.ManagedPolicies;

/// <summary>The ARN of a managed policy: <c>arn:aws:iam::ACCOUNT:policy/PATH/NAME</c>.</summary>
/// <remarks>An instance is proof of the form. Policies of AWS have the account <c>aws</c>.</remarks>
internal readonly record struct PolicyArn
{
    private const string Prefix = "arn:aws:iam::";
    private const string Separator = ":policy/";
    private readonly string? _value;

    private PolicyArn(string value, AccountId? account)
    {
        _value = value;
        Account = account;
    }

    /// <summary>The owner; null for AWS.</summary>
    public AccountId? Account { get; }

    public string Name => ToString()[(ToString().LastIndexOf('/') + 1)..];

    public static bool TryParse(string text, out PolicyArn arn)
    {
        arn = default;
        var at = text.IndexOf(Separator, StringComparison.Ordinal);
        if (!text.StartsWith(Prefix, StringComparison.Ordinal) || at < Prefix.Length || text[^1] == '/') return false;
        var owner = text[Prefix.Length..at];
        if (AccountId.TryParse(owner, out var account)) arn = new PolicyArn(text, account);
        else if (owner == "aws") arn = new PolicyArn(text, null);
        return arn._value is not null;
    }

    public override string ToString() => _value ?? throw new InvalidOperationException("No policy ARN.");
}
