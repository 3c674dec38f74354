namespace Kagimori.Policies;

/// <summary>How a denial message names the resource.</summary>
public enum ResourceForm
{
    /// <summary>The ARN or <c>*</c> in the caller's account, "this resource" in another.</summary>
    Usual,
    Arn,
    ThisResource,
    Omitted,
}
