using Kagimori.Policies;

namespace Kagimori.Keys;

/// <summary>The AWS services that have an AWS managed key in each account and Region, which comes to be when it is first described.</summary>
/// <remarks>AWS makes no new keys of this kind since 2021; these are those whose description and policy are public.</remarks>
internal static class AwsManagedKeys
{
    private static readonly string[] Use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
    private static readonly string[] UseAndGrant = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey"];
    private static readonly string[] UseGrantAndList =
        ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"];

    private static readonly string[] Look = ["kms:Describe*", "kms:Get*", "kms:List*"];
    private static readonly string[] LookAndRevoke = ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"];

    private static readonly AwsManagedKey[] All =
    [
        new("backup", "Backup data", new("auto-backup-1", "Allow access through Backup for all principals in the account that are authorized to use Backup Storage",
            "backup", ["kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey*"]) { AccountActions = LookAndRevoke }),
        new("codecommit", "CodeCommit repositories", new("auto-codecommit-2", Through("CodeCommit"), "codecommit", Use) { AccountActions = Look }),
        new("dms", "DMS replication instance volumes", new("auto-dms-1", Through("DMS"), "dms", UseGrantAndList) { AccountActions = LookAndRevoke }),
        new("dynamodb", "DynamoDB data", new("auto-dynamodb-3", Through("Amazon DynamoDB"), "dynamodb", [])
        {
            ActionsFromAnyRegion = UseAndGrant, AccountActions = LookAndRevoke, DescribeSid = "Allow DynamoDB to directly describe the key",
        }),
        new("ebs", "EBS volumes", new("auto-ebs-2", Through("EBS"), "ec2", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("elasticfilesystem", "EFS filesystems", new("auto-elasticfilesystem-1",
            "Allow access to EFS for all principals in the account that are authorized to use EFS", "elasticfilesystem", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("glue", "Glue data", new("auto-glue-1", Through("Glue"), "glue", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("kinesisvideo", "kinesis video data", new("auto-kinesisvideo-1", Through("Kinesis Video Streams"), "kinesisvideo", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("lambda", "Lambda functions", new("auto-awslambda", Through("AWS Lambda"), "lambda", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("rds", "RDS database volumes", new("auto-rds-2", Through("RDS"), "rds", UseGrantAndList) { AccountActions = LookAndRevoke }),
        new("s3", "S3 objects", new("auto-s3-2", Through("S3"), "s3", Use) { AccountActions = Look }),
        new("secretsmanager", "Secrets Manager data", new("auto-secretsmanager-2", Through("AWS Secrets Manager"), "secretsmanager",
            ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:CreateGrant", "kms:DescribeKey"])
        {
            ActionsFromAnyRegion = ["kms:GenerateDataKey*"], AccountActions = LookAndRevoke,
        }),
        new("sns", "SNS data", new("auto-sns-1", Through("SNS"), "sns",
            ["kms:Decrypt", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:ListGrants", "kms:DescribeKey"]) { AccountActions = LookAndRevoke }),
        new("sqs", "SQS messages", new("auto-sqs-1", "Allow access through Simple Queue Service (SQS) for all principals in the account that are authorized to use SQS",
            "sqs", UseAndGrant) { AccountActions = LookAndRevoke }),
        new("ssm", "SSM parameters", new("auto-ssm-1", Through("SSM"), "ssm", Use) { AccountActions = Look }),
        new("xray", "X-Ray data", new("auto-xray-1", Through("X-Ray"), "xray", UseAndGrant)
        {
            AccountActions = LookAndRevoke, DescribeSid = "Allow X-Ray Service with service principal name xray.amazonaws.com to describe the key directly",
        }),
    ];

    /// <summary>The aliases of all, with or without a key, in ordinal order.</summary>
    public static IReadOnlyList<string> AliasNames { get; } = [.. All.Select(key => key.AliasName).Order(StringComparer.Ordinal)];

    /// <summary>The key that a reserved alias stands for; null when no service has that alias.</summary>
    public static AwsManagedKey? Find(AliasName alias) => Array.Find(All, key => key.AliasName == alias.ToString());

    private static string Through(string service) => $"Allow access through {service} for all principals in the account that are authorized to use {service}";
}
