namespace Kagimori.Tests.Authorization;

/// <summary>Every form in which AWS tells a denial, through signed requests: who, what, on what, and because of which policy.</summary>
public sealed class DenialFormTests(DenialWorld world) : IClassFixture<DenialWorld>
{
    private const string Federated = $"arn:aws:sts::{DenialWorld.A}:federated-user/bob";
    private const string Hidden = "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";

    /// <summary>caller, key, principal told, resource told, reason told: all of kms:Encrypt.</summary>
    public static TheoryData<string, string, string, string, string> OfKeys => new()
    {
        { "nobody", DenialWorld.Delegating, User("nobody"), On(DenialWorld.Delegating), Because("identity-based policy") },
        { "allowed", DenialWorld.Closed, User("allowed"), On(DenialWorld.Closed), Because("resource-based policy") },
        { "nobody", DenialWorld.Closed, User("nobody"), On(DenialWorld.Closed), Because("resource-based policy") },
        { "bounded", DenialWorld.Delegating, User("bounded"), On(DenialWorld.Delegating), Because("permissions boundary") },
        { "denied", DenialWorld.Delegating, User("denied"), On(DenialWorld.Delegating), With("an identity-based policy") },
        { "deniedByManaged", DenialWorld.Delegating, User("deniedByManaged"), On(DenialWorld.Delegating), With($"an identity-based policy: {DenialWorld.Denying}") },
        { "deniedByGroup", DenialWorld.Delegating, User("deniedByGroup"), On(DenialWorld.Delegating), With("an identity-based policy") },
        { "deniedByManagedGroup", DenialWorld.Delegating, User("deniedByManagedGroup"), On(DenialWorld.Delegating), With($"an identity-based policy: {DenialWorld.Denying}") },
        { "boundedToDenial", DenialWorld.Delegating, User("boundedToDenial"), On(DenialWorld.Delegating), With($"a permissions boundary: {DenialWorld.BoundaryThatDenies}") },
        { "allowed", DenialWorld.Locked, User("allowed"), On(DenialWorld.Locked), With("a resource-based policy") },
        { "root", DenialWorld.Closed, $"arn:aws:iam::{DenialWorld.A}:root", On(DenialWorld.Closed), Because("resource-based policy") },
        { "root", DenialWorld.Locked, $"arn:aws:iam::{DenialWorld.A}:root", On(DenialWorld.Locked), With("a resource-based policy") },
        { "session of nobody", DenialWorld.Delegating, User("nobody"), On(DenialWorld.Delegating), Because("identity-based policy") },
        { "role open", DenialWorld.Closed, Session(DenialWorld.A, "open"), On(DenialWorld.Closed), Because("resource-based policy") },
        { "role bounded", DenialWorld.Closed, Session(DenialWorld.A, "bounded"), On(DenialWorld.Closed), Because("permissions boundary") },
        { "role open for s3", DenialWorld.Delegating, Session(DenialWorld.A, "open"), On(DenialWorld.Delegating), Because("session policy") },
        { "role open denying", DenialWorld.Delegating, Session(DenialWorld.A, "open"), On(DenialWorld.Delegating), With("a session policy") },
        { "role open denying by managed", DenialWorld.Delegating, Session(DenialWorld.A, "open"), On(DenialWorld.Delegating), With($"a session policy: {DenialWorld.Denying}") },
        { "allowedOfB", DenialWorld.Delegating, User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "allowedOfB", DenialWorld.Barred, User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "allowedOfB", DenialWorld.Missing, User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "rootOfB", DenialWorld.Delegating, $"arn:aws:iam::{DenialWorld.B}:root", "on this resource", Hidden },
        { "b role open", DenialWorld.Delegating, Session(DenialWorld.B, "open"), "on this resource", Hidden },
        { "nobodyOfB", DenialWorld.Shared, User("nobodyOfB", DenialWorld.B), "on this resource", Because("identity-based policy") },
        { "deniedOfB", DenialWorld.Shared, User("deniedOfB", DenialWorld.B), "on this resource", With("an identity-based policy") },
        { "boundedOfB", DenialWorld.Shared, User("boundedOfB", DenialWorld.B), "on this resource", Because("permissions boundary") },
        { $"root{DenialWorld.Unallowed}", DenialWorld.Key(1, DenialWorld.Unallowed), $"arn:aws:iam::{DenialWorld.Unallowed}:root", On(DenialWorld.Key(1, DenialWorld.Unallowed)), Because("service control policy") },
        { $"root{DenialWorld.Unallowed}", DenialWorld.Shared, $"arn:aws:iam::{DenialWorld.Unallowed}:root", "on this resource", Because("service control policy") },
        { $"root{DenialWorld.Denied}", DenialWorld.Key(1, DenialWorld.Denied), $"arn:aws:iam::{DenialWorld.Denied}:root", On(DenialWorld.Key(1, DenialWorld.Denied)), With($"a service control policy: {DenialWorld.OrganizationPolicy("service_control_policy", "p-denyencrypt1")}") },
        { $"root{DenialWorld.Guarded}", DenialWorld.Key(1, DenialWorld.Guarded), $"arn:aws:iam::{DenialWorld.Guarded}:root", On(DenialWorld.Key(1, DenialWorld.Guarded)), With($"a resource control policy: {DenialWorld.OrganizationPolicy("resource_control_policy", "p-denyencrypt2")}") },
        { "allowedOfB", DenialWorld.Key(1, DenialWorld.Guarded), User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "federated by allowed", DenialWorld.Delegating, Federated, On(DenialWorld.Delegating), Because("session policy") },
        { "federated by allowed denying", DenialWorld.Delegating, Federated, On(DenialWorld.Delegating), With("a session policy") },
        { "federated by federating", DenialWorld.Delegating, Federated, On(DenialWorld.Delegating), Because("identity-based policy") },
        { "b role open for s3", DenialWorld.Shared, Session(DenialWorld.B, "open"), "on this resource", Because("session policy") },
    };

