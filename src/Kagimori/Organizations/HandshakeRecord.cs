namespace Kagimori.Organizations;

/// <summary>An invitation of an account into an organization.</summary>
/// <param name="Id">h- and 32 characters.</param>
/// <param name="State">OPEN, ACCEPTED, DECLINED or CANCELED.</param>
public sealed record HandshakeRecord(
    string Id, string OrganizationId, string ManagementAccount, string Account, string? Notes, string State, DateTimeOffset RequestedAt, DateTimeOffset ExpiresAt)
{
    public const string Open = "OPEN";
    public const string Accepted = "ACCEPTED";
    public const string Declined = "DECLINED";
    public const string Canceled = "CANCELED";

    public string Arn => $"arn:aws:organizations::{ManagementAccount}:handshake/{OrganizationId}/invite/{Id}";

    public string StateAt(DateTimeOffset now) => State == Open && ExpiresAt <= now ? "EXPIRED" : State;
}
