namespace Kagimori.Organizations;

/// <summary>A policy that is attached to a root, a unit or an account.</summary>
public sealed record AttachmentRecord(string PolicyId, string TargetId);
