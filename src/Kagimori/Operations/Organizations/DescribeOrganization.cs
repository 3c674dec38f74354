using Kagimori.Organizations;
using Kagimori.Storage;

namespace Kagimori.Operations.Organizations;

/// <summary>Describes the organization that the caller's account is in; every member may ask.</summary>
internal static class DescribeOrganization
{
    public static Outcome<OrganizationResponse> Perform(Exchange exchange) =>
        exchange.Targets[0].Entity is Stored<OrganizationRecord> stored ? new OrganizationResponse(OrganizationElement.Of(stored.Value)) : OrganizationRefusals.NotInUse();
}
