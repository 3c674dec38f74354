using Kagimori.Operations.Sessions;
using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>The operations of STS, a row each.</summary>
internal static class StsOperations
{
    public static IEnumerable<Operation> Rows =>
    [
        new QueryOperation(Service.Sts, "GetCallerIdentity", GetCallerIdentity.Shape)
        {
            Resolve = static (_, _) => default,
            Perform = static (x, _) => new(GetCallerIdentity.Perform(x)),
            IsReadOnly = true,
        },
        new QueryOperation(Service.Sts, "GetSessionToken", GetSessionToken.Shape)
        {
            Resolve = GetSessionToken.ResolveAsync,
            Perform = static (x, r) => new(GetSessionToken.Perform(x, r)),
        },
        new QueryOperation(Service.Sts, "GetFederationToken", GetFederationToken.Shape)
        {
            Resolve = GetFederationToken.ResolveAsync,
            Perform = GetFederationToken.PerformAsync,
            Condition = GetFederationToken.Condition,
        },
        new QueryOperation(Service.Sts, "GetAccessKeyInfo", GetAccessKeyInfo.Shape)
        {
            Resolve = GetAccessKeyInfo.ResolveAsync,
            Perform = GetAccessKeyInfo.PerformAsync,
            IsReadOnly = true,
        },
        new QueryOperation(Service.Sts, "AssumeRole", AssumeRole.Shape)
        {
            Resolve = AssumeRole.ResolveAsync,
            Perform = AssumeRole.PerformAsync,
            Condition = AssumeRole.Condition,
        },
        new QueryOperation(Service.Sts, "DecodeAuthorizationMessage", DecodeAuthorizationMessage.Shape)
        {
            Resolve = DecodeAuthorizationMessage.ResolveAsync,
            Perform = static (x, r) => new(DecodeAuthorizationMessage.Perform(x, r)),
            IsReadOnly = true,
        },
        new QueryOperation(Service.Sts, "AssumeRoleWithWebIdentity", AssumeRoleWithWebIdentity.Shape)
        {
            Resolve = AssumeRoleWithWebIdentity.ResolveAsync,
            Perform = AssumeRoleWithWebIdentity.PerformAsync,
            Condition = AssumeRoleWithWebIdentity.Condition,
            IsUnsigned = true,
        },
    ];
}
