using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Tests.Operations.Sessions;

namespace Kagimori.Tests.Wire;

/// <summary>What IAM and STS answer, element by element, against AWS's own service models: each operation is run, and its XML is read by its output shape.</summary>
public sealed class QueryResponseTests : IAsyncDisposable
{
    private const string Document = """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}""";
    private const string Trust = $$$"""{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"{{{TestEngine.Account}}}"},"Action":["sts:AssumeRole","sts:SetSourceIdentity"]}}""";
    private const string Tag = "Tags.member.1.Key=k Tags.member.1.Value=v";
    private const string Nothing = "an account has none";

    // Every operation that answers, in an order in which each succeeds. Answers end before their last page where MaxItems says so.
    private const string Calls = $$"""
        CreatePolicy PolicyName=p Path=/x/ Description=d PolicyDocument={document} {{Tag}}
        GetPolicy PolicyArn={policy}
        ListPolicies
        TagPolicy PolicyArn={policy} Tags.member.1.Key=l Tags.member.1.Value=w
        ListPolicyTags PolicyArn={policy} MaxItems=1
        UntagPolicy PolicyArn={policy} TagKeys.member.1=l
        CreatePolicyVersion PolicyArn={policy} PolicyDocument={document}
        GetPolicyVersion PolicyArn={policy} VersionId=v2
        ListPolicyVersions PolicyArn={policy} MaxItems=1
        SetDefaultPolicyVersion PolicyArn={policy} VersionId=v2
        DeletePolicyVersion PolicyArn={policy} VersionId=v1
        CreateUser UserName=u Path=/x/ PermissionsBoundary={policy} {{Tag}}
        GetUser UserName=u
        CreateUser UserName=v
        ListUsers MaxItems=1
        UpdateUser UserName=v NewPath=/y/
        TagUser UserName=u {{Tag}}
        ListUserTags UserName=u
        UntagUser UserName=u TagKeys.member.1=k
        CreateGroup GroupName=g Path=/x/
        AddUserToGroup GroupName=g UserName=u
        GetGroup GroupName=g
        ListGroups
        ListGroupsForUser UserName=u
        UpdateGroup GroupName=g NewPath=/y/
        CreateRole RoleName=r Path=/x/ Description=d MaxSessionDuration=7200 PermissionsBoundary={policy} AssumeRolePolicyDocument={trust} {{Tag}}
        GetRole RoleName=r
        ListRoles
        UpdateRole RoleName=r MaxSessionDuration=3600
        UpdateRoleDescription RoleName=r Description=e
        UpdateAssumeRolePolicy RoleName=r PolicyDocument={trust}
        TagRole RoleName=r {{Tag}}
        ListRoleTags RoleName=r
        UntagRole RoleName=r TagKeys.member.1=k
        PutUserPolicy UserName=u PolicyName=i PolicyDocument={document}
        GetUserPolicy UserName=u PolicyName=i
        ListUserPolicies UserName=u
        DeleteUserPolicy UserName=u PolicyName=i
        PutGroupPolicy GroupName=g PolicyName=i PolicyDocument={document}
        GetGroupPolicy GroupName=g PolicyName=i
        ListGroupPolicies GroupName=g
        DeleteGroupPolicy GroupName=g PolicyName=i
        PutRolePolicy RoleName=r PolicyName=i PolicyDocument={document}
        GetRolePolicy RoleName=r PolicyName=i
        ListRolePolicies RoleName=r
        DeleteRolePolicy RoleName=r PolicyName=i
        AttachUserPolicy UserName=u PolicyArn={policy}
        ListAttachedUserPolicies UserName=u
        AttachGroupPolicy GroupName=g PolicyArn={policy}
        ListAttachedGroupPolicies GroupName=g
        AttachRolePolicy RoleName=r PolicyArn={policy}
        ListAttachedRolePolicies RoleName=r
        ListEntitiesForPolicy PolicyArn={policy}
        PutUserPolicy UserName=u PolicyName=i PolicyDocument={document}
        TagUser UserName=u {{Tag}}
        GetAccountAuthorizationDetails
        GetAccountAuthorizationDetails MaxItems=1
        DeleteUserPolicy UserName=u PolicyName=i
        DetachUserPolicy UserName=u PolicyArn={policy}
        DetachGroupPolicy GroupName=g PolicyArn={policy}
        DetachRolePolicy RoleName=r PolicyArn={policy}
        PutUserPermissionsBoundary UserName=u PermissionsBoundary={policy}
        DeleteUserPermissionsBoundary UserName=u
        PutRolePermissionsBoundary RoleName=r PermissionsBoundary={policy}
        DeleteRolePermissionsBoundary RoleName=r
        CreateAccessKey UserName=u
        UpdateAccessKey UserName=u AccessKeyId={key} Status=Inactive
        ListAccessKeys UserName=u
        GetAccessKeyLastUsed AccessKeyId={key}
        DeleteAccessKey UserName=u AccessKeyId={key}
        CreateVirtualMFADevice VirtualMFADeviceName=m Path=/x/ {{Tag}}
        EnableMFADevice UserName=u SerialNumber={device} AuthenticationCode1={code-2} AuthenticationCode2={code-1}
        ListMFADevices UserName=u
        ListVirtualMFADevices
        ResyncMFADevice UserName=u SerialNumber={device} AuthenticationCode1={code0} AuthenticationCode2={code1}
        TagMFADevice SerialNumber={device} {{Tag}}
        ListMFADeviceTags SerialNumber={device}
        UntagMFADevice SerialNumber={device} TagKeys.member.1=k
        DeactivateMFADevice UserName=u SerialNumber={device}
        DeleteVirtualMFADevice SerialNumber={device}
        CreateOpenIDConnectProvider Url=https://idp.example.com ClientIDList.member.1=c ThumbprintList.member.1=0123456789012345678901234567890123456789 {{Tag}}
        GetOpenIDConnectProvider OpenIDConnectProviderArn={provider}
        ListOpenIDConnectProviders
        AddClientIDToOpenIDConnectProvider OpenIDConnectProviderArn={provider} ClientID=d
        RemoveClientIDFromOpenIDConnectProvider OpenIDConnectProviderArn={provider} ClientID=d
        UpdateOpenIDConnectProviderThumbprint OpenIDConnectProviderArn={provider} ThumbprintList.member.1=0123456789012345678901234567890123456789
        TagOpenIDConnectProvider OpenIDConnectProviderArn={provider} {{Tag}}
        ListOpenIDConnectProviderTags OpenIDConnectProviderArn={provider}
        UntagOpenIDConnectProvider OpenIDConnectProviderArn={provider} TagKeys.member.1=k
        DeleteOpenIDConnectProvider OpenIDConnectProviderArn={provider}
        ListSigningCertificates UserName=u
        ListSSHPublicKeys UserName=u
        ListServiceSpecificCredentials UserName=u
        CreateAccountAlias AccountAlias=my-alias
        ListAccountAliases
        DeleteAccountAlias AccountAlias=my-alias
        GetAccountSummary
        ListInstanceProfilesForRole RoleName=r
        SimulateCustomPolicy PolicyInputList.member.1={document} ActionNames.member.1=kms:Decrypt ActionNames.member.2=kms:Encrypt MaxItems=1 ResourceArns.member.1={keyArn} CallerArn={caller} ResourceOwner={otherRoot} ResourcePolicy={keyPolicy} PermissionsBoundaryPolicyInputList.member.1={document}
        SimulateCustomPolicy PolicyInputList.member.1={asking} ActionNames.member.1=kms:Decrypt ResourceArns.member.1={keyArn}
        SimulatePrincipalPolicy PolicySourceArn={role} ActionNames.member.1=kms:Decrypt
        GetContextKeysForCustomPolicy PolicyInputList.member.1={asking}
        GetContextKeysForPrincipalPolicy PolicySourceArn={role} PolicyInputList.member.1={asking}
        RemoveUserFromGroup GroupName=g UserName=u
        DeleteGroup GroupName=g
        DeleteUser UserName=u
        DeleteRole RoleName=r
        DeletePolicy PolicyArn={policy}
        """;

