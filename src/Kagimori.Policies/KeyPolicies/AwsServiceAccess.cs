namespace Kagimori.Policies;

/// <summary>How an AWS service gets at the AWS managed key it has in each account: the variable parts of the key's policy.</summary>
/// <param name="PolicyId">The Id of the policy, for example <c>auto-s3-2</c>.</param>
/// <param name="Sid">The Sid of the statements for requests through the service.</param>
/// <param name="Service">What the service is called in kms:ViaService, before the Region.</param>
/// <param name="Actions">What requests through the service in the key's Region may do.</param>
public sealed record AwsServiceAccess(string PolicyId, string Sid, string Service, IReadOnlyList<string> Actions)
{
    /// <summary>What requests through the service in any Region may do.</summary>
    public IReadOnlyList<string> ActionsFromAnyRegion { get; init; } = [];

    /// <summary>What the account itself may do without the service; never more than to look and to revoke grants.</summary>
    public required IReadOnlyList<string> AccountActions { get; init; }

    /// <summary>The Sid of the statement that lets the service itself, as a principal, look at the key; null for none.</summary>
    public string? DescribeSid { get; init; }
}
