namespace Kagimori.Tests.Operations;

public sealed class AliasAndTagTests
{
    private const string AliasArn = "arn:aws:kms:ap-northeast-1:123456789012:alias/app";

    [Fact]
    public async Task An_alias_names_a_key_moves_to_another_and_goes()
    {
        await using var service = await TestService.StartAsync();
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Succeeded();
        Assert.Equal(TestService.KeyId, await TargetAsync(service, "alias/app"));
        Assert.Equal(TestService.KeyId, await TargetAsync(service, AliasArn));
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = other })).Refused("AlreadyExistsException", $"An alias with the name {AliasArn} already exists");

        service.Clock.Advance(TimeSpan.FromMinutes(1));
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = other })).Succeeded();
        Assert.Equal(other, await TargetAsync(service, "alias/app"));
        var entry = (await service.KmsAsync("root", "ListAliases", new { KeyId = other })).Succeeded().Json["Aliases"]!.AsArray().Single()!;
        Assert.Equal(("alias/app", AliasArn, other), (entry["AliasName"]!.GetValue<string>(), entry["AliasArn"]!.GetValue<string>(), entry["TargetKeyId"]!.GetValue<string>()));
        Assert.Equal(60, entry["LastUpdatedDate"]!.GetValue<decimal>() - entry["CreationDate"]!.GetValue<decimal>());
        Assert.Empty((await service.KmsAsync("root", "ListAliases", new { TestService.KeyId })).Json["Aliases"]!.AsArray());

        (await service.KmsAsync("root", "DeleteAlias", new { AliasName = "alias/app" })).Succeeded();
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = "alias/app" })).Refused("NotFoundException", $"Alias {AliasArn} is not found.");
        (await service.KmsAsync("root", "DeleteAlias", new { AliasName = "alias/app" })).Refused("NotFoundException", $"Alias {AliasArn} is not found.");
    }

    [Fact]
    public async Task An_alias_leaves_a_key_that_is_pending_deletion_and_goes_to_none()
    {
        await using var service = await TestService.StartAsync();
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId });
        (await service.KmsAsync("root", "ScheduleKeyDeletion", new { TestService.KeyId })).Succeeded();
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = other })).Succeeded();
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId }))
            .Refused("KMSInvalidStateException", $"{TestService.KeyArn} is pending deletion.");
    }

    [Fact]
    public async Task Alias_names_are_held_to_AWSs_rules()
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "app", TargetKeyId = TestService.KeyId })).Refused("ValidationException",
            "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/a b", TargetKeyId = TestService.KeyId })).Refused("ValidationException",
            "1 validation error detected: Value 'alias/a b' at 'aliasName' failed to satisfy constraint: Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$");
        Assert.Equal("NotAuthorizedException", (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/aws/s3", TargetKeyId = TestService.KeyId })).Code);
        Assert.Equal("ValidationException", (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/a", TargetKeyId = "alias/b" })).Code);
    }

    [Fact]
    public async Task A_key_has_at_most_50_aliases_whether_they_are_made_or_moved()
    {
        await using var service = await TestService.StartAsync();
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        for (var i = 0; i < 50; i++) (await service.KmsAsync("root", "CreateAlias", new { AliasName = $"alias/{i}", TargetKeyId = TestService.KeyId })).Succeeded();
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/other", TargetKeyId = other })).Succeeded();
        const string TooMany = "Aliases per key quota for this account in this region is 50, current usage is 50.";
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/50", TargetKeyId = TestService.KeyId })).Refused("LimitExceededException", TooMany);
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/other", TargetKeyId = TestService.KeyId })).Refused("LimitExceededException", TooMany);
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/0", TargetKeyId = TestService.KeyId })).Succeeded();
    }

    /// <summary>The operations whose KeyId AWS documents as a key id or key ARN, with what else they require.</summary>
    public static TheoryData<string, string> KeyOnly => new()
    {
        { "CancelKeyDeletion", "" },
        { "CreateGrant", """, "GranteePrincipal":"123456789012", "Operations":["Decrypt"] """ },
        { "DeleteImportedKeyMaterial", "" },
        { "DisableKey", "" },
        { "DisableKeyRotation", "" },
        { "EnableKey", "" },
        { "EnableKeyRotation", "" },
        { "GetKeyLastUsage", "" },
        { "GetKeyPolicy", "" },
        { "GetKeyRotationStatus", "" },
        { "GetParametersForImport", """, "WrappingAlgorithm":"SM2PKE", "WrappingKeySpec":"SM2" """ },
        { "ImportKeyMaterial", """, "ImportToken":"AA==", "EncryptedKeyMaterial":"AA==" """ },
        { "ListAliases", "" },
        { "ListGrants", "" },
        { "ListKeyPolicies", "" },
        { "ListKeyRotations", "" },
        { "ListResourceTags", "" },
        { "PutKeyPolicy", """, "Policy":"{}" """ },
        { "ReplicateKey", """, "ReplicaRegion":"eu-west-1" """ },
        { "RevokeGrant", """, "GrantId":"a" """ },
        { "RotateKeyOnDemand", "" },
        { "ScheduleKeyDeletion", "" },
        { "TagResource", """, "Tags":[] """ },
        { "UntagResource", """, "TagKeys":[] """ },
        { "UpdateKeyDescription", """, "Description":"" """ },
        { "UpdatePrimaryRegion", """, "PrimaryRegion":"eu-west-1" """ },
    };

    [Theory]
    [MemberData(nameof(KeyOnly))]
    public async Task An_operation_that_AWS_documents_without_aliases_takes_none(string operation, string more)
    {
        await using var service = await TestService.StartAsync();
        (await service.KmsAsync("root", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Succeeded();
        foreach (var alias in new[] { "alias/app", AliasArn, "alias/none", "alias/" })
        {
            (await service.KmsAsync("root", operation, $$"""{"KeyId":"{{alias}}"{{more}}}"""))
                .Refused("InvalidArnException", "Key Aliases are not supported for this operation.");
        }
    }

    [Fact]
    public async Task Changing_an_alias_needs_permission_on_the_alias_and_on_every_key_it_touches()
    {
        await using var service = await TestService.StartAsync(null,
            ("keyonly", TestService.Allow("kms:*Alias", "arn:aws:kms:*:*:key/*")),
            ("aliasonly", TestService.Allow("kms:*Alias", "arn:aws:kms:*:*:alias/*")),
            ("onekey", "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"kms:*Alias\",\"Resource\":[\"arn:aws:kms:*:*:alias/*\",\"" + TestService.KeyArn + "\"]}]}"));
        var other = (await service.KmsAsync("root", "CreateKey")).Json["KeyMetadata"]!["Arn"]!.GetValue<string>();
        (await service.KmsAsync("keyonly", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Refused("AccessDeniedException", Denied("keyonly", "kms:CreateAlias", AliasArn));
        (await service.KmsAsync("aliasonly", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Refused("AccessDeniedException", Denied("aliasonly", "kms:CreateAlias", TestService.KeyArn));
        (await service.KmsAsync("onekey", "CreateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Succeeded();
        (await service.KmsAsync("onekey", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = other })).Refused("AccessDeniedException", Denied("onekey", "kms:UpdateAlias", other));
        (await service.KmsAsync("root", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = other })).Succeeded();
        (await service.KmsAsync("onekey", "UpdateAlias", new { AliasName = "alias/app", TargetKeyId = TestService.KeyId })).Refused("AccessDeniedException", Denied("onekey", "kms:UpdateAlias", other));
        (await service.KmsAsync("onekey", "DeleteAlias", new { AliasName = "alias/app" })).Refused("AccessDeniedException", Denied("onekey", "kms:DeleteAlias", other));
    }

    [Fact]
    public async Task Tags_are_added_changed_taken_and_listed()
    {
        await using var service = await TestService.StartAsync();
        (await TagAsync(service, ("a", "1"), ("b", "2"))).Succeeded();
        (await TagAsync(service, ("a", "3"))).Succeeded();
        (await service.KmsAsync("root", "UntagResource", new { TestService.KeyId, TagKeys = new[] { "b", "never" } })).Succeeded();
        var listed = (await service.KmsAsync("root", "ListResourceTags", new { TestService.KeyId })).Json;
        Assert.Equal("""[{"TagKey":"a","TagValue":"3"}]""", listed["Tags"]!.ToJsonString());
        Assert.False(listed["Truncated"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Tags_that_break_a_rule_are_refused_and_nothing_of_them_is_kept()
    {
        await using var service = await TestService.StartAsync();
        (await TagAsync(service, ("a", "1"), ("a", "2"))).Refused("TagException", "Duplicate tag keys");
        (await TagAsync(service, ("AWS:x", "1"))).Refused("TagException", "Tags beginning with aws: are reserved");
        (await TagAsync(service, [.. Enumerable.Range(0, 51).Select(i => ($"k{i}", "v"))])).Refused("TagException", "Too many tags");
        (await TagAsync(service, (new string('k', 129), "v"))).Refused("ValidationException",
            $"1 validation error detected: Value '{new string('k', 129)}' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128");
        Assert.Empty((await service.KmsAsync("root", "ListResourceTags", new { TestService.KeyId })).Json["Tags"]!.AsArray());
        var before = (await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray().Count;
        (await service.KmsAsync("root", "CreateKey", new { Tags = new[] { new { TagKey = "aws:x", TagValue = "" } } })).Refused("TagException", "Tags beginning with aws: are reserved");
        Assert.Equal(before, (await service.KmsAsync("root", "ListKeys")).Json["Keys"]!.AsArray().Count);
    }

    [Fact]
    public async Task Creating_a_key_with_tags_needs_permission_to_tag()
    {
        await using var service = await TestService.StartAsync(null, ("maker", TestService.Allow("kms:CreateKey")));
        var answer = await service.KmsAsync("maker", "CreateKey", new { Tags = new[] { new { TagKey = "a", TagValue = "b" } } });
        answer.Refused("AccessDeniedException", Denied("maker", "kms:TagResource", null));
        (await service.KmsAsync("maker", "CreateKey")).Succeeded();
    }

    private static string Denied(string user, string action, string? resource) =>
        $"User: arn:aws:iam::123456789012:user/{user} is not authorized to perform: {action}{(resource is null ? "" : $" on resource: {resource}")} because no identity-based policy allows the {action} action";

    private static Task<TestAnswer> TagAsync(TestService service, params (string Key, string Value)[] tags) =>
        service.KmsAsync("root", "TagResource", new { TestService.KeyId, Tags = tags.Select(tag => new { TagKey = tag.Key, TagValue = tag.Value }).ToArray() });

    private static async Task<string> TargetAsync(TestService service, string keyId) =>
        (await service.KmsAsync("root", "DescribeKey", new { KeyId = keyId })).Succeeded().Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
}
