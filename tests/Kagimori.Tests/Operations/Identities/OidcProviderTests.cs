namespace Kagimori.Tests.Operations.Identities;

/// <summary>OpenID Connect providers in IAM.</summary>
public sealed class OidcProviderTests : IamTest
{
    private const string Url = "https://idp.example.com/realms/One";
    private const string Arn = $"arn:aws:iam::{TestEngine.Account}:oidc-provider/idp.example.com/realms/One";
    private static readonly (string, string) ByArn = ("OpenIDConnectProviderArn", Arn);

    [Fact]
    public async Task A_provider_is_described_as_it_was_made()
    {
        var thumbprint = new string('a', 40);
        var made = await Done("CreateOpenIDConnectProvider", ("Url", Url), ("ClientIDList.member.1", "one"), ("ClientIDList.member.2", "two"), ("ClientIDList.member.3", "one"),
            ("ThumbprintList.member.1", thumbprint), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        Assert.Equal(Arn, made["OpenIDConnectProviderArn"]);
        var found = await Done("GetOpenIDConnectProvider", ByArn);
        Assert.Equal(("idp.example.com/realms/One", "2026-03-01T12:00:00Z"), (found["Url"], found["CreateDate"]));
        Assert.Equal(["one", "two"], found.MembersText("ClientIDList"));
        Assert.Equal([thumbprint], found.MembersText("ThumbprintList"));
        Assert.Equal([Arn], (await Done("ListOpenIDConnectProviders")).MembersText("OpenIDConnectProviderList"));
        (await Call("CreateOpenIDConnectProvider", ("Url", Url))).IsRefused("EntityAlreadyExists", $"Provider with url {Url} already exists.");
    }

    [Theory]
    [InlineData("http://idp.example.com"), InlineData("idp.example.com"), InlineData("https://"), InlineData("https://idp.example.com?x=1"), InlineData("https://idp.example.com/?")]
    [InlineData("https://idp.example.com#x"), InlineData("https://user@idp.example.com")]
    public async Task What_can_be_no_issuer_is_refused(string url) =>
        (await Call("CreateOpenIDConnectProvider", ("Url", url))).IsRefused("ValidationError", "Invalid Open ID Connect Provider URL");

    [Fact]
    public async Task Client_ids_and_thumbprints_are_changed_and_bounded()
    {
        await Done("CreateOpenIDConnectProvider", ("Url", Url));
        await Done("AddClientIDToOpenIDConnectProvider", ByArn, ("ClientID", "one"));
        await Done("AddClientIDToOpenIDConnectProvider", ByArn, ("ClientID", "one"));
        await Done("AddClientIDToOpenIDConnectProvider", ByArn, ("ClientID", "two"));
        await Done("RemoveClientIDFromOpenIDConnectProvider", ByArn, ("ClientID", "one"));
        await Done("RemoveClientIDFromOpenIDConnectProvider", ByArn, ("ClientID", "absent"));
        await Done("UpdateOpenIDConnectProviderThumbprint", ByArn, ("ThumbprintList.member.1", new string('b', 40)));
        var found = await Done("GetOpenIDConnectProvider", ByArn);
        Assert.Equal(["two"], found.MembersText("ClientIDList"));
        Assert.Equal([new string('b', 40)], found.MembersText("ThumbprintList"));

        (await Call("UpdateOpenIDConnectProviderThumbprint", ByArn, ("ThumbprintList.member.1", new string('g', 40))))
            .IsRefused("InvalidInput", "A thumbprint must have 40 hexadecimal digits.");
        var six = Enumerable.Range(1, 6).Select(i => ($"ThumbprintList.member.{i}", new string((char)('0' + i), 40)));
        (await Call("UpdateOpenIDConnectProviderThumbprint", [ByArn, .. six])).IsRefused("InvalidInput", "Thumbprint list must contain fewer than 5 entries.");
        var many = Enumerable.Range(1, 101).Select(i => ($"ClientIDList.member.{i}", $"client{i}"));
        (await Call("CreateOpenIDConnectProvider", [("Url", "https://many.example.com"), .. many]))
            .IsRefused("LimitExceeded", "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: 100");
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_an_error_but_for_its_deletion()
    {
        (await Call("GetOpenIDConnectProvider", ByArn)).IsRefused("NoSuchEntity", $"OpenIDConnect Provider not found for arn {Arn}");
        await Done("CreateOpenIDConnectProvider", ("Url", Url));
        (await Call("GetOpenIDConnectProvider", ("OpenIDConnectProviderArn", Arn.ToLowerInvariant())))
            .IsRefused("NoSuchEntity", $"OpenIDConnect Provider not found for arn {Arn.ToLowerInvariant()}");
        await Done("DeleteOpenIDConnectProvider", ByArn);
        await Done("DeleteOpenIDConnectProvider", ByArn);
        Assert.Empty((await Done("ListOpenIDConnectProviders")).MembersText("OpenIDConnectProviderList"));
        (await Call("GetOpenIDConnectProvider", ("OpenIDConnectProviderArn", "arn:aws:iam::999999999999:oidc-provider/x")))
            .IsRefused("InvalidInput", "Invalid ARN: arn:aws:iam::999999999999:oidc-provider/x");
    }

    [Fact]
    public async Task Its_tags_decide()
    {
        await Done("CreateOpenIDConnectProvider", ("Url", Url), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "red"));
        var key = await Engine.AddUserAsync("alice", """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:*","Resource":"*","Condition":{"StringEquals":{"aws:ResourceTag/team":"red"}}}}""");
        (await CallAs(key, "TagOpenIDConnectProvider", ByArn, ("Tags.member.1.Key", "floor"), ("Tags.member.1.Value", "2"))).Accepted();
        Assert.Equal(2, (await CallAs(key, "ListOpenIDConnectProviderTags", ByArn)).Accepted().MembersText("Tags").Count);
        (await CallAs(key, "UntagOpenIDConnectProvider", ByArn, ("TagKeys.member.1", "team"))).Accepted();
        Assert.Equal("AccessDenied", (await CallAs(key, "DeleteOpenIDConnectProvider", ByArn)).Refusal!.Code);
    }
}
