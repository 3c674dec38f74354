using Kagimori.Wire;

namespace Kagimori.Operations.Identities.Simulation;

/// <summary>The members that simulations have.</summary>
internal static class SimulationMembers
{
    /// <summary>The policies of one level of an organization.</summary>
    public const string ServiceControlPolicies = "ServiceControlPolicyInputList";

    public static readonly Member<QueryParameters> OptionalPolicies = Query.List("PolicyInputList", Iam.SimulationPolicyListType);
    public static readonly Member<QueryParameters> Policies = Query.List("PolicyInputList", Iam.SimulationPolicyListType, isRequired: true);
    public static readonly Member<QueryParameters> PolicySourceArn = Query.Text("PolicySourceArn", Iam.ArnType, isRequired: true);
    public static readonly Member<QueryParameters> Organization =
        new PolicyLevelListMember("OrderedOrganizationPolicyInputList", ServiceControlPolicies, Iam.SimulationPolicyListType);

    public static readonly Member<QueryParameters> Exclusions = new PolicyExclusionListMember(PolicyExclusions.Parameter);

    public static readonly Member<QueryParameters>[] Common =
    [
        Query.List("PermissionsBoundaryPolicyInputList", Iam.SimulationPolicyListType),
        Query.List("ActionNames", Iam.ActionNameListType, isRequired: true),
        Query.List("ResourceArns", Iam.ResourceNameListType),
        Query.Text("ResourcePolicy", Iam.PolicyDocumentType),
        Query.Text("ResourceOwner", Iam.ResourceNameType),
        Query.Text("CallerArn", Iam.ResourceNameType),
        new ContextEntryListMember("ContextEntries"),
        Query.Text("ResourceHandlingOption", Iam.ResourceHandlingOptionType),
        Iam.MaxItems, Iam.Marker,
    ];
}
