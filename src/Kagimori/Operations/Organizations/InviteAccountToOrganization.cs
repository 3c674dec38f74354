using Kagimori.Identities;
using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Invites an account that exists already; nothing changes for it until it accepts.</summary>
internal static class InviteAccountToOrganization
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(15);

    public static readonly Shape<InviteAccountRequest> Shape = new(
        new HandshakePartyMember<InviteAccountRequest>("Target", r => r.Target),
        Kms.Text<InviteAccountRequest>("Notes", r => r.Notes, Orgs.HandshakeNotesType),
        Orgs.Tags<InviteAccountRequest>(r => r.Tags));

    public static async ValueTask<Outcome<HandshakeResponse>> PerformAsync(OrganizationCall call, InviteAccountRequest request)
    {
        var exchange = call.Exchange;
        var store = exchange.Engine.Store;
        // An account here is known by its id alone.
        if (request.Target is not { Type: "ACCOUNT", Id: { } id } || !AccountId.TryParse(id, out _))
            return OrganizationRefusals.InvalidInput("INVALID_PARTY_TYPE_TARGET", "You specified the wrong type of entity (account, organization, or email) as a party.");
        if (request.Tags is { Count: > 0 })
            return OrganizationRefusals.InvalidInput("TARGET_NOT_SUPPORTED", "Tags of an invited account are not supported by this version.");
        if (await IdentityRecords.Accounts.FindAsync(store, "", id) is null) return OrganizationRefusals.AccountNotFound();
        if (call.Organization.FindAccount(id) is not null)
            return OrganizationRefusals.HandshakeConstraint("ALREADY_IN_AN_ORGANIZATION", "The account is already a member of the organization.");
        var others = await OrganizationRecords.Handshakes.ScanAsync(store, "");
        if (others.Any(other => other.Value.Account == id && other.Value.OrganizationId == call.Organization.Id && other.Value.StateAt(exchange.Now) == HandshakeRecord.Open))
            return OrganizationRefusals.DuplicateHandshake();
        var handshake = new HandshakeRecord($"h-{OrganizationIds.New(exchange.Engine.Random, OrganizationIds.RequestLength)}", call.Organization.Id, call.Organization.ManagementAccount, id,
            request.Notes, HandshakeRecord.Open, exchange.Now, exchange.Now + Validity);
        OrganizationRecords.Handshakes.Create(exchange.Changes, "", handshake.Id, handshake);
        // Two invitations at the same time: the second sees the first.
        call.Put(call.Organization);
        return new HandshakeResponse(HandshakeElement.Of(handshake, exchange.Now));
    }
}

internal sealed record InviteAccountRequest
{
    public HandshakeParty? Target { get; set; }

    public string? Notes { get; set; }

    public IReadOnlyList<OrganizationTag?>? Tags { get; set; }
}

internal sealed record HandshakeResponse(HandshakeElement Handshake);
