namespace Kagimori.Operations.Identities.Simulation;

/// <summary>ResourceHandlingOption: a few actions need other resources from one way to use them to another.</summary>
/// <remarks>Which resources those are is not asked; AWS's simulator does without those that are missing as well.</remarks>
internal static class ResourceHandling
{
    private static readonly string[] CloudWatch =
    [
        "CloudWatch-Alarm", "CloudWatch-AlarmMuteRule", "CloudWatch-InsightRule", "CloudWatch-ServiceLevelObjective", "CloudWatch-Dashboard", "CloudWatch-Dataset",
        "CloudWatch-MetricStream", "CloudWatch-Service",
    ];

    private static readonly Dictionary<string, string[]> Options = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ec2:RunInstances"] =
            ["EC2-Classic-EBS", "EC2-Classic-InstanceStore", "EC2-VPC-InstanceStore", "EC2-VPC-InstanceStore-Subnet", "EC2-VPC-EBS", "EC2-VPC-EBS-Subnet"],
        ["cloudwatch:ListTagsForResource"] = CloudWatch,
        ["cloudwatch:TagResource"] = CloudWatch,
        ["cloudwatch:UntagResource"] = CloudWatch,
        ["devicefarm:ScheduleRun"] = ["Device Pool as filter", "Device Selection Configuration as filter"],
    };

    /// <summary>What is wrong with an option for these actions; null when nothing is.</summary>
    public static Refusal? Check(string option, IEnumerable<string> actions)
    {
        foreach (var action in actions)
        {
            if (!Options.TryGetValue(action, out var options)) return IdentityRefusals.ResourceHandlingNotSupported(action);
            if (!options.Contains(option)) return IdentityRefusals.UnknownResourceHandling(option, action);
        }
        return null;
    }
}
