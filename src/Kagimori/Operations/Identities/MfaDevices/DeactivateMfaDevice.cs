using Kagimori.Identities;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Takes a device from its user; by default from the caller. The device stays and can be enabled again.</summary>
internal static class DeactivateMfaDevice
{
    public static readonly Shape<QueryParameters> Shape = new(Query.Text("UserName", Iam.ExistingUserNameType), MfaDevice.SerialNumber);

    public static async ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query)
    {
        if (exchange.Targets[0].Entity is Stored<AccountRecord>) return IdentityRefusals.MfaDeviceOfAnother();
        if (EntityKinds.User.Found(exchange) is not { } entity)
            return EntityKinds.User.NotFound(query.Text("UserName") ?? exchange.Caller.EntityName ?? "root");
        var user = entity.Value;
        var serial = query.Text("SerialNumber")!;
        if (MfaDevice.RefuseWithoutMultiFactor(exchange, user) is { } refusal) return refusal;
        if (await MfaDevice.FindAsync(exchange, serial) is not { } device || device.Value.UserId != user.Id)
            return IdentityRefusals.MfaDeviceOfAnother();
        device.Update(exchange, device.Value with { UserId = null, EnabledAt = null });
        entity.Update(exchange, user with { MfaDevices = [.. user.MfaDevices.Where(other => other != serial)] });
        return QueryResult.None;
    }
}
