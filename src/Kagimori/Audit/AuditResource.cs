namespace Kagimori.Audit;

/// <summary>One entry of CloudTrail's <c>resources</c>: what the request was about.</summary>
public readonly record struct AuditResource(string AccountId, string Arn, string Type = AuditResource.KmsKey)
{
    public const string KmsKey = "AWS::KMS::Key";
}
