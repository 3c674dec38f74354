using Kagimori.Identities;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities.MfaDevices;

/// <summary>Deletes a device that no user has.</summary>
internal static class DeleteVirtualMfaDevice
{
    public static ValueTask<Outcome<QueryResult>> PerformAsync(Exchange exchange, QueryParameters query, Entity<MfaDeviceRecord> entity)
    {
        if (entity.Value.UserId is not null) return new(IdentityRefusals.MfaDeviceNotDeactivated());
        IdentityRecords.MfaDevices.Delete(exchange.Changes, entity.Stored);
        return new(QueryResult.None);
    }
}