    [Theory]
    [MemberData(nameof(OfKeys))]
    public async Task A_denied_use_of_a_key_is_told_as_AWS_tells_it(string caller, string key, string principal, string resource, string reason)
    {
        var answer = await world.Service.KmsAsync(await CredentialsAsync(caller), "Encrypt", new { KeyId = key, Plaintext = "eA==" });
        answer.Refused("AccessDeniedException", $"User: {principal} is not authorized to perform: kms:Encrypt {resource} {reason}");
    }

    [Theory]
    [InlineData("CreateKey", "{}", "kms:CreateKey on resource: *")]
    [InlineData("ListKeys", "{}", "kms:ListKeys on resource: *")]
    [InlineData("GenerateRandom", """{"NumberOfBytes":1}""", "kms:GenerateRandom on resource: *")]
    public async Task A_denied_action_without_a_resource_is_told_with_a_star(string operation, string request, string action) =>
        (await world.Service.KmsAsync("nobody", operation, request)).Refused("AccessDeniedException",
            $"User: {User("nobody")} is not authorized to perform: {action} because no identity-based policy allows the kms:{operation} action");

    [Fact]
    public async Task An_alias_is_told_by_its_own_ARN() =>
        (await world.Service.KmsAsync("nobody", "CreateAlias", new { AliasName = "alias/x", TargetKeyId = DenialWorld.Delegating })).Refused("AccessDeniedException",
            $"User: {User("nobody")} is not authorized to perform: kms:CreateAlias on resource: arn:aws:kms:{TestService.Region}:{DenialWorld.A}:alias/x because no identity-based policy allows the kms:CreateAlias action");

    [Fact]
    public async Task A_ciphertext_does_not_tell_a_stranger_which_key_made_it()
    {
        var blob = (await world.Service.KmsAsync("allowed", "Encrypt", new { KeyId = DenialWorld.Delegating, Plaintext = "eA==" })).Succeeded()["CiphertextBlob"];
        (await world.Service.KmsAsync("allowedOfB", "Decrypt", new { CiphertextBlob = blob })).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
        (await world.Service.KmsAsync("nobody", "Decrypt", new { CiphertextBlob = blob })).Refused("AccessDeniedException",
            $"User: {User("nobody")} is not authorized to perform: kms:Decrypt on resource: {DenialWorld.Delegating} because no identity-based policy allows the kms:Decrypt action");
    }

