using Kagimori.Policies;

namespace Kagimori.Organizations;

/// <summary>A kind of policy that limits what the accounts of an organization may do.</summary>
/// <param name="Default">The policy that everything has as long as nothing else is attached.</param>
/// <param name="IsDefaultDetachable">Whether an allow list can take the default policy's place.</param>
public sealed record OrganizationPolicyType(
    string Name, PolicyGrammar Grammar, PolicySource Source, OrganizationPolicyRecord Default, bool IsDefaultDetachable)
{
    public const string ServiceControl = "SERVICE_CONTROL_POLICY";
    public const string ResourceControl = "RESOURCE_CONTROL_POLICY";

    public static readonly IReadOnlyList<OrganizationPolicyType> All =
    [
        new(ServiceControl, PolicyGrammar.ServiceControlPolicy, PolicySource.ServiceControlPolicy,
            new OrganizationPolicyRecord("p-FullAWSAccess", "FullAWSAccess", "Allows access to every operation", ServiceControl,
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}"""), IsDefaultDetachable: true),
        new(ResourceControl, PolicyGrammar.ResourceControlPolicy, PolicySource.ResourceControlPolicy,
            new OrganizationPolicyRecord("p-RCPFullAWSAccess", "RCPFullAWSAccess", "Allows access to every resource", ResourceControl,
                """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}"""), IsDefaultDetachable: false),
    ];

    /// <summary>Null for a type that decides nothing here.</summary>
    public static OrganizationPolicyType? Find(string name) => All.FirstOrDefault(type => type.Name == name);

    public static OrganizationPolicyRecord? FindDefault(string policyId) => All.FirstOrDefault(type => type.Default.Id == policyId)?.Default;
}