    private const string SessionCalls = $$"""
        GetCallerIdentity
        GetAccessKeyInfo AccessKeyId={key}
        GetSessionToken
        GetFederationToken Name=federated Policy={{Document}}
        AssumeRole RoleArn=arn:aws:iam::{{TestEngine.Account}}:role/r RoleSessionName=session SourceIdentity=source Policy={{Document}}
        """;

    // Never answered with success: an account has no passwords and no FIDO security keys.
    private static readonly string[] Refused = ["DeleteLoginProfile", "GetLoginProfile", "GetMFADevice"];

    // Not called here: the one needs a provider of identities, the other a denial's message. Both have tests of their own.
    private static readonly string[] NeedMore = ["AssumeRoleWithWebIdentity", "DecodeAuthorizationMessage"];

    // Members of the models that are never answered, and why. Marker is left out: all lists write it in one place.
    private static readonly Dictionary<string, string> NotAnswered = new()
    {
        ["User.PasswordLastUsed"] = Nothing,
        ["EvaluationResult.OrganizationsDecisionDetail"] = "an account without an organization",
        ["ManagedPolicyDetail.Description"] = "AWS leaves it out",
    };

    private readonly TestEngine _engine = TestEngine.Start();
    private readonly Dictionary<string, string> _values = new()
    {
        ["document"] = Document, ["trust"] = Trust, ["policy"] = $"arn:aws:iam::{TestEngine.Account}:policy/x/p",
        ["provider"] = $"arn:aws:iam::{TestEngine.Account}:oidc-provider/idp.example.com",
        ["role"] = $"arn:aws:iam::{TestEngine.Account}:role/x/r", ["caller"] = $"arn:aws:iam::{TestEngine.Account}:user/x", ["otherRoot"] = "arn:aws:iam::444455556666:root",
        ["keyArn"] = "arn:aws:kms:us-east-1:444455556666:key/1", ["keyPolicy"] = Document.Replace("\"Action\"", $"\"Principal\":{{\"AWS\":\"{TestEngine.Account}\"}},\"Action\"", StringComparison.Ordinal),
        ["asking"] = Document.Replace("\"*\"}}", "\"*\",\"Condition\":{\"Null\":{\"stack:key\":\"false\"}}}}", StringComparison.Ordinal),
    };

