using Kagimori.Organizations;
using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>Makes an organization whose management account is the caller's.</summary>
internal static class CreateOrganization
{
    public static readonly Shape<CreateOrganizationRequest> Shape = new(
        Kms.Text<CreateOrganizationRequest>("FeatureSet", r => r.FeatureSet, Orgs.OrganizationFeatureSet));

    public static async ValueTask<Outcome<OrganizationResponse>> PerformAsync(Exchange exchange, CreateOrganizationRequest request)
    {
        var account = exchange.Caller.Account.ToString();
        if (await OrganizationRecords.Memberships.FindAsync(exchange.Engine.Store, "", account) is not null) return OrganizationRefusals.AlreadyInOrganization();
        var featureSet = request.FeatureSet ?? OrganizationRecord.AllFeatures;
        var organization = new OrganizationRecord
        {
            Id = $"o-{OrganizationIds.New(exchange.Engine.Random, OrganizationIds.OrganizationLength)}",
            RootId = $"r-{OrganizationIds.New(exchange.Engine.Random, OrganizationIds.RootLength)}",
            ManagementAccount = account,
            CreatedAt = exchange.Now,
            FeatureSet = featureSet,
            PolicyTypes = featureSet == OrganizationRecord.AllFeatures ? [OrganizationPolicyType.ServiceControl] : [],
        };
        organization = organization.WithDefaults(organization.RootId)
            .WithAccount(MemberRecord.Of(account, organization.RootId, MemberRecord.Invited, exchange.Now));
        OrganizationRecords.Organizations.Create(exchange.Changes, "", organization.Id, organization);
        OrganizationRecords.Memberships.Create(exchange.Changes, "", account, new MembershipRecord(organization.Id));
        return new OrganizationResponse(OrganizationElement.Of(organization));
    }
}

internal sealed record CreateOrganizationRequest
{
    public string? FeatureSet { get; set; }
}

internal sealed record OrganizationResponse(OrganizationElement Organization);
