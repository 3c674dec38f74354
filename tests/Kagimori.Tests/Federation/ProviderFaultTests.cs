using Kagimori.Federation;

namespace Kagimori.Tests.Federation;

/// <summary>What the bearer of a token is told when its provider cannot be asked.</summary>
public sealed class ProviderFaultTests : WebIdentityTest
{
    private protected override OidcTransportSettings Transport => Issuer.Settings(trusted: false);

    [Fact]
    public async Task The_answer_says_on_which_side_the_fault_is()
    {
        await AddRoleAsync("web", TrustProvider());
        await AddProviderAsync();
        (await BearAsync(Token())).RefusedXml(400, "InvalidIdentityToken",
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");
        await ThumbprintsAsync(new string('0', 40));
        (await BearAsync(Token())).RefusedXml(400, "InvalidIdentityToken", "OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");
        await ThumbprintsAsync(Issuer.Thumbprint);
        (await BearAsync(Token())).Succeeded();
        await Issuer.StopAsync();
        Service.Clock.Advance(TimeSpan.FromHours(1));
        (await BearAsync(Token())).RefusedXml(400, "IDPCommunicationError", "The identity provider could not be reached to verify the ID Token.");
    }

    private async Task ThumbprintsAsync(string thumbprint) => (await Service.QueryAsync(RootA, "iam", "UpdateOpenIDConnectProviderThumbprint",
        ("OpenIDConnectProviderArn", ProviderArn), ("ThumbprintList.member.1", thumbprint))).Succeeded();
}
