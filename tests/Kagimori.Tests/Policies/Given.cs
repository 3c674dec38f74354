using Kagimori.Policies;

namespace Kagimori.Tests.Policies;

/// <summary>The people, keys and short ways of writing policies that the policy tests share. A owns the key, B is foreign.</summary>
internal static class Given
{
    public const string A = "111111111111";
    public const string B = "222222222222";
    public const string Key = "arn:aws:kms:us-east-1:111111111111:key/1234abcd";
    public const string Role = "arn:aws:iam::111111111111:role/app/R";
    public const string User = "arn:aws:iam::111111111111:user/u";

    public static readonly Principal RootOfA = Principal.Root(A);
    public static readonly Principal UserU = Principal.User(User, "AIDAUUUUUUUUUUUUUUUUU");
    public static readonly Principal UserV = Principal.User("arn:aws:iam::111111111111:user/v", "AIDAVVVVVVVVVVVVVVVVV");
    public static readonly Principal SessionS1 = Principal.AssumedRole(Role, "AROARRRRRRRRRRRRRRRRR", "s1");
    public static readonly Principal SessionS2 = Principal.AssumedRole(Role, "AROARRRRRRRRRRRRRRRRR", "s2");
    public static readonly Principal Federated = Principal.FederatedUser("bob", User, "AIDAUUUUUUUUUUUUUUUUU");
    public static readonly Principal UserOfB = Principal.User("arn:aws:iam::222222222222:user/b", "AIDABBBBBBBBBBBBBBBBB");
    public static readonly Principal SessionOfB = Principal.AssumedRole("arn:aws:iam::222222222222:role/RB", "AROABBBBBBBBBBBBBBBBB", "s1");
    public static readonly Principal FederatedOfRoot = Principal.FederatedUser("ann", "arn:aws:iam::111111111111:root", A);
    public static readonly Principal FederatedOfB = Principal.FederatedUser("eve", "arn:aws:iam::222222222222:user/b", "AIDABBBBBBBBBBBBBBBBB");

    public static readonly AttachedPolicy DelegatingKeyPolicy = KeyPolicy(Allow("kms:*", aws: "arn:aws:iam::111111111111:root"));
    public static readonly AttachedPolicy AllowsKms = Identity(Allow("kms:*"));
    public static readonly AttachedPolicy AllowsS3Only = Identity(Allow("s3:*"));
    public static readonly AttachedPolicy DeniesKms = Identity(Deny("kms:*"));

    public static string Allow(string action, string? aws = null, string resource = "*", string? condition = null) =>
        Statement("Allow", action, aws, resource, condition);

    public static string Deny(string action, string? aws = null, string resource = "*", string? condition = null) =>
        Statement("Deny", action, aws, resource, condition);

    public static string Statement(string effect, string action, string? aws, string resource, string? condition) =>
        $$"""{"Effect":"{{effect}}","Action":"{{action}}","Resource":"{{resource}}"{{(aws is null ? "" : $",\"Principal\":{{\"AWS\":\"{aws}\"}}")}}{{(condition is null ? "" : $",\"Condition\":{condition}")}}}""";

    public static string Document(params string[] statements) => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""";

    public static Policy Parse(PolicyGrammar grammar, string text)
    {
        Assert.True(Policy.TryParse(text, grammar, out var policy, out var error), $"{error?.Message} {error?.Detail}\n{text}");
        return policy!;
    }

    /// <summary>As it is read back: without the rules for those who write.</summary>
    public static Policy Stored(PolicyGrammar grammar, string text)
    {
        Assert.True(Policy.TryParseStored(text, grammar, out var policy, out var error), $"{error?.Message} {error?.Detail}\n{text}");
        return policy!;
    }

    public static PolicyError Refused(PolicyGrammar grammar, string text)
    {
        Assert.False(Policy.TryParse(text, grammar, out var policy, out var error), text);
        Assert.Null(policy);
        return error!;
    }

    public static AttachedPolicy KeyPolicy(params string[] statements) =>
        new(Stored(PolicyGrammar.KeyPolicy, Document(statements)), "default", null, PolicySource.KeyPolicy);

    public static AttachedPolicy Identity(params string[] statements) =>
        new(Parse(PolicyGrammar.IdentityPolicy, Document(statements)), "identity", null, PolicySource.UserInline);

    public static AttachedPolicy ServiceControl(params string[] statements) =>
        new(Parse(PolicyGrammar.ServiceControlPolicy, Document(statements)), "scp", "arn:aws:organizations::1:policy/o/scp", PolicySource.ServiceControlPolicy);

    public static AttachedPolicy ResourceControl(params string[] statements) =>
        new(Stored(PolicyGrammar.ResourceControlPolicy, Document(statements)), "rcp", null, PolicySource.ResourceControlPolicy);

    /// <summary>A request on the key of A under the policy that delegates to A.</summary>
    public static AccessRequest Request(Principal principal, AttachedPolicy? keyPolicy = null, string action = "kms:Decrypt") => new()
    {
        Principal = principal,
        Action = action,
        Resource = Key,
        ResourceAccount = A,
        Context = new ConditionContext(),
        ResourcePolicy = keyPolicy ?? DelegatingKeyPolicy,
        ResourcePolicyMandatory = true,
    };

    /// <summary>A request for an action that has no resource.</summary>
    public static AccessRequest WithoutResource(Principal principal, string action, params AttachedPolicy[] identity) => new()
    {
        Principal = principal,
        Action = action,
        Resource = "*",
        Context = new ConditionContext(),
        IdentityPolicies = identity,
    };

    public static bool Holds(string condition, ConditionContext context, string effect = "Allow", string version = "2012-10-17")
    {
        var text = $$$"""{"Version":"{{{version}}}","Statement":{"Effect":"{{{effect}}}","Action":"*","Resource":"*","Condition":{{{condition}}}}}""";
        var conditions = Parse(PolicyGrammar.SessionPolicy, text).Statements[0].Conditions;
        return conditions.All(clause => clause.Holds(context));
    }
}
