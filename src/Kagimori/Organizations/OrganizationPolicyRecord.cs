namespace Kagimori.Organizations;

/// <summary>A policy of an organization.</summary>
/// <param name="Type">SERVICE_CONTROL_POLICY or RESOURCE_CONTROL_POLICY.</param>
public sealed record OrganizationPolicyRecord(string Id, string Name, string Description, string Type, string Content)
{
    /// <summary>Whether it is AWS's own, the same in every organization.</summary>
    public bool IsAwsManaged => OrganizationPolicyType.Find(Type)?.Default.Id == Id;

    public string ArnIn(OrganizationRecord organization) => IsAwsManaged
        ? $"arn:aws:organizations::aws:policy/{Type.ToLowerInvariant()}/{Id}"
        : organization.ArnOf("policy", $"{Type.ToLowerInvariant()}/{Id}");
}
