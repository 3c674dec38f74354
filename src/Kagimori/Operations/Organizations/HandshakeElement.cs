using Kagimori.Organizations;

namespace Kagimori.Operations.Organizations;

/// <summary>A handshake as the service answers it.</summary>
internal sealed record HandshakeElement(
    string Id, string Arn, IReadOnlyList<HandshakeParty> Parties, string State, DateTimeOffset RequestedTimestamp, DateTimeOffset ExpirationTimestamp, string Action,
    IReadOnlyList<HandshakeResource> Resources)
{
    public static HandshakeElement Of(HandshakeRecord handshake, DateTimeOffset now) => new(
        handshake.Id, handshake.Arn,
        [new HandshakeParty(handshake.OrganizationId["o-".Length..], "ORGANIZATION"), new HandshakeParty(handshake.Account, "ACCOUNT")],
        handshake.StateAt(now), handshake.RequestedAt, handshake.ExpiresAt, "INVITE",
        [
            new HandshakeResource(handshake.OrganizationId, "ORGANIZATION"), new HandshakeResource(handshake.Account, "ACCOUNT"),
            .. handshake.Notes is { } notes ? [new HandshakeResource(notes, "NOTES")] : Array.Empty<HandshakeResource>(),
        ]);
}

internal sealed record HandshakeResource(string Value, string Type);
