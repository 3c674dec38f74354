using Kagimori.Policies;

namespace Kagimori.Forwarding;

/// <summary>A principal that may say of its requests whose they are and which way they came, and what exactly it may say.</summary>
/// <param name="PrincipalArn">A user, or a role of which every session is trusted.</param>
/// <param name="Services">The service principals that it may be, or be called through.</param>
/// <param name="Accounts">The accounts for whose principals and resources it may speak; null for every account.</param>
/// <param name="VpcEndpoints">The VPC endpoints that it may name, by id.</param>
public sealed record TrustedCaller(
    string PrincipalArn, IReadOnlySet<string> Services, IReadOnlySet<string>? Accounts, IReadOnlyDictionary<string, VpcEndpoint> VpcEndpoints)
{
    public bool Is(Principal principal) => principal.Arn == PrincipalArn || (principal.Type == PrincipalType.AssumedRole && principal.IssuerArn == PrincipalArn);

    public bool SpeaksFor(string account) => Accounts is null || Accounts.Contains(account);
}
