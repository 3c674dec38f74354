using Kagimori.Operations;
using Kagimori.Tests.Wire;

namespace Kagimori.Tests.Operations.Identities;

/// <summary>Every error that the service model declares for an operation of IAM and that can occur here, in AWS's words: a new operation has no row here, and fails.</summary>
public sealed class DeclaredErrorTests : ScriptedIamTest
{
    private const string Duplicate = "Duplicate tag keys found. Please note that Tag keys are case insensitive.";
    private const string NoInput = "Error occurred while validating input.";
    private const string TwoTags = "Tags.member.1.Key=k Tags.member.1.Value=v Tags.member.2.Key=k Tags.member.2.Value=v";
    private const string TooManyTags = "The number of tags has reached the maximum limit.";
    private const string WrongCodes = "AuthenticationCode1=000000 AuthenticationCode2=000000";
    private const string Provider = "OpenIDConnectProviderArn=oidc/owner.example.com";

    // Errors of every operation, of contention (which the tests of each kind of entity make), and of what is not there: ServiceErrorTests says why.
    private static readonly HashSet<string> Others =
        ["ServiceFailure", "ConcurrentModification", "UnmodifiableEntity", "PolicyNotAttachable", "EntityTemporarilyUnmodifiable", "NotSupportedService", "OpenIdIdpCommunicationError"];

    // What leaves an account with less, or with as much, exceeds no limit. The limits of an account are filled by AccountQuotaTests.
    private static readonly string[] NeverMore =
        ["Delete", "Detach", "Remove", "Deactivate", "Resync", "SetDefault", "Update", "CreateAccountAlias", "CreateVirtualMFADevice", "CreateUser", "CreateGroup"];

    private static readonly Dictionary<(string Operation, string Code), string> Impossible = new()
    {
        [("DeleteOpenIDConnectProvider", "NoSuchEntity")] = "deleting what is not there is no error, as the documentation says",
        [("CreateGroup", "NoSuchEntity")] = "a group names nothing else",
        [("ListAttachedUserPolicies", "InvalidInput")] = "what it reads is held by the declared constraints",
        [("ListAttachedGroupPolicies", "InvalidInput")] = "as for users",
        [("ListAttachedRolePolicies", "InvalidInput")] = "as for users",
        [("ListMFADeviceTags", "InvalidInput")] = "as for users",
        [("DeletePolicy", "LimitExceeded")] = "as all that leaves less",
    };

