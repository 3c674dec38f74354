namespace Kagimori.Wire;

/// <summary>What a simulation of a principal leaves out: a kind of policy, a managed policy, or inline policies by where they are attached.</summary>
public sealed record PolicyExclusion(string? PolicyType, string? PolicyArn, string? PolicyName, string? AttachmentType, string? AttachmentName);
