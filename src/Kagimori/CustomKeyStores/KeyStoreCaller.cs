using Kagimori.Policies;

namespace Kagimori.CustomKeyStores;

/// <summary>For whom a backing key store works: what an external key store proxy is told of the request.</summary>
/// <param name="PrincipalArn">As aws:PrincipalArn: of an assumed role, the role.</param>
/// <param name="Operation">The KMS operation.</param>
internal sealed record KeyStoreCaller(string PrincipalArn, string Operation, string RequestId)
{
    public static KeyStoreCaller Of(Exchange exchange)
    {
        var principal = exchange.Caller.Principal;
        var arn = principal is { Type: PrincipalType.AssumedRole, IssuerArn: { } role } ? role : principal.Arn;
        return new KeyStoreCaller(arn, exchange.Operation!.Name, exchange.RequestId);
    }
}
