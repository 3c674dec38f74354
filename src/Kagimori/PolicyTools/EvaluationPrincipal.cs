using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>Reads who calls: <c>{"arn", "type", "account"}</c>.</summary>
internal static class EvaluationPrincipal
{
    /// <summary>A name that no session can have, for "any session of this role".</summary>
    private const string AnySession = "*";

    // Lines name principals by ARN; ids of our own making would match what no policy means.
    private const string UnknownId = "";

    public static Principal Read(EvaluationNode node)
    {
        var type = node.Require("type");
        var kind = type.Text();
        if (kind == "Anonymous") return Principal.Anonymous;
        if (kind == "Service") return Principal.Service(node.Require("arn").Text());
        var arn = node.Find("arn")?.Text();
        var account = node.Find("account")?.Text() ?? AccountOf(arn);
        if (kind == "Root") return Principal.Root(account ?? throw node.Fault("needs account or arn"));
        if (arn is null) throw node.Fault("needs arn");
        if (AccountOf(arn) is not { Length: > 0 }) throw node.Fault($"needs an ARN with an account, which '{arn}' is not");
        var name = arn[(arn.IndexOf('/', StringComparison.Ordinal) + 1)..];
        var resource = arn.Split(':', 6)[5];
        return kind switch
        {
            "User" => Principal.User(arn, UnknownId),
            "Role" or "AssumedRole" when resource.StartsWith("role/", StringComparison.Ordinal) => Principal.AssumedRole(arn, UnknownId, AnySession),
            "Role" or "AssumedRole" when resource.StartsWith("assumed-role/", StringComparison.Ordinal) && name.Split('/') is [var role, var session] =>
                Principal.AssumedRole($"arn:aws:iam::{account}:role/{role}", UnknownId, session),
            "FederatedUser" => Principal.FederatedUser(name, $"arn:aws:iam::{account}:root", UnknownId),
            "Role" or "AssumedRole" => throw node.Fault($"needs the ARN of a role or of a role's session, which '{arn}' is not"),
            _ => throw type.Fault("must be User, Role, AssumedRole, FederatedUser, Service, Root or Anonymous"),
        };
    }

    private static string? AccountOf(string? arn) => arn?.Split(':', 6) is { Length: 6 } parts && parts[0] == "arn" ? parts[4] : null;
}
