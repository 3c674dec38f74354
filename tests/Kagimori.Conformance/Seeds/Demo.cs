namespace Kagimori.Conformance;

/// <summary>The account of the story: its root user, an administrator's role, and users.</summary>
internal static class Demo
{
    public const string Account = "123456789012";
    public const string Region = "ap-northeast-1";
    public const string FixedKeyId = "mrk-1234567890abcdef1234567890abcdef";
    public const string FixedKeyArn = $"arn:aws:kms:{Region}:{Account}:key/{FixedKeyId}";
    public const string RoleArn = $"arn:aws:iam::{Account}:role/OrganizationAccountAccessRole";

    public static readonly Identity Root = new("root", "AKIAROOTROOTROOTROOT", "the+root/users+secret/access+key+of/40ch");
    public static readonly Identity Admin = new("admin", "AKIAADMINADMINADMIN1", "the+admins+secret/access/key/of+40chars/");
    public static readonly Identity User1 = new("user1", "AKIAUSER1USER1USER11", "the+first+users/secret/access/key+40ch//");
    public static readonly Identity User2 = new("user2", "AKIAUSER2USER2USER22", "the+second+users/secret/access/key+40ch/");

    public static readonly string[] KeyUse = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

    public static string UserArn(Identity user) => $"arn:aws:iam::{Account}:user/{user.Name}";

    /// <summary>user1 has no policy; user2 may use the keys whose ARN matches.</summary>
    public static object Seed(string user2Keys = $"arn:aws:kms:{Region}:{Account}:key/mrk-*", params object[] keys) => new
    {
        accounts = new[] { Account1(user2Keys, keys) },
    };

    public static object Policy(string action, string resource) => Policy([action], resource);

    public static object Policy(string[] actions, string resource) => new
    {
        Version = "2012-10-17",
        Statement = new[] { new { Effect = "Allow", Action = actions, Resource = resource } },
    };

    private static object Account1(string user2Keys, object[] keys) => new
    {
        id = Account,
        rootAccessKeys = new[] { KeyOf(Root) },
        users = new object[]
        {
            new { name = "admin", accessKeys = new[] { KeyOf(Admin) }, policies = new { assume = Policy("sts:AssumeRole", RoleArn) } },
            new { name = "user1", accessKeys = new[] { KeyOf(User1) } },
            new { name = "user2", accessKeys = new[] { KeyOf(User2) }, policies = new { useOfKeys = Policy(KeyUse, user2Keys) } },
        },
        roles = new[]
        {
            new
            {
                name = "OrganizationAccountAccessRole",
                trustPolicy = new
                {
                    Version = "2012-10-17",
                    Statement = new[] { new { Effect = "Allow", Principal = new { AWS = $"arn:aws:iam::{Account}:root" }, Action = "sts:AssumeRole" } },
                },
                policies = new { administratorAccess = Policy("*", "*") },
            },
        },
        keys,
    };

    public static object KeyOf(Identity identity) => new { id = identity.AccessKeyId, secret = identity.SecretAccessKey };
}
