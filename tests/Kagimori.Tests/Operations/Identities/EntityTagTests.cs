namespace Kagimori.Tests.Operations.Identities;

public sealed class EntityTagTests : IamTest
{
    [Theory, InlineData("User"), InlineData("Role"), InlineData("Policy")]
    public async Task Tags_are_added_changed_listed_in_order_and_taken_away(string kind)
    {
        var entity = await Add(kind);
        await Done($"Tag{kind}", [entity, .. Tags(("b", "2"), ("a", "1"))]);
        await Done($"Tag{kind}", [entity, .. Tags(("a", ""), ("c", "3"))]);
        var list = await Done($"List{kind}Tags", entity);
        Assert.Equal(["a", "b", "c"], list.All("Key"));
        Assert.Equal(["", "2", "3"], list.All("Value"));
        Assert.Equal(["a", "b", "c"], (await Done($"Get{kind}", entity)).All("Key"));
        await Done($"Untag{kind}", entity, ("TagKeys.member.1", "b"), ("TagKeys.member.2", "missing"));
        Assert.Equal(["a", "c"], (await Done($"List{kind}Tags", entity)).All("Key"));
    }

    [Theory, InlineData("User"), InlineData("Role")]
    public async Task Users_and_roles_do_not_distinguish_the_case_of_tag_keys(string kind)
    {
        var entity = await Add(kind);
        await Done($"Tag{kind}", [entity, .. Tags(("Team", "first"))]);
        await Done($"Tag{kind}", [entity, .. Tags(("team", "second"))]);
        var list = await Done($"List{kind}Tags", entity);
        Assert.Equal(("team", "second"), (list["Key"], list["Value"]));
        (await Call($"Tag{kind}", [entity, .. Tags(("x", "1"), ("X", "2"))]))
            .IsRefused("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        await Done($"Untag{kind}", entity, ("TagKeys.member.1", "TEAM"));
        Assert.False((await Done($"List{kind}Tags", entity)).Has("Key"));
    }

    [Fact]
    public async Task Managed_policies_distinguish_the_case_of_tag_keys()
    {
        var entity = await Add("Policy");
        await Done("TagPolicy", [entity, .. Tags(("Team", "first"), ("team", "second"))]);
        await Done("UntagPolicy", entity, ("TagKeys.member.1", "TEAM"));
        Assert.Equal(["Team", "team"], (await Done("ListPolicyTags", entity)).All("Key"));
    }

    [Theory, InlineData("aws:x"), InlineData("AWS:x")]
    public async Task Keys_of_AWS_are_refused(string key)
    {
        (await Call("CreateUser", [("UserName", "u"), .. Tags((key, ""))]))
            .IsRefused("InvalidInput", "aws: prefixed tag key names are not allowed for external use.");
        Assert.Equal("NoSuchEntity", (await Call("GetUser", ("UserName", "u"))).Refusal!.Code);
    }

    [Fact]
    public async Task An_entity_has_at_most_fifty_tags()
    {
        var entity = await Add("User");
        await Done("TagUser", [entity, .. Tags([.. Enumerable.Range(0, 50).Select(i => ($"k{i}", "v"))])]);
        await Done("TagUser", [entity, .. Tags(("k0", "other"))]);
        (await Call("TagUser", [entity, .. Tags(("one-more", "v"))])).IsRefused("LimitExceeded", "The number of tags has reached the maximum limit.");
        Assert.Equal("ValidationError",
            (await Call("TagUser", [entity, .. Tags([.. Enumerable.Range(0, 51).Select(i => ($"k{i}", "v"))])])).Refusal!.Code);
    }

    [Fact]
    public async Task A_tag_that_is_no_tag_is_refused()
    {
        var entity = await Add("User");
        (await Call("TagUser", entity, ("Tags.member.1.Key", "k"))).IsRefused("ValidationError",
            "1 validation error detected: Value at 'tags.1.member.value' failed to satisfy constraint: Member must not be null");
        Assert.Equal("ValidationError", (await Call("TagUser", [entity, .. Tags(("<", "v"))])).Refusal!.Code);
        Assert.Equal("ValidationError", (await Call("TagUser", entity)).Refusal!.Code);
    }

    [Fact]
    public async Task Tags_are_listed_in_pages_even_with_the_longest_keys()
    {
        var entity = await Add("User");
        var keys = Enumerable.Range(0, 3).Select(i => i + new string('鍵', 127)).ToArray();
        await Done("TagUser", [entity, .. Tags([.. keys.Select(key => (key, "v"))])]);
        var first = await Done("ListUserTags", entity, ("MaxItems", "2"));
        Assert.Equal(("true", 2), (first["IsTruncated"], first.All("Key").Count));
        Assert.Equal(keys[2], (await Done("ListUserTags", entity, ("MaxItems", "2"), ("Marker", first["Marker"]!)))["Key"]);
    }

    private static (string, string)[] Tags(params (string Key, string Value)[] tags) =>
        [.. tags.SelectMany((tag, i) => new[] { ($"Tags.member.{i + 1}.Key", tag.Key), ($"Tags.member.{i + 1}.Value", tag.Value) })];

    private async Task<(string, string)> Add(string kind)
    {
        if (kind == "Policy")
        {
            await AddPolicy("x");
            return ("PolicyArn", PolicyArn("x"));
        }
        if (kind == "User") await AddUser("x");
        else await AddRole("x");
        return ($"{kind}Name", "x");
    }
}
