namespace Kagimori.Operations.Organizations;

/// <summary>Whom a handshake is with.</summary>
/// <param name="Type">ACCOUNT, ORGANIZATION or EMAIL.</param>
internal sealed record HandshakeParty(string? Id, string? Type);
