using Kagimori.Tests.Operations.Identities;

namespace Kagimori.Tests.Wire;

/// <summary>Which lists an AWS Query request can name, as captured of the live IAM.</summary>
public sealed class QueryListTests : IamTest
{
    private const string NotExpected = "Start of list found where not expected";

    [Theory]
    [InlineData("1", null), InlineData("01", null), InlineData("+1", NotExpected), InlineData("one", NotExpected), InlineData("0", "0 is not a valid index")]
    [InlineData("-1", "Key -1 may not have a leading '-'")]
    [InlineData("12", 11), InlineData("16", 15), InlineData("17", 16), InlineData("20", 19), InlineData("21", 20), InlineData("22", 21)]
    [InlineData("31", 30), InlineData("32", 31), InlineData("33", 32), InlineData("1 12", 11), InlineData("12 1", 11), InlineData("1 22", 21)]
    [InlineData("22 1", 21), InlineData("1 22 43", 21), InlineData("1 2 3 4 5 6 7 8 9 10 21", 11), InlineData("1 2 3 4 5 6 7 8 9 10 22", 12)]
    public async Task A_place_that_cannot_be_is_refused(string places, object? refused)
    {
        var answer = await CallWithAsync(places);
        if (refused is null) answer.Accepted();
        else answer.IsRefused("MalformedInput", refused as string ?? $"Excessively sparse input would skip {refused} list elements");
    }

    // The pattern is the service model's; the live service tells a narrower one for documents.
    [Theory, InlineData("11"), InlineData("1 8 15"), InlineData("1 3")]
    public async Task A_place_that_is_left_out_is_empty(string places) => (await CallWithAsync(places)).IsRefused("ValidationError",
        "1 validation error detected: Value at 'policyInputList' failed to satisfy constraint: Member must satisfy constraint: "
        + "[Member must have length less than or equal to 131072, Member must have length greater than or equal to 1, "
        + @"Member must satisfy regular expression pattern: [\u0009\u000A\u000D\u0020-\u00FF]+]");

    [Fact]
    public async Task A_list_of_more_than_a_thousand_is_read_whole()
    {
        const string last = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:SecureTransport":"true"}}}}
            """;
        var policies = Enumerable.Range(1, 1_001).Select(i => ($"PolicyInputList.member.{i}", i == 1_001 ? last : Everything));
        Assert.Equal(["aws:SecureTransport"], (await Done("GetContextKeysForCustomPolicy", [.. policies])).All("member"));
    }

    [Fact]
    public async Task A_list_in_a_structure_of_a_list_has_places_of_its_own()
    {
        (string, string)[] request = [("PolicyInputList.member.1", Everything), ("ActionNames.member.1", "kms:Decrypt"), ("ContextEntries.member.1.ContextKeyName", "aws:userid"),
            ("ContextEntries.member.1.ContextKeyType", "stringList"), ("ContextEntries.member.1.ContextKeyValues.member.1", "a")];
        (await Call("SimulateCustomPolicy", [.. request, ("ContextEntries.member.1.ContextKeyValues.member.2", "b")])).Accepted();
        (await Call("SimulateCustomPolicy", [.. request, ("ContextEntries.member.1.ContextKeyValues.member.20", "b")]))
            .IsRefused("MalformedInput", "Excessively sparse input would skip 19 list elements");
    }

    [Fact]
    public async Task Structures_have_places_too()
    {
        await AddUser("alice");
        (await Call("TagUser", ("UserName", "alice"), ("Tags.member.02.Key", "b"), ("Tags.member.1.Key", "a"), ("Tags.member.1.Value", ""), ("Tags.member.02.Value", "v"))).Accepted();
        Assert.Equal(["a", "b"], (await Done("ListUserTags", ("UserName", "alice"))).All("Key"));
        (await Call("TagUser", ("UserName", "alice"), ("Tags.member.x.Key", "c"))).IsRefused("MalformedInput", NotExpected);
        (await Call("TagUser", ("UserName", "alice"), ("Tags.member.2.Key", "c"), ("Tags.member.2.Value", "v"))).IsRefused("ValidationError",
            "2 validation errors detected: Value at 'tags.1.member.key' failed to satisfy constraint: Member must not be null; "
            + "Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null");
    }

    [Fact]
    public async Task What_the_keys_of_tags_must_be_is_told_once_for_all()
    {
        await AddUser("alice");
        (await Call("UntagUser", ("UserName", "alice"), ("TagKeys.member.1", "<"), ("TagKeys.member.2", "ok"), ("TagKeys.member.3", ""))).IsRefused("ValidationError",
            "1 validation error detected: Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: "
            + "[Member must have length less than or equal to 128, Member must have length greater than or equal to 1, "
            + @"Member must satisfy regular expression pattern: [\p{L}\p{Z}\p{N}_.:/=+\-@]+, Member must not be null]");
    }

    [Theory]
    [InlineData("TagUser", "UserName", "Tags"), InlineData("UntagUser", "UserName", "TagKeys"), InlineData("TagRole", "RoleName", "Tags"), InlineData("UntagRole", "RoleName", "TagKeys")]
    public async Task An_empty_list_of_tags_is_no_input(string operation, string name, string list)
    {
        await AddUser("x");
        await AddRole("x");
        (await Call(operation, (name, "x"), (list, ""))).IsRefused("InvalidInput", "Error occurred while validating input.");
        Assert.Equal("ValidationError", (await Call(operation, (name, "x"))).Refusal!.Code);
    }

    [Fact]
    public async Task An_empty_list_of_tags_at_creation_is_none_and_needs_no_permission_to_tag()
    {
        var key = await Engine.AddUserAsync("creator", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:CreateUser","Resource":"*"}}""");
        (await CallAs(key, "CreateUser", ("UserName", "bare"), ("Tags", ""))).Accepted();
        Assert.Equal("AccessDenied", (await CallAs(key, "CreateUser", ("UserName", "tagged"), ("Tags.member.1.Key", "k"), ("Tags.member.1.Value", "v"))).Refusal!.Code);
    }

    private Task<Answer> CallWithAsync(string places) =>
        Call("GetContextKeysForCustomPolicy", [.. places.Split(' ').Select(place => ($"PolicyInputList.member.{place}", Everything))]);
}
