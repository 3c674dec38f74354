namespace Kagimori.Policies;

/// <summary>A policy and where it comes from, for messages and explanations.</summary>
/// <param name="Arn">The ARN of a managed policy or of an organization's policy; null for an inline policy.</param>
public sealed record AttachedPolicy(Policy Policy, string Name, string? Arn, PolicySource Source);
