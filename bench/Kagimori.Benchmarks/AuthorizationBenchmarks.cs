using System.Text;
using BenchmarkDotNet.Attributes;
using Kagimori.EndToEnd;
using Kagimori.Policies;

namespace Kagimori.Benchmarks;

/// <summary>Decisions by compiled policies.</summary>
public class AuthorizationBenchmarks
{
    private const string Action = "kms:GenerateDataKey";
    private const string Resource = $"arn:aws:kms:{Scenario.Region}:{Scenario.Account}:key/{Scenario.KeyId}";
    private AccessRequest _console = null!;
    private AccessRequest _twenty = null!;
    private AccessRequest _twoHundred = null!;

    [GlobalSetup]
    public void Compile()
    {
        _console = Request(Scenario.IdentityPolicy);
        _twenty = Request(Statements(20));
        _twoHundred = Request(Statements(200));
    }

    [Benchmark]
    public bool ConsoleKeyPolicyAndOneIdentityPolicy() => Decide(_console);

    [Benchmark]
    public bool TwentyStatementsWithConditions() => Decide(_twenty);

    [Benchmark]
    public bool TwoHundredStatementsWithConditions() => Decide(_twoHundred);

    private static bool Decide(AccessRequest request) => Authorizer.Decide(request).IsAllowed ? true : throw new InvalidOperationException("Not allowed.");

    private static AccessRequest Request(string identityPolicy) => new()
    {
        Principal = Principal.User($"arn:aws:iam::{Scenario.Account}:user/caller", "AIDAABCDEFGHIJKLMNOPQ"),
        Action = Action,
        Resource = Resource,
        ResourceAccount = Scenario.Account,
        Context = ConditionContext.Empty
            .With("aws:SourceIp", "10.1.2.3").With("aws:SecureTransport", "true").With("kms:EncryptionContext:purpose", "invoices"),
        IdentityPolicies = [new AttachedPolicy(Parse(identityPolicy, PolicyGrammar.IdentityPolicy), "use-keys", null, PolicySource.UserInline)],
        ResourcePolicy = new AttachedPolicy(Parse(Scenario.KeyPolicy, PolicyGrammar.KeyPolicy), "default", null, PolicySource.KeyPolicy),
        ResourcePolicyMandatory = true,
    };

    // Every statement's action matches, so each is read to its conditions; only the last one allows.
    private static string Statements(int count)
    {
        var text = new StringBuilder("{\"Version\": \"2012-10-17\", \"Statement\": [");
        for (var i = 1; i < count; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $$$"""
                {"Effect": "Allow", "Action": ["kms:Describe*", "kms:GenerateDataKey*"], "Resource": "arn:aws:kms:*:{{{Scenario.Account}}}:key/*",
                 "Condition": {"IpAddress": {"aws:SourceIp": "192.168.{{{i % 256}}}.0/24"},
                               "StringEquals": {"kms:EncryptionContext:purpose": "purpose-{{{i}}}"} } },
                """);
        }
        text.Append("""{"Effect": "Allow", "Action": "kms:GenerateDataKey", "Resource": "*", "Condition": {"StringLike": {"kms:EncryptionContext:purpose": "inv*"}}}]}""");
        return text.ToString();
    }

    private static Policy Parse(string text, PolicyGrammar grammar) =>
        Policy.TryParseStored(text, grammar, out var policy, out var error) ? policy! : throw new InvalidOperationException(error!.Message);
}
