using Kagimori.Policies;
using static Kagimori.Policies.PolicyGrammar;

namespace Kagimori.Tests.Policies;

/// <summary>A finding with a document that has it and one, as like it as can be, that does not. Documents are written with ' for " and ` for '.</summary>
internal sealed record LintCase(string Code, PolicyGrammar Grammar, string Found, string NotFound)
{
    public const string Root = "'Principal':{'AWS':'arn:aws:iam::111122223333:root'}";
    private const string Key = "'Effect':'Allow'," + Root + ",'Action':'kms:*','Resource':'*'";
    private const string Identity = "'Effect':'Allow','Action':'kms:Decrypt','Resource':'arn:aws:kms:us-east-1:111122223333:key/1'";

    public static IReadOnlyList<LintCase> All { get; } = [.. Documents(), .. LintCases.Elements(), .. LintCases.Conditions(), .. LintCases.Access()];

    public static string Text(string document) => document.Replace('\'', '"').Replace('`', '\'');

    /// <summary>A document of statements, each given by its members.</summary>
    public static string Of(params string[] statements) => "{'Version':'2012-10-17','Statement':[{" + string.Join("},{", statements) + "}]}";

    /// <summary>A case of one statement in each document.</summary>
    public static LintCase One(string code, PolicyGrammar grammar, string found, string notFound) => new(code, grammar, Of(found), Of(notFound));

    private static IEnumerable<LintCase> Documents() =>
    [
        new("JSON_SYNTAX_ERROR", KeyPolicy, "{'Version':'2012-10-17',}", Of(Key)),
        new("JSON_SYNTAX_ERROR", KeyPolicy, "{'Version':'2012-10-17','Version':'2012-10-17','Statement':[{" + Key + "}]}", Of(Key)),
        new("POLICY_REFUSED", IdentityPolicy, Of("'Effect':'Allow','Action':'kms:Decrypt','Resource':'arn:aws:k*:us-east-1:111122223333:key/1'"), Of(Identity)),
        new("MISSING_STATEMENT", KeyPolicy, "{'Version':'2012-10-17','Statement':[]}", Of(Key)),
        new("INVALID_VERSION", KeyPolicy, "{'Version':'2012-10-18','Statement':[{" + Key + "}]}", "{'Version':'2008-10-17','Statement':[{" + Key + "}]}"),
        new("INVALID_VERSION", IdentityPolicy, "{'Statement':[{" + Identity + "}]}", Of(Identity)),
        new("MISSING_VERSION", KeyPolicy, "{'Statement':[{" + Key + "}]}", Of(Key)),
        new("INVALID_POLICY_ELEMENT", KeyPolicy, "{'version':'2012-10-17','Statement':[{" + Key + "}]}", "{'Version':'2012-10-17','Id':'x','Statement':[{" + Key + "}]}"),
        One("INVALID_POLICY_ELEMENT", KeyPolicy, Key + ",'Conditions':{}", Key + ",'Condition':{}"),
        new("INVALID_POLICY_ELEMENT", IdentityPolicy, "{'Version':'2012-10-17','Id':'x','Statement':[{" + Identity + "}]}", Of(Identity)),
        One("POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", IdentityPolicy, "'Sid':'" + new string('a', 6_200) + "'," + Identity, new string(' ', 6_200) + Identity),
        One("POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA", TrustPolicy, "'Sid':'" + new string('a', 2_100) + "','Effect':'Allow'," + Root + ",'Action':'sts:AssumeRole'", "'Effect':'Allow'," + Root + ",'Action':'sts:AssumeRole'"),
        One("POLICY_SIZE_EXCEEDS_RESOURCE_POLICY_QUOTA", KeyPolicy, "'Sid':'" + new string('é', 16_400) + "'," + Key, "'Sid':'" + new string('a', 16_400) + "'," + Key),
        One("POLICY_SIZE_EXCEEDS_SCP_QUOTA", ServiceControlPolicy, new string(' ', 10_300) + Identity, new string(' ', 10_000) + Identity),
        One("POLICY_SIZE_EXCEEDS_RCP_QUOTA", ResourceControlPolicy, new string(' ', 5_200) + "'Effect':'Deny','Principal':'*','Action':'kms:*','Resource':'*'", "'Effect':'Deny','Principal':'*','Action':'kms:*','Resource':'*'"),
    ];
}
