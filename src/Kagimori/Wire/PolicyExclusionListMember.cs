using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>The policies that a simulation of a principal leaves out.</summary>
public sealed class PolicyExclusionListMember(string name) : Member<QueryParameters>(name, isRequired: false)
{
    private const string Inline = "inlinePolicyIdentifier";

    public override void Audit(QueryParameters request, Utf8JsonWriter json)
    {
        if (request.PolicyExclusions(Name) is not { } exclusions) return;
        json.WriteStartArray(CamelName);
        foreach (var exclusion in exclusions)
        {
            json.WriteStartObject();
            if (exclusion.PolicyType is { } type) json.WriteString("policyType", type);
            if (exclusion.PolicyArn is { } arn) json.WriteString("policyArn", arn);
            if (exclusion is not { PolicyName: null, AttachmentType: null, AttachmentName: null })
            {
                json.WriteStartObject(Inline);
                json.WriteString("policyName", exclusion.PolicyName);
                json.WriteString("attachmentType", exclusion.AttachmentType);
                json.WriteString("attachmentName", exclusion.AttachmentName);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    protected override bool IsPresent(QueryParameters request) => request.PolicyExclusions(Name) is not null;

    protected override void CheckValue(QueryParameters request, ref Violations violations)
    {
        var exclusions = request.PolicyExclusions(Name)!;
        for (var i = 0; i < exclusions.Count; i++)
        {
            var path = $"{CamelName}.{i + 1}.member";
            var exclusion = exclusions[i];
            Check(Iam.PolicyExclusionTypeEnum, exclusion.PolicyType, $"{path}.policyType", ref violations);
            if (exclusion.PolicyArn is { } arn) Iam.ArnType.Check(arn, $"{path}.policyArn", ref violations);
            Check(Iam.ExcludedPolicyNameType, exclusion.PolicyName, $"{path}.{Inline}.policyName", ref violations);
            Check(Iam.ExcludedAttachmentTypeEnum, exclusion.AttachmentType, $"{path}.{Inline}.attachmentType", ref violations);
            Check(Iam.ExcludedPolicyNameType, exclusion.AttachmentName, $"{path}.{Inline}.attachmentName", ref violations);
        }
    }

    // Of these members, which are newer than the others, IAM does tell the value.
    private static void Check(TextType type, string? value, string path, ref Violations violations)
    {
        if (value is not null && !type.IsMetBy(value)) violations.AddTold(value, path, type.Describe().Single());
    }
}
