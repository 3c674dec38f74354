namespace Kagimori.Tests.Policies;

/// <summary>Every branch that the reference can take: the random requests must meet each of them.</summary>
internal static class ReferenceBranches
{
    public static readonly string[] All =
    [
        // The algorithm's ends.
        "allowed: across accounts, both sides, grant, AssumedRole", "allowed: across accounts, both sides, grant, FederatedUser",
        "allowed: across accounts, both sides, grant, Root", "allowed: across accounts, both sides, grant, User", "allowed: across accounts, both sides, policy, AssumedRole",
        "allowed: across accounts, both sides, policy, FederatedUser", "allowed: across accounts, both sides, policy, Root",
        "allowed: across accounts, both sides, policy, User", "allowed: across accounts, direct grant of the caller's account",
        "allowed: across accounts, issuer grant of the caller's account", "allowed: direct grant, AssumedRole",
        "allowed: direct grant, AssumedRole, though a limiter is silent", "allowed: direct grant, FederatedUser",
        "allowed: direct grant, FederatedUser, though a limiter is silent", "allowed: direct grant, Root", "allowed: direct grant, User",
        "allowed: direct grant, User, though a limiter is silent", "allowed: direct, Anonymous", "allowed: direct, AssumedRole",
        "allowed: direct, AssumedRole, though a limiter is silent", "allowed: direct, FederatedUser", "allowed: direct, FederatedUser, though a limiter is silent",
        "allowed: direct, Root", "allowed: direct, Service", "allowed: direct, User", "allowed: direct, User, though a limiter is silent",
        "allowed: identity, delegated, AssumedRole", "allowed: identity, delegated, FederatedUser", "allowed: identity, delegated, User",
        "allowed: identity, nothing to delegate, AssumedRole", "allowed: identity, nothing to delegate, FederatedUser", "allowed: identity, nothing to delegate, User",
        "allowed: issuer named by Grant, AssumedRole", "allowed: issuer named by Grant, FederatedUser", "allowed: issuer named by ResourcePolicy, AssumedRole",
        "allowed: issuer named by ResourcePolicy, FederatedUser", "allowed: root, delegated, FederatedUser", "allowed: root, nothing to delegate, FederatedUser", "allowed: root, nothing to delegate, Root",
        "denied: across accounts, a grant names, identity policies are silent", "denied: across accounts, issuer grant limited by PermissionsBoundary",
        "denied: across accounts, issuer grant limited by SessionPolicy", "denied: across accounts, limited by PermissionsBoundary",
        "denied: across accounts, limited by SessionPolicy", "denied: across accounts, not named", "denied: across accounts, the policy names, identity policies are silent",
        "denied: an RCP level is silent", "denied: an SCP level is silent", "denied: by EndpointPolicy", "denied: by EndpointPolicy, across accounts",
        "denied: by IdentityPolicy", "denied: by IdentityPolicy, across accounts", "denied: by PermissionsBoundary", "denied: by PermissionsBoundary, across accounts",
        "denied: by ResourceControlPolicy", "denied: by ResourceControlPolicy, across accounts", "denied: by ResourcePolicy", "denied: by ResourcePolicy, across accounts",
        "denied: by ServiceControlPolicy", "denied: by ServiceControlPolicy, across accounts", "denied: by SessionPolicy", "denied: by SessionPolicy, across accounts",
        "denied: federated without session policy", "denied: identity limited by PermissionsBoundary", "denied: identity limited by SessionPolicy",
        "denied: identity policies are silent, delegated", "denied: identity policies are silent, nothing to delegate",
        "denied: issuer named by Grant, limited by PermissionsBoundary", "denied: issuer named by Grant, limited by SessionPolicy",
        "denied: issuer named by ResourcePolicy, limited by PermissionsBoundary", "denied: issuer named by ResourcePolicy, limited by SessionPolicy",
        "denied: not for other accounts", "denied: not named, Anonymous", "denied: not named, AssumedRole", "denied: not named, FederatedUser", "denied: not named, Root",
        "denied: not named, Service", "denied: not named, User", "denied: the endpoint policy is silent",
        // How principals are reached.
        "NotPrincipal Allow", "NotPrincipal Deny", "NotPrincipal Deny by boundary", "account by account id", "account by iam ARN", "direct by account id", "direct by everyone",
        "direct by iam ARN", "direct by service", "direct by sts ARN", "direct by unique id", "issuer by iam ARN", "issuer by unique id",
        // Grants.
        "grant on another key", "grant, encryption context, False: covers", "grant, encryption context, True: covers", "grant, encryption context, True: does not cover",
        "grant, no encryption context, False: covers", "grant, no encryption context, True: covers", "grant, parent, False: covers", "grant, parent, False: does not cover",
        "grant, parent, True: covers", "grant, parent, True: does not cover",
        // Resources and variables.
        "NotResource without a value", "Resource without a value", "inert statement", "short ARN in EndpointPolicy", "short ARN in IdentityPolicy", "short ARN in KeyPolicy",
        "short ARN in PermissionsBoundary", "short ARN in SessionPolicy", "variable or default, with a value", "variable or default, without a value", "variable, with a value",
        "variable, without a value",
        // The presence table.
        ":negated, absent", ":negated, empty", ":negated, many", ":negated, one", ":negatedIfExists, absent", ":negatedIfExists, empty", ":negatedIfExists, many",
        ":negatedIfExists, one", ":positive, absent", ":positive, empty", ":positive, many", ":positive, one", ":positiveIfExists, absent", ":positiveIfExists, empty",
        ":positiveIfExists, many", ":positiveIfExists, one", "ForAllValues:negated, absent", "ForAllValues:negated, empty", "ForAllValues:negated, many",
        "ForAllValues:negated, one", "ForAllValues:negatedIfExists, absent", "ForAllValues:negatedIfExists, empty", "ForAllValues:negatedIfExists, many",
        "ForAllValues:negatedIfExists, one", "ForAllValues:positive, absent", "ForAllValues:positive, empty", "ForAllValues:positive, many", "ForAllValues:positive, one",
        "ForAllValues:positiveIfExists, absent", "ForAllValues:positiveIfExists, empty", "ForAllValues:positiveIfExists, many", "ForAllValues:positiveIfExists, one",
        "ForAnyValue:negated, absent", "ForAnyValue:negated, empty", "ForAnyValue:negated, many", "ForAnyValue:negated, one", "ForAnyValue:negatedIfExists, absent",
        "ForAnyValue:negatedIfExists, empty", "ForAnyValue:negatedIfExists, many", "ForAnyValue:negatedIfExists, one", "ForAnyValue:positive, absent",
        "ForAnyValue:positive, empty", "ForAnyValue:positive, many", "ForAnyValue:positive, one", "ForAnyValue:positiveIfExists, absent", "ForAnyValue:positiveIfExists, empty",
        "ForAnyValue:positiveIfExists, many", "ForAnyValue:positiveIfExists, one",
        // Operators.
        "ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike", "BinaryEquals", "Bool", "DateEquals", "DateGreaterThan", "DateGreaterThanEquals", "DateLessThan",
        "DateLessThanEquals", "DateNotEquals", "IpAddress", "NotIpAddress", "NumericEquals", "NumericGreaterThan", "NumericGreaterThanEquals", "NumericLessThan",
        "NumericLessThanEquals", "NumericNotEquals", "StringEquals", "StringEqualsIgnoreCase", "StringLike", "StringNotEquals", "StringNotEqualsIgnoreCase", "StringNotLike",
    ];
}
