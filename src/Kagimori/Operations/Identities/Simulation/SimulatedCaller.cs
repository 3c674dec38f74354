using Kagimori.Identities;
using Kagimori.Policies;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>Who is taken to call in a simulation.</summary>
/// <param name="Principal">As whom policies know it.</param>
/// <param name="Arn">What it is called: a user, group or role; null for somebody of whom nothing is known.</param>
/// <param name="Tags">The tags it brings with it.</param>
internal sealed record SimulatedCaller(Principal Principal, string? Arn, IReadOnlyDictionary<string, string>? Tags = null)
{
    /// <summary>The unique id of a caller that is only made up, as AWS has it.</summary>
    private const string Unknown = "STUB_PRINCIPAL_FOR_POLICY_SIMULATOR";

    /// <summary>A user of the account of whom nothing is known.</summary>
    public static SimulatedCaller Anybody(AccountId account) => new(Principal.User($"arn:aws:iam::{account}:user/{Unknown}", Unknown), null);

    /// <summary>The user, role or group with an ARN; it need not exist. Null for an ARN of anything else.</summary>
    public static SimulatedCaller? TryParse(string arn)
    {
        if (!TrySplit(arn, out _, out var word, out var name)) return null;
        return word switch
        {
            // A group calls nothing itself; it is as a user whom no policy can name.
            "user" or "group" => new(Principal.User(arn, Unknown), arn),
            "role" => new(Principal.AssumedRole(arn, Unknown, name), arn),
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

    /// <summary>The context that the caller brings with it: with AWS its ARN is its id, too.</summary>
    public ConditionContext Context()
    {
        var context = new ConditionContext
        {
            ["aws:PrincipalAccount"] = Principal.AccountId!,
            ["aws:userid"] = Arn ?? Unknown,
        };
        foreach (var (key, value) in Tags ?? new Dictionary<string, string>()) context[$"aws:PrincipalTag/{key}"] = value;
        if (Arn is null || !TrySplit(Arn, out _, out var word, out var name)) return context;
        context["aws:PrincipalArn"] = Arn;
        if (word == "user") context["aws:username"] = name;
        if (word != "group") context["aws:PrincipalType"] = word == "user" ? "User" : "AssumedRole";
        return context;
    }
}
