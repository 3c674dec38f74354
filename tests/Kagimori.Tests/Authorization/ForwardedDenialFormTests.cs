using Kagimori.Tests.Forwarding;

namespace Kagimori.Tests.Authorization;

/// <summary>The forms of denials that need forwarded context: by VPC endpoint policies, of services, and of those who come through a service.</summary>
public sealed class ForwardedDenialFormTests(DenialWorld world) : IClassFixture<DenialWorld>
{
    private const string AsStorage = $"service-principal={DenialWorld.Storage}";
    private const string Hidden = "because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access";
    private static readonly string Denied = DenialWorld.Key(1, DenialWorld.Denied), Guarded = DenialWorld.Key(1, DenialWorld.Guarded);

    /// <summary>signer, headers, key, principal told, resource told, reason told: all of kms:Encrypt.</summary>
    public static TheoryData<string, string, string, string, string, string> OfKeys => new()
    {
        { "allowed", Through(DenialWorld.S3Endpoint), DenialWorld.Delegating, User("allowed"), On(DenialWorld.Delegating), Because("VPC endpoint policy") },
        { "allowed", Through(DenialWorld.DenyingEndpoint), DenialWorld.Delegating, User("allowed"), On(DenialWorld.Delegating), With("a VPC endpoint policy") },
        { "allowed", Through(DenialWorld.OpenEndpoint), DenialWorld.Closed, User("allowed"), On(DenialWorld.Closed), Because("resource-based policy") },
        { "allowedOfB", Through(DenialWorld.S3Endpoint), DenialWorld.Shared, User("allowedOfB", DenialWorld.B), "on this resource", Because("VPC endpoint policy") },
        { "allowedOfB", Through(DenialWorld.DenyingEndpoint), DenialWorld.Shared, User("allowedOfB", DenialWorld.B), "on this resource", With("a VPC endpoint policy") },
        { "allowedOfB", Through(DenialWorld.OpenEndpoint), DenialWorld.Delegating, User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "allowed", AsStorage, DenialWorld.Delegating, DenialWorld.Storage, On(DenialWorld.Delegating), Because("resource-based policy") },
        { "allowed", AsStorage, DenialWorld.Locked, DenialWorld.Storage, On(DenialWorld.Locked), With("a resource-based policy") },
        { "allowed", AsStorage, Guarded, DenialWorld.Storage, On(Guarded), With($"a resource control policy: {DenialWorld.OrganizationPolicy("resource_control_policy", "p-denyencrypt2")}") },
        { "allowed", AsStorage, Denied, DenialWorld.Storage, On(Denied), Because("resource-based policy") },
        { "allowed", For("nobody"), DenialWorld.Delegating, User("nobody"), On(DenialWorld.Delegating), Because("identity-based policy") },
        { "allowed", For("deniedByManaged"), DenialWorld.Delegating, User("deniedByManaged"), On(DenialWorld.Delegating), With($"an identity-based policy: {DenialWorld.Denying}") },
        { "allowed", For("bounded"), DenialWorld.Delegating, User("bounded"), On(DenialWorld.Delegating), Because("permissions boundary") },
        { "allowed", For("allowedOfB", DenialWorld.B), DenialWorld.Delegating, User("allowedOfB", DenialWorld.B), "on this resource", Hidden },
        { "allowed", For("nobodyOfB", DenialWorld.B), DenialWorld.Shared, User("nobodyOfB", DenialWorld.B), "on this resource", Because("identity-based policy") },
        { "allowed", "session", DenialWorld.Delegating, $"arn:aws:sts::{DenialWorld.A}:assumed-role/open/s1", On(DenialWorld.Delegating), Because("session policy") },
    };

    [Theory]
    [MemberData(nameof(OfKeys))]
    public async Task A_denied_use_of_a_key_is_told_as_AWS_tells_it(string signer, string headers, string key, string principal, string resource, string reason)
    {
        if (headers == "session")
        {
            var session = await world.SessionAsync("allowed", DenialWorld.A, "open", ("Policy", DenialWorld.Policy(DenialWorld.Statement("Allow", "s3:*"))));
            headers = $"called-via={DenialWorld.S3}&caller-token={session.Split(' ')[2]}";
        }
        (await ForwardAsync(signer, "Encrypt", new { KeyId = key, Plaintext = "eA==" }, headers))
            .Refused("AccessDeniedException", $"User: {principal} is not authorized to perform: kms:Encrypt {resource} {reason}");
    }

    [Fact]
    public async Task What_is_not_denied_so_is_allowed()
    {
        var request = new { KeyId = DenialWorld.Delegating, Plaintext = "eA==" };
        foreach (var headers in new[] { Through(DenialWorld.OpenEndpoint), For("allowed") }) (await ForwardAsync("allowed", "Encrypt", request, headers)).Succeeded();
        (await ForwardAsync("allowed", "DescribeKey", new { KeyId = DenialWorld.Delegating }, Through(DenialWorld.DenyingEndpoint))).Succeeded();
    }

    [Fact]
    public async Task A_service_that_asks_for_what_has_no_resource_is_told_with_a_star() =>
        (await ForwardAsync("allowed", "ListKeys", new { }, AsStorage)).Refused("AccessDeniedException",
            $"User: {DenialWorld.Storage} is not authorized to perform: kms:ListKeys on resource: * because no identity-based policy allows the kms:ListKeys action");

    [Fact]
    public async Task A_ciphertext_does_not_tell_a_stranger_who_comes_through_a_service_which_key_made_it()
    {
        var blob = (await world.Service.KmsAsync("allowed", "Encrypt", new { KeyId = DenialWorld.Delegating, Plaintext = "eA==" })).Succeeded()["CiphertextBlob"];
        (await ForwardAsync("allowed", "Decrypt", new { CiphertextBlob = blob }, For("allowedOfB", DenialWorld.B))).Refused("AccessDeniedException",
            "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");
    }

    private Task<TestAnswer> ForwardAsync(string signer, string operation, object request, string headers) => world.Service.ForwardAsAsync(signer, operation, request,
        [.. headers.Split('&').Select(header => header.Split('=', 2)).Select(pair => (pair[0], pair[1]))]);

    private static string Through(string endpoint) => $"vpc-endpoint={endpoint}";

    private static string For(string user, string account = DenialWorld.A) => $"called-via={DenialWorld.S3}&caller={User(user, account)}";

    private static string User(string name, string account = DenialWorld.A) => $"arn:aws:iam::{account}:user/{name}";

    private static string On(string key) => $"on resource: {key}";

    private static string Because(string policy) => $"because no {policy} allows the kms:Encrypt action";

    private static string With(string policy) => $"with an explicit deny in {policy}";
}