    private readonly List<string> _differences = [];
    private readonly HashSet<string> _answered = [];
    private readonly HashSet<string> _structures = [];

    public async ValueTask DisposeAsync()
    {
        await _engine.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public Task Every_answer_of_IAM_is_one_of_the_service_model() => CompareAsync("iam", Calls, TestEngine.RootAccessKeyId, Refused);

    [Fact]
    public async Task Every_answer_of_STS_is_one_of_the_service_model()
    {
        (await _engine.CallAsync("iam", "CreateRole", ("RoleName", "r"), ("AssumeRolePolicyDocument", Trust))).Accepted();
        var caller = await _engine.AddUserAsync("caller", Document);
        _values["key"] = caller;
        await CompareAsync("sts", SessionCalls, caller, NeedMore);
    }

    private async Task CompareAsync(string prefix, string calls, string credentials, string[] refused)
    {
        var model = ServiceModel.Read(prefix);
        var operations = model.Operations.ToDictionary(operation => operation.Name);
        var called = new HashSet<string>();
        foreach (var line in calls.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            called.Add(words[0]);
            var answer = await _engine.CallAsAsync(credentials, prefix, words[0], [.. words[1..].Select(Parameter)]);
            var xml = XElement.Parse(answer.Body);
            if (words[0] == "CreateAccessKey") _values["key"] = Used(_engine.Engine.LastUses.AccessKeys, answer["AccessKeyId"]!);
            if (words[0] == "CreateRole") Used(_engine.Engine.LastUses.Roles, answer["RoleId"]!);
            if (words[0] == "CreateVirtualMFADevice") Scan(answer);
            var result = xml.Elements().Single(element => element.Name.LocalName == $"{words[0]}Result");
            if (model.OutputOf(operations[words[0]]) is { } output) CompareStructure(model, words[0], output, result);
            else if (result.HasElements) _differences.Add($"{words[0]} answers something");
        }
        var never = _structures.SelectMany(shape => model.MembersOf(shape).Keys.Where(name => name != "Marker").Select(name => $"{shape}.{name}")).Except(_answered);
        Assert.True(_differences.Count == 0, string.Join('\n', _differences));
        Assert.Empty(never.Except(NotAnswered.Keys));
        Assert.Empty(NotAnswered.Keys.Intersect(_answered));
        Assert.Equal(operations.Keys.Order(StringComparer.Ordinal), called.Concat(refused).Order(StringComparer.Ordinal));
    }

    private string Used(LastUseLog<string, CallerUseRecord> log, string id)
    {
        log.Note(id, new CallerUseRecord(_engine.Clock.GetUtcNow(), "kms", TestEngine.Region));
        return id;
    }

    private void Scan(Answer created)
    {
        var device = new Authenticator(created["SerialNumber"]!, Encoding.ASCII.GetString(Convert.FromBase64String(created["Base32StringSeed"]!)));
        _values["device"] = device.SerialNumber;
        foreach (var steps in new[] { -2, -1, 0, 1 }) _values[$"code{steps}"] = device.CodeAt(_engine.Clock.GetUtcNow(), steps);
    }

    private (string Name, string Value) Parameter(string word)
    {
        var at = word.IndexOf('=', StringComparison.Ordinal);
        var value = word[(at + 1)..];
        return (word[..at], value is ['{', .. var name, '}'] && _values.TryGetValue(name, out var known) ? known : value);
    }

    private void CompareStructure(ServiceModel model, string place, string shape, XElement element)
    {
        _structures.Add(shape);
        var members = model.MembersOf(shape);
        var names = element.Elements().Select(child => child.Name.LocalName).ToList();
        foreach (var name in model.RequiredOf(shape).Except(names)) _differences.Add($"{place}: {shape}.{name} is required and missing");
        foreach (var child in element.Elements())
        {
            var name = child.Name.LocalName;
            if (members.TryGetValue(name, out var member)) Compare(model, $"{place}.{name}", member, child);
            else _differences.Add($"{place}: {shape}.{name} is not in the model");
            _answered.Add($"{shape}.{name}");
        }
        if (names.Distinct().Count() != names.Count) _differences.Add($"{place}: {shape} has a member twice");
    }

    private void Compare(ServiceModel model, string place, string shape, XElement element)
    {
        var type = model.TypeOf(shape);
        if (type == "structure") CompareStructure(model, place, shape, element);
        else if (type == "list")
        {
            foreach (var item in element.Elements())
            {
                if (item.Name.LocalName == "member") Compare(model, place, model.ItemOf(shape), item);
                else _differences.Add($"{place} has an item called {item.Name.LocalName}");
            }
        }
        else if (type == "map")
        {
            foreach (var entry in element.Elements())
            {
                if (!entry.Elements().Select(child => child.Name.LocalName).SequenceEqual(["key", "value"])) _differences.Add($"{place} has an entry that is none");
            }
        }
        else if (element.HasElements || !IsWritten(type, element.Value, model.ValuesOf(shape))) _differences.Add($"{place} is '{element.Value}', which is no {type}");
    }

    private static bool IsWritten(string type, string text, IReadOnlyList<string> values) => type switch
    {
        // The live service answers with names that its model does not have.
        _ when values.Contains("aws-managed") => text is "IAM Policy" or "Resource Policy" or "Permissions Boundary Policy",
        "boolean" => text is "true" or "false",
        "integer" => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "timestamp" => DateTimeOffset.TryParseExact(text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        _ => values.Count == 0 || values.Contains(text),
    };
}
