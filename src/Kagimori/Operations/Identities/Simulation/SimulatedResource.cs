namespace Kagimori.Operations.Identities.Simulation;

/// <summary>What simulation knows of the resources that actions take.</summary>
internal static class SimulatedResource
{
    public const string None = "*";

    // Services whose actions take resources of one service: their own, but for STS, whose resources are IAM's.
    private static readonly Dictionary<string, (string Service, string Template)> Services = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ec2"] = ("ec2", "ec2:${Region}:${Account}:${ResourceType}/${ResourcePath}"),
        ["iam"] = ("iam", "iam::${Account}:${ResourceType}/${ResourceName}"),
        ["kms"] = ("kms", "kms:${Region}:${Account}:${ResourceType}/${Id}"),
        ["lambda"] = ("lambda", "lambda:${Region}:${Account}:${ResourceType}:${ResourceId}"),
        ["s3"] = ("s3", "s3:::${BucketName}/${KeyName}"),
        ["sqs"] = ("sqs", "sqs:${Region}:${Account}:${QueueName}"),
        ["sts"] = ("iam", "iam::${Account}:${RelativeId}"),
    };

    /// <summary>Whether a text is an ARN that says more than that it is one, or <see cref="None"/>.</summary>
    public static bool IsValid(string resource) => resource == None || resource.Split(':', 6) is ["arn", { Length: > 0 }, { Length: > 0 }, _, _, { Length: > 0 }];

    /// <summary>Whether an action can be asked for on a resource at all. Of an action that is not known nobody can say that it cannot.</summary>
    public static bool Takes(string action, string resource)
    {
        if (resource == None || SimulatedActions.IsUnknown(action) || !Services.TryGetValue(ServiceOf(action), out var service)) return true;
        if (SimulatedActions.ResourcePrefixes(action) is { } prefixes && !IsOneOf(prefixes, resource.Split(':', 6)[5])) return false;
        return resource.Split(':', 4)[2] == service.Service;
    }

    /// <summary>What stands for several resources of one action.</summary>
    /// <param name="first">The first of them, which tells the partition.</param>
    public static string Template(string action, string first) =>
        !SimulatedActions.IsUnknown(action) && Services.TryGetValue(ServiceOf(action), out var service) ? $"arn:{(first == None ? "aws" : first.Split(':', 3)[1])}:{service.Template}" : None;

    private static bool IsOneOf(IReadOnlyList<string> prefixes, string resource) =>
        prefixes.Any(prefix => resource.StartsWith(prefix, StringComparison.Ordinal));

    private static string ServiceOf(string action) => action[..action.IndexOf(':', StringComparison.Ordinal)];
}
