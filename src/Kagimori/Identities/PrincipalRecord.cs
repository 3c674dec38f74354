namespace Kagimori.Identities;

/// <summary>What a unique id stands for while the entity exists: policies store unique ids and show ARNs.</summary>
/// <param name="Type"><see cref="User"/> or <see cref="Role"/>.</param>
public sealed record PrincipalRecord(string Type, string Account, string Path, string Name)
{
    public const string User = "user";
    public const string Role = "role";

    public string Arn => $"arn:aws:iam::{Account}:{Type}{Path}{Name}";
}