    private static readonly Dictionary<(string Operation, string Code), Case> Cases = new()
    {
        // ---- Something that the operation names besides its target ----
        [("CreateUser", "NoSuchEntity")] = new("CreateUser UserName=x PermissionsBoundary=@no", "Scope ARN: arn:aws:iam::111122223333:policy/no does not exist or is not attachable."),
        [("DeleteAccountAlias", "NoSuchEntity")] = new("DeleteAccountAlias AccountAlias=none", "The Account Alias with name none cannot be found."),
        [("GetMFADevice", "NoSuchEntity")] = new("GetMFADevice UserName=owner SerialNumber=mfa/no", "VirtualMFADevice with serial number arn:aws:iam::111122223333:mfa/no doesn't exist."),

        // ---- There already ----
        [("CreateUser", "EntityAlreadyExists")] = new("CreateUser UserName=OWNER", "User with name OWNER already exists."),
        [("CreateGroup", "EntityAlreadyExists")] = new("CreateGroup GroupName=Owner", "Group with name Owner already exists."),
        [("CreateRole", "EntityAlreadyExists")] = new("CreateRole RoleName=OwneR AssumeRolePolicyDocument=$trust", "Role with name OwneR already exists."),
        [("CreatePolicy", "EntityAlreadyExists")] = new("CreatePolicy PolicyName=OWNER PolicyDocument=$policy", "A policy called OWNER already exists. Duplicate names are not allowed."),
        [("CreateVirtualMFADevice", "EntityAlreadyExists")] = new("CreateVirtualMFADevice VirtualMFADeviceName=owner", "MFA device already exists."),
        [("CreateOpenIDConnectProvider", "EntityAlreadyExists")] = new("CreateOpenIDConnectProvider Url=https://owner.example.com", "Provider with url https://owner.example.com already exists."),
        [("CreateAccountAlias", "EntityAlreadyExists")] = new("CreateAccountAlias AccountAlias=ours; CreateAccountAlias AccountAlias=ours", "The account alias ours already exists."),
        [("UpdateUser", "EntityAlreadyExists")] = new("CreateUser UserName=second; UpdateUser UserName=second NewUserName=Owner", "User with name Owner already exists."),
        [("UpdateGroup", "EntityAlreadyExists")] = new("CreateGroup GroupName=second; UpdateGroup GroupName=second NewGroupName=owner", "Group with name owner already exists."),
        [("EnableMFADevice", "EntityAlreadyExists")] = new(
            "CreateUser UserName=first; CreateVirtualMFADevice VirtualMFADeviceName=first; EnableMFADevice UserName=first SerialNumber=mfa/first;"
            + "EnableMFADevice UserName=first SerialNumber=mfa/first", "MFA Device for user first already exists."),

        // ---- Something hangs on it ----
        [("DeleteUser", "DeleteConflict")] = new("PutUserPolicy UserName=owner PolicyName=p PolicyDocument=$policy; DeleteUser UserName=owner", "Cannot delete entity, must delete policies first."),
        [("DeleteGroup", "DeleteConflict")] = new("AddUserToGroup GroupName=owner UserName=owner; DeleteGroup GroupName=owner", "Cannot delete entity, must remove users from group first."),
        [("DeleteRole", "DeleteConflict")] = new("AttachRolePolicy RoleName=owner PolicyArn=@owner; DeleteRole RoleName=owner", "Cannot delete entity, must detach all policies first."),
        [("DeletePolicy", "DeleteConflict")] = new("AttachUserPolicy UserName=owner PolicyArn=@owner; DeletePolicy PolicyArn=@owner", "Cannot delete a policy attached to entities."),
        [("DeletePolicyVersion", "DeleteConflict")] = new("DeletePolicyVersion PolicyArn=@owner VersionId=v1", "Cannot delete the default version of a policy."),
        [("DeleteVirtualMFADevice", "DeleteConflict")] = new(
            "EnableMFADevice UserName=owner SerialNumber=mfa/owner; DeleteVirtualMFADevice SerialNumber=mfa/owner", "MFA VirtualDevice in use. Must deactivate first."),

        // ---- Wrong ----
        [("CreateRole", "MalformedPolicyDocument")] = new("CreateRole RoleName=x AssumeRolePolicyDocument={", "Syntax errors in policy."),
        [("UpdateAccessKey", "InvalidInput")] = new("CreateAccessKey UserName=owner; UpdateAccessKey UserName=owner AccessKeyId=%AccessKeyId% Status=Expired", "An access key can be made Active or Inactive."),
        [("CreateRole", "InvalidInput")] = new("CreateRole RoleName=x AssumeRolePolicyDocument=$trust Path=/aws-service-role/kms.amazonaws.com/", "The path /aws-service-role/ is reserved for service-linked roles."),
        [("CreateUser", "InvalidInput")] = new($"CreateUser UserName=x {TwoTags}", Duplicate),
        [("CreatePolicy", "InvalidInput")] = new($"CreatePolicy PolicyName=x PolicyDocument=$policy {TwoTags}", Duplicate),
        [("CreateVirtualMFADevice", "InvalidInput")] = new($"CreateVirtualMFADevice VirtualMFADeviceName=x {TwoTags}", Duplicate),
        [("CreateOpenIDConnectProvider", "InvalidInput")] = new($"CreateOpenIDConnectProvider Url=https://x.example.com {TwoTags}", Duplicate),
        [("TagUser", "InvalidInput")] = new($"TagUser UserName=owner {TwoTags}", Duplicate),
        [("TagRole", "InvalidInput")] = new($"TagRole RoleName=owner {TwoTags}", Duplicate),
        [("TagMFADevice", "InvalidInput")] = new($"TagMFADevice SerialNumber=mfa/owner {TwoTags}", Duplicate),
        [("UntagMFADevice", "InvalidInput")] = new("UntagMFADevice SerialNumber=mfa/owner TagKeys=", NoInput),
        [("PutUserPermissionsBoundary", "InvalidInput")] = new("PutUserPermissionsBoundary UserName=owner PermissionsBoundary=a-text-of-20-characters", "ARN a-text-of-20-characters is not valid."),
        [("PutRolePermissionsBoundary", "InvalidInput")] = new("PutRolePermissionsBoundary RoleName=owner PermissionsBoundary=a-text-of-20-characters", "ARN a-text-of-20-characters is not valid."),
        [("EnableMFADevice", "InvalidAuthenticationCode")] = new($"EnableMFADevice UserName=owner SerialNumber=mfa/owner {WrongCodes}", "Authentication code for device is not valid."),
        [("ResyncMFADevice", "InvalidAuthenticationCode")] = new(
            $"EnableMFADevice UserName=owner SerialNumber=mfa/owner; ResyncMFADevice UserName=owner SerialNumber=mfa/owner {WrongCodes}", "Authentication code for device is not valid."),

        // ---- Too much ----
        [("AddUserToGroup", "LimitExceeded")] = new("CreateGroup GroupName=last; AddUserToGroup GroupName=last UserName=owner", "Cannot exceed quota for GroupsPerUser: 10", "CreateGroup GroupName=*; AddUserToGroup GroupName=* UserName=owner", 10),
        [("AttachUserPolicy", "LimitExceeded")] = Attached("User"),
        [("AttachGroupPolicy", "LimitExceeded")] = Attached("Group"),
        [("AttachRolePolicy", "LimitExceeded")] = Attached("Role"),
        [("CreateAccessKey", "LimitExceeded")] = new("CreateAccessKey UserName=owner", "Cannot exceed quota for AccessKeysPerUser: 2", "CreateAccessKey UserName=owner", 2),
        [("CreatePolicy", "LimitExceeded")] = new("CreatePolicy PolicyName=x PolicyDocument=$large", "Cannot exceed quota for PolicySize: 6144"),
        [("CreatePolicyVersion", "LimitExceeded")] = new("CreatePolicyVersion PolicyArn=@owner PolicyDocument=$policy",
            "A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.", "CreatePolicyVersion PolicyArn=@owner PolicyDocument=$policy", 4),
        [("CreateRole", "LimitExceeded")] = new("CreateRole RoleName=x AssumeRolePolicyDocument=$large", "Cannot exceed quota for ACLSizePerRole: 2048"),
        [("UpdateAssumeRolePolicy", "LimitExceeded")] = new("UpdateAssumeRolePolicy RoleName=owner PolicyDocument=$large", "Cannot exceed quota for ACLSizePerRole: 2048"),
        [("PutUserPolicy", "LimitExceeded")] = new("PutUserPolicy UserName=owner PolicyName=p PolicyDocument=$large", "Maximum policy size of 2048 bytes exceeded for user owner"),
        [("PutGroupPolicy", "LimitExceeded")] = new("PutGroupPolicy GroupName=owner PolicyName=p PolicyDocument=$large", "Maximum policy size of 5120 bytes exceeded for group owner"),
        [("PutRolePolicy", "LimitExceeded")] = new("PutRolePolicy RoleName=owner PolicyName=p PolicyDocument=$large", "Maximum policy size of 10240 bytes exceeded for role owner"),
        [("TagUser", "LimitExceeded")] = Tagged("User", "UserName=owner"),
        [("TagRole", "LimitExceeded")] = Tagged("Role", "RoleName=owner"),
        [("TagPolicy", "LimitExceeded")] = Tagged("Policy", "PolicyArn=@owner"),
        [("TagMFADevice", "LimitExceeded")] = Tagged("MFADevice", "SerialNumber=mfa/owner"),
        [("TagOpenIDConnectProvider", "LimitExceeded")] = Tagged("OpenIDConnectProvider", Provider),
        [("EnableMFADevice", "LimitExceeded")] = new("EnableMFADevice UserName=owner SerialNumber=mfa/owner", "Cannot exceed quota for MFADevicesPerUser: 8",
            "CreateVirtualMFADevice VirtualMFADeviceName=*; EnableMFADevice UserName=owner SerialNumber=mfa/*", 8),
        [("AddClientIDToOpenIDConnectProvider", "LimitExceeded")] = new($"AddClientIDToOpenIDConnectProvider {Provider} ClientID=one-more",
            "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100", $"AddClientIDToOpenIDConnectProvider {Provider} ClientID=*", 100),
        [("CreateOpenIDConnectProvider", "LimitExceeded")] = new("CreateOpenIDConnectProvider Url=https://one.more.example.com",
            "Cannot exceed quota for OpenIdConnectProvidersPerAccount: 100", "CreateOpenIDConnectProvider Url=https://*.example.com", 99),
    };

