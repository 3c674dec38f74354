using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Reads ResourcePolicy and ResourceOwner.</summary>
internal static class SimulatedResourcePolicy
{
    /// <summary>The resource's policy; an empty list when none is given.</summary>
    public static Outcome<List<AttachedPolicy>> Read(QueryParameters query, IReadOnlyList<string> resources, IReadOnlyList<string> actions)
    {
        if (query.Text("ResourcePolicy") is not { } text) return new List<AttachedPolicy>();
        if (resources.Count == 0 || resources.Contains(SimulatedResource.None)) return IdentityRefusals.InvalidEntityArn(SimulatedResource.None);
        if (!Policy.TryParseStored(text, PolicyGrammar.ResourcePolicy, out var policy, out _)) return IdentityRefusals.InvalidResourcePolicy();
        // Key policies say that they are about their key by "*"; other resources' policies have to name what they are about.
        var isAboutAll = policy!.Statements.Any(statement => (statement.Resources ?? []).Any(pattern => pattern.Text == SimulatedResource.None));
        if (isAboutAll && !actions.All(IsOfKeys)) return IdentityRefusals.InvalidResourceName(SimulatedResource.None);
        return new List<AttachedPolicy> { new(policy, "ResourcePolicy", null, PolicySource.ResourcePolicy) };
    }

    /// <summary>The account that a root user's, user's or role's ARN tells; null for anything else.</summary>
    public static string? AccountOf(string owner) =>
        owner.Split(':', 6) is ["arn", "aws", "iam", "", var account, { Length: > 0 }] && Kagimori.Identities.AccountId.TryParse(account, out _) ? account : null;

    /// <summary>Whether what an action is done to answers to nobody that its own policy does not let in: a key, or a role that is assumed.</summary>
    public static bool IsMandatory(string action) => IsOfKeys(action) || action.StartsWith("sts:AssumeRole", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfKeys(string action) => action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase);
}
