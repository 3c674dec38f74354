using Kagimori.Authorization;
using Kagimori.Organizations;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>What is done with an invitation: the invited account accepts or declines it, the management account cancels it, both may look.</summary>
internal static class AnswerHandshake
{
    public static readonly Shape<HandshakeIdRequest> Shape = new(
        Kms.Text<HandshakeIdRequest>("HandshakeId", r => r.HandshakeId, Orgs.HandshakeIdType, isRequired: true));

    public static async ValueTask<Refusal?> ResolveAsync(Exchange exchange, HandshakeIdRequest request)
    {
        var stored = await OrganizationRecords.Handshakes.FindAsync(exchange.Engine.Store, "", request.HandshakeId!);
        var account = exchange.Caller.Account.ToString();
        // Somebody else's invitation is one that does not exist.
        if (stored is not null && stored.Value.Account != account && stored.Value.ManagementAccount != account) stored = null;
        exchange.AddTarget(new AccessTarget
        {
            Action = exchange.Operation!.Action, Resource = stored?.Value.Arn ?? "*", ResourceAccount = stored is null ? null : account, Entity = stored,
        });
        return null;
    }

    public static Outcome<HandshakeResponse> Describe(Exchange exchange) =>
        Find(exchange) is { } stored ? new HandshakeResponse(HandshakeElement.Of(stored.Value, exchange.Now)) : OrganizationRefusals.HandshakeNotFound();

    public static Outcome<HandshakeResponse> Decline(Exchange exchange) =>
        Find(exchange) is { } stored && IsInvited(exchange, stored.Value) ? Change(exchange, stored, HandshakeRecord.Declined) : OrganizationRefusals.HandshakeNotFound();

    public static Outcome<HandshakeResponse> Cancel(Exchange exchange) =>
        Find(exchange) is { } stored && !IsInvited(exchange, stored.Value) ? Change(exchange, stored, HandshakeRecord.Canceled) : OrganizationRefusals.HandshakeNotFound();

    public static async ValueTask<Outcome<HandshakeResponse>> AcceptAsync(Exchange exchange)
    {
        if (Find(exchange) is not { } stored || !IsInvited(exchange, stored.Value)) return OrganizationRefusals.HandshakeNotFound();
        var changed = Change(exchange, stored, HandshakeRecord.Accepted);
        if (changed.IsRefused) return changed;
        var (account, store) = (stored.Value.Account, exchange.Engine.Store);
        if (await OrganizationRecords.Memberships.FindAsync(store, "", account) is not null)
            return OrganizationRefusals.HandshakeConstraint("ALREADY_IN_AN_ORGANIZATION", "The account is already a member of an organization.");
        if (await OrganizationRecords.Organizations.FindAsync(store, "", stored.Value.OrganizationId) is not { } organization) return OrganizationRefusals.HandshakeNotFound();
        OrganizationRecords.Memberships.Create(exchange.Changes, "", account, new MembershipRecord(organization.Value.Id));
        OrganizationRecords.Organizations.Update(exchange.Changes, organization, organization.Value.WithAccount(
            MemberRecord.Of(account, organization.Value.RootId, MemberRecord.Invited, exchange.Now)));
        return changed;
    }

    private static Outcome<HandshakeResponse> Change(Exchange exchange, Stored<HandshakeRecord> stored, string state)
    {
        var current = stored.Value.StateAt(exchange.Now);
        if (current == state) return OrganizationRefusals.HandshakeInState();
        if (current != HandshakeRecord.Open) return OrganizationRefusals.HandshakeTransition();
        var changed = stored.Value with { State = state };
        OrganizationRecords.Handshakes.Update(exchange.Changes, stored, changed);
        return new HandshakeResponse(HandshakeElement.Of(changed, exchange.Now));
    }

    private static Stored<HandshakeRecord>? Find(Exchange exchange) => exchange.Targets[0].Entity as Stored<HandshakeRecord>;

    private static bool IsInvited(Exchange exchange, HandshakeRecord handshake) => handshake.Account == exchange.Caller.Account.ToString();
}

internal sealed record HandshakeIdRequest
{
    public string? HandshakeId { get; set; }
}