    public static TheoryData<string> Operations => [.. OperationCatalog.All.Where(operation => operation.Service == Kagimori.Wire.Service.Iam).Select(operation => operation.Name)];

    [Theory, MemberData(nameof(Operations))]
    public async Task An_operation_gives_the_errors_that_the_service_model_declares_for_it(string name)
    {
        // Simulations have errors of their own: SimulationTests.
        if (name.StartsWith("Simulate", StringComparison.Ordinal) || name.StartsWith("GetContextKeys", StringComparison.Ordinal)) return;
        var model = ServiceModel.Read("iam");
        var operation = model.Operations.Single(operation => operation.Name == name);
        foreach (var error in model.ErrorsOf(operation).Select(error => model.Shape(error)["error"]!))
        {
            var (code, status) = (error["code"]!.GetValue<string>(), error["httpStatusCode"]!.GetValue<int>());
            if (Others.Contains(code) || Impossible.ContainsKey((name, code))) continue;
            if (code == "LimitExceeded" && !Cases.ContainsKey((name, code)) && NeverMore.Any(start => name.StartsWith(start, StringComparison.Ordinal))) continue;
            var found = Cases.GetValueOrDefault((name, code)) ?? CaseOf(operation, code);
            Assert.True(found is not null, $"There is no row for {code} of {name}.");
            var refusal = (await PerformAsync(found)).Refusal;
            Assert.Equal((code, status, found.Message), (refusal?.Code, refusal?.StatusCode, refusal?.Message));
        }
    }

