using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Who is taken to call in a simulation, and the condition keys that says something about.</summary>
internal static class SimulatedCaller
{
    /// <summary>The unique id of a caller that is only made up, as AWS has it.</summary>
    private const string Unknown = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

    /// <summary>A user of the account of whom nothing is known.</summary>
    public static Principal Anybody(AccountId account) => Principal.User($"arn:aws:iam::{account}:user/{Unknown}", Unknown);

    /// <summary>The user, role or root user with an ARN; it need not exist. Groups stand for a user in them.</summary>
    public static Principal? TryParse(string arn)
    {
        if (!TrySplit(arn, out var account, out var word, out var name)) return null;
        return word switch
        {
            "user" => Principal.User(arn, Unknown),
            "role" => Principal.AssumedRole(arn, Unknown, name),
            "group" => Anybody(account),
            _ => null,
        };
    }

    /// <summary>arn:aws:iam::ACCOUNT:WORD/PATH/NAME to its parts.</summary>
    public static bool TrySplit(string arn, out AccountId account, out string word, out string name)
    {
        account = default;
        word = name = "";
        if (arn.Split(':', 6) is not ["arn", "aws", "iam", "", var owner, var resource] || !AccountId.TryParse(owner, out account)) return false;
        var slash = resource.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return false;
        word = resource[..slash];
        name = resource[(resource.LastIndexOf('/') + 1)..];
        return name.Length > 0;
    }

    /// <summary>The context that a caller brings with it.</summary>
    public static ConditionContext ContextOf(Principal caller, IReadOnlyDictionary<string, string>? tags)
    {
        var context = new ConditionContext
        {
            ["aws:PrincipalAccount"] = caller.AccountId!,
            ["aws:userid"] = caller.UniqueId,
        };
        foreach (var (key, value) in tags ?? new Dictionary<string, string>()) context[$"aws:PrincipalTag/{key}"] = value;
        if (caller.Arn.EndsWith(Unknown, StringComparison.Ordinal)) return context;
        context["aws:PrincipalArn"] = caller.IssuerArn ?? caller.Arn;
        context["aws:PrincipalType"] = caller.Type == PrincipalType.User ? "User" : "AssumedRole";
        if (caller.Type == PrincipalType.User) context["aws:username"] = caller.Arn[(caller.Arn.LastIndexOf('/') + 1)..];
        return context;
    }
}
