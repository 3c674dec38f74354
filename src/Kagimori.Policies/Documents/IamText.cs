namespace Kagimori.Policies;

/// <summary>IAM's write-time messages, in the order in which it reports them when a document has several faults.</summary>
internal static class IamText
{
    public const string Syntax = "Syntax errors in policy.";
    public const string Version = "Policy document must be version 2012-10-17 or greater.";
    public const string LegacyParsing = "The policy failed legacy parsing";
    public const string DuplicateSid = "Statement IDs (SID) in a single policy must be unique.";
    public const string SidCharacters = "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*";
    public const string NoActions = "Policy statement must contain actions.";
    public const string NoResources = "Policy statement must contain resources.";
    public const string NoVendor = "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.";
    public const string ManyColons = "Actions/Condition can contain only one colon.";
    public const string ResourceVendor = "Resource vendor must be fully qualified and cannot contain regexes.";
    public const string Principal = "Policy document should not specify a principal.";
    public const string NoPrincipal = "Missing required field Principal";
    public const string TrustResource = "Has prohibited field Resource.";

    // The two blanks are AWS's.
    public const string TrustActions =
        "Trust Policy statement actions can only be sts:AssumeRole, sts:AssumeRoleWithSAML,  and sts:AssumeRoleWithWebIdentity";

    public static string Vendor(string vendor) => $"Vendor {vendor} is not valid";

    public static string ResourceFormat(string resource) => $"Resource {resource} must be in ARN format or \"*\".";

    public static string Partition(string partition, string resource) => $"Partition \"{partition}\" is not valid for resource \"{resource}\".";

    public static string IamRegion(string resource) => $"IAM resource {resource} cannot contain region information.";

    public static string InvalidPrincipal(string type, string principal) => $"Invalid principal in policy: \"{type}\":\"{principal}\"";
}