    // What is the same for all operations on entities of a kind.
    private static Case? CaseOf(Operation operation, string code)
    {
        var target = operation.Members[0].Name;
        // Where the user can be left out it is the caller.
        var members = SampleRequests.Of(operation).Concat(target == "UserName" && !operation.Members[0].IsRequired ? [(target, "nobody")] : []);
        var request = string.Join(' ', members.Select(member => $"{member.Item1}={member.Item2}"));
        return (code, target) switch
        {
            ("NoSuchEntity", "UserName" or "GroupName" or "RoleName") =>
                new($"{operation.Name} {request}", $"The {target[..^4].ToLowerInvariant()} with name nobody cannot be found."),
            ("NoSuchEntity", "PolicyArn") => new($"{operation.Name} {request}", "Policy arn:aws:iam::111122223333:policy/nobody was not found."),
            ("NoSuchEntity", "SerialNumber") => new($"{operation.Name} {request}", "VirtualMFADevice with serial number arn:aws:iam::111122223333:mfa/nobody doesn't exist."),
            ("NoSuchEntity", "OpenIDConnectProviderArn") =>
                new($"{operation.Name} {request}", "OpenIDConnect Provider not found for arn arn:aws:iam::111122223333:oidc-provider/nobody.example.com"),
            ("MalformedPolicyDocument", _) => new(Over(operation.Name, request, "Document={"), "Syntax errors in policy."),
            ("InvalidInput", "OpenIDConnectProviderArn") => new(Over(operation.Name, request, "ProviderArn=a-text-of-20-characters"), "Invalid ARN: a-text-of-20-characters"),
            ("InvalidInput", _) when operation.Members.Any(member => member.Name == "PolicyArn") =>
                new(Over(operation.Name, request, "PolicyArn=a-text-of-20-characters"), "ARN a-text-of-20-characters is not valid."),
            _ => null,
        };
    }

    // The request with another value for the members whose names end so, on what is there.
    private static string Over(string operation, string request, string change)
    {
        var (end, value) = (change.Split('=')[0], change.Split('=')[1]);
        return $"{operation} " + string.Join(' ', request.Split(' ').Select(member => member.Split('=', 2))
            .Select(member => $"{member[0]}={(member[0].EndsWith(end, StringComparison.Ordinal) ? value : member[1].Replace("nobody", "owner", StringComparison.Ordinal))}"));
    }

    private async Task<Answer> PerformAsync(Case found)
    {
        for (var i = 1; i <= found.Times; i++) (await RunAsync(found.Before, $"m{i}")).Accepted();
        if (found.Call.Split('%') is not [_, var name, _]) return await RunAsync(found.Call);
        // The last call uses what the one before it answered.
        var last = found.Call.LastIndexOf(';');
        var answer = (await RunAsync(found.Call[..last])).Accepted();
        return await RunAsync(found.Call[(last + 1)..].Replace($"%{name}%", answer[name], StringComparison.Ordinal));
    }

    private static Case Attached(string kind) => new($"Attach{kind}Policy {kind}Name=owner PolicyArn=@owner", $"Cannot exceed quota for PoliciesPer{kind}: 10",
        $"CreatePolicy PolicyName=* PolicyDocument=$policy; Attach{kind}Policy {kind}Name=owner PolicyArn=@*", 10);

    private static Case Tagged(string kind, string owner) => new($"Tag{kind} {owner} Tags.member.1.Key=one-more Tags.member.1.Value=v", TooManyTags,
        $"Tag{kind} {owner} Tags.member.1.Key=* Tags.member.1.Value=v", 50);

    /// <param name="Before">What is done some times first, with the items m1, m2, ….</param>
    private sealed record Case(string Call, string Message, string Before = "", int Times = 0);
}