    [Theory]
    [InlineData("nobody", "open", " because no identity-based policy allows the sts:AssumeRole action")]
    [InlineData("nobody", "closed", "")]
    [InlineData("nobody", "missing", "")]
    [InlineData("allowed", "barred", " with an explicit deny in the role trust policy")]
    [InlineData("denied", "open", " with an explicit deny in an identity-based policy")]
    [InlineData("bounded", "open", " because no permissions boundary allows the sts:AssumeRole action")]
    public async Task A_denied_role_is_told_as_AWS_tells_it(string caller, string role, string reason)
    {
        var arn = $"arn:aws:iam::{DenialWorld.A}:role/{role}";
        (await world.Service.QueryAsync(caller, "sts", "AssumeRole", ("RoleArn", arn), ("RoleSessionName", "s1")))
            .RefusedXml(403, "AccessDenied", $"User: {User(caller)} is not authorized to perform: sts:AssumeRole on resource: {arn}{reason}");
    }

    [Fact]
    public async Task A_denied_action_of_IAM_is_told_with_status_403() =>
        (await world.Service.QueryAsync("nobody", "iam", "GetUser", ("UserName", "allowed"))).RefusedXml(403, "AccessDenied",
            $"User: {User("nobody")} is not authorized to perform: iam:GetUser on resource: {User("allowed")} because no identity-based policy allows the iam:GetUser action");

    private async Task<string> CredentialsAsync(string caller)
    {
        var kms = DenialWorld.Policy(DenialWorld.Statement("Allow", "kms:*"), DenialWorld.Statement("Deny", "kms:Encrypt"));
        var s3 = DenialWorld.Policy(DenialWorld.Statement("Allow", "s3:*"));
        return caller switch
        {
            "session of nobody" => Credentials(await world.Service.QueryAsync("nobody", "sts", "GetSessionToken")),
            "role open" => await world.SessionAsync("allowed", DenialWorld.A, "open"),
            "role bounded" => await world.SessionAsync("allowed", DenialWorld.A, "bounded"),
            "role open for s3" => await world.SessionAsync("allowed", DenialWorld.A, "open", ("Policy", s3)),
            "role open denying" => await world.SessionAsync("allowed", DenialWorld.A, "open", ("Policy", kms)),
            "role open denying by managed" => await world.SessionAsync("allowed", DenialWorld.A, "open", ("PolicyArns.member.1.arn", DenialWorld.Denying)),
            "federated by allowed" => await FederateAsync("allowed"),
            "federated by allowed denying" => await FederateAsync("allowed", ("Policy", kms)),
            "federated by federating" => await FederateAsync("federating", ("Policy", DenialWorld.Policy(DenialWorld.Statement("Allow", "kms:*")))),
            "b role open" => await world.SessionAsync("allowedOfB", DenialWorld.B, "open"),
            "b role open for s3" => await world.SessionAsync("allowedOfB", DenialWorld.B, "open", ("Policy", s3)),
            _ => caller,
        };
    }

    private async Task<string> FederateAsync(string user, params (string Name, string Value)[] parameters) =>
        Credentials(await world.Service.QueryAsync(user, "sts", "GetFederationToken", [("Name", "bob"), .. parameters]));

    private static string Credentials(TestAnswer answer) => $"{answer.Xml("AccessKeyId")} {answer.Xml("SecretAccessKey")} {answer.Xml("SessionToken")}";

    private static string User(string name, string account = DenialWorld.A) => $"arn:aws:iam::{account}:user/{name}";

    private static string Session(string account, string role) => $"arn:aws:sts::{account}:assumed-role/{role}/s1";

    private static string On(string key) => $"on resource: {key}";

    private static string Because(string policy) => $"because no {policy} allows the kms:Encrypt action";

    private static string With(string policy) => $"with an explicit deny in {policy}";
}
