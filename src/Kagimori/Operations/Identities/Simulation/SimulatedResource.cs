namespace Kagimori.Operations.Identities.Simulation;

/// <summary>What simulation knows of the resources that actions take.</summary>
internal static class SimulatedResource
{
    public const string None = "*";

    // Services whose actions take resources of one service: their own, but for STS, which assumes roles of IAM.
    private static readonly Dictionary<string, (string Service, string Template)> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["kms"] = ("kms", "arn:aws:kms:${Region}:${Account}:key/${KeyId}"),
        ["iam"] = ("iam", "arn:aws:iam::${Account}:${ResourceType}/${ResourceName}"),
        ["sts"] = ("iam", "arn:aws:iam::${Account}:role/${RoleNameWithPath}"),
        ["s3"] = ("s3", "arn:aws:s3:::${BucketName}/${KeyName}"),
    };

    public static bool IsValid(string resource) => resource == None || resource.Split(':', 6) is ["arn", _, _, _, _, _];

    /// <summary>Whether an action can be asked for on a resource at all.</summary>
    public static bool Takes(string action, string resource) =>
        resource == None || !Known.TryGetValue(Prefix(action), out var known) || resource.Split(':', 4)[2] == known.Service;

    /// <summary>What stands for several resources of one action.</summary>
    public static string Template(string action) => Known.TryGetValue(Prefix(action), out var known) ? known.Template : None;

    private static string Prefix(string action) => action[..action.IndexOf(':', StringComparison.Ordinal)];
}
