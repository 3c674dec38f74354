using System.Collections.Frozen;
using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>Every operation there is. Nothing outside this table can be reached.</summary>
public static class OperationCatalog
{
    private static readonly FrozenDictionary<string, Operation> Kms = Index(KmsOperations.Rows);
    private static readonly FrozenDictionary<string, Operation> Iam = Index(IamOperations.Rows);
    private static readonly FrozenDictionary<string, Operation> Sts = Index(StsOperations.Rows);
    private static readonly FrozenDictionary<string, Operation> Organizations = Index(OrganizationOperations.Rows);
    private static readonly FrozenDictionary<string, Operation> XksProxy = Index(XksProxyOperations.Rows);

    public static IEnumerable<Operation> All => Kms.Values.Concat(Iam.Values).Concat(Sts.Values).Concat(Organizations.Values).Concat(XksProxy.Values);

    public static Operation? Find(Service service, string? name)
    {
        if (name is null) return null;
        var operations = service == Service.Kms ? Kms : service == Service.Iam ? Iam : service == Service.Sts ? Sts
            : service == Service.Organizations ? Organizations : XksProxy;
        return operations.GetValueOrDefault(name);
    }

    /// <summary>Whether an action may be used on another account's resource; actions of other services may, and a role can be assumed.</summary>
    public static bool AllowsCrossAccount(string action) =>
        All.FirstOrDefault(operation => operation.Service != Service.Sts && operation.Action.Equals(action, StringComparison.OrdinalIgnoreCase))?.CrossAccount ?? true;

    private static FrozenDictionary<string, Operation> Index(IEnumerable<Operation> rows) =>
        rows.ToFrozenDictionary(row => row.Name, StringComparer.Ordinal);
}
