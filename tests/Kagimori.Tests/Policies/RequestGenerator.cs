using Kagimori.Policies;
using static Kagimori.Tests.Policies.Given;

namespace Kagimori.Tests.Policies;

/// <summary>Makes random requests: a caller of any type with the policies that such a caller can have, an action of any kind, a key of account A.</summary>
internal sealed class RequestGenerator(int seed)
{
    private static readonly Principal[] Callers =
    [
        RootOfA, UserU, UserU, UserV, SessionS1, SessionS1, SessionS2, Federated, Federated, FederatedOfRoot, FederatedOfRoot, UserOfB, UserOfB, SessionOfB, SessionOfB, SessionOfB, Principal.Root(B),
        FederatedOfB, FederatedOfB, Principal.Service("s3.amazonaws.com"), Principal.Anonymous,
    ];
    private static readonly string[] KeyActions = ["Decrypt", "Decrypt", "Encrypt", "DescribeKey", "CreateGrant", "RetireGrant", "GenerateDataKey", "ScheduleKeyDeletion"];

    public PolicyGenerator Make { get; } = new(seed);

    /// <summary>Another caller and action under the policies of this situation.</summary>
    public ReferenceRequest Ask(ReferenceRequest situation)
    {
        var caller = Make.Pick(Callers);
        var request = new ReferenceRequest
        {
            Type = caller.Type.ToString(), Arn = caller.Arn, Id = caller.UniqueId, Account = caller.AccountId, IssuerArn = caller.IssuerArn, IssuerId = caller.IssuerUniqueId,
            Context = Make.Context(), ResourcePolicy = situation.ResourcePolicy, ServiceControl = situation.ServiceControl, ResourceControl = situation.ResourceControl, Endpoint = situation.Endpoint,
        };
        (request.Action, request.Resource, request.Owner) = Make.Number(20) switch
        {
            0 => ("kms:ListKeys", "*", null),
            1 or 2 => ("s3:GetObject", "arn:aws:s3:::bucket/1234abcd", A),
            _ => ("kms:" + Make.Pick(KeyActions), Key, A),
        };
        // Root users, services and anonymous callers have no policies of their own; users have no session policies.
        if (caller.Type is PrincipalType.User or PrincipalType.AssumedRole or PrincipalType.FederatedUser) (request.Identity, request.Boundary) = (caller.IssuerArn == RootOfA.Arn ? [] : situation.Identity, caller.IssuerArn == RootOfA.Arn ? null : situation.Boundary);
        if (caller.Type is PrincipalType.AssumedRole or PrincipalType.FederatedUser) request.Session = situation.Session;
        if (request.Resource == Key && Make.Chance(50)) request.Grants = [.. Enumerable.Range(0, Make.Number(3) + 1).Select(_ => Make.Grant())];
        if (request.Action == "kms:CreateGrant") request.Concerned = Make.Grant() with { Operations = [Make.Pick(["Decrypt", "Encrypt"])] };
        if (request.Action == "kms:RetireGrant") request.Grants.Add(request.Concerned = Make.Grant() with { Key = Key });
        return request;
    }

    /// <summary>The policies that several requests can meet.</summary>
    public ReferenceRequest Situation()
    {
        var situation = new ReferenceRequest();
        if (Make.Chance(92)) situation.ResourcePolicy = Make.Policy("KeyPolicy");
        situation.Identity = Policies("IdentityPolicy", Make.Pick([0, 1, 1, 1, 2]));
        if (Make.Chance(30)) situation.Boundary = Make.Policy("PermissionsBoundary");
        if (Make.Chance(60)) situation.Session = Policies("SessionPolicy", Make.Pick([0, 1, 1, 1, 2]));
        if (Make.Chance(8)) situation.Endpoint = Policies("EndpointPolicy", Make.Pick([1, 2]));
        if (Make.Chance(10)) situation.ServiceControl = [.. Enumerable.Range(0, Make.Number(3) + 1).Select(_ => Policies("ServiceControlPolicy", Make.Pick([1, 2])))];
        if (Make.Chance(10)) situation.ResourceControl = [.. Enumerable.Range(0, Make.Number(2) + 1).Select(_ => Policies("ResourceControlPolicy", Make.Pick([1, 2])))];
        return situation;
    }

    private List<ReferencePolicy> Policies(string kind, int count) => [.. Enumerable.Range(0, count).Select(_ => Make.Policy(kind))];
}
