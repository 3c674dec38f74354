using Kagimori.Cryptography;

namespace Kagimori.Identities;

/// <summary>A credential that stands in the configuration, not in the store, and acts as an IAM user.</summary>
/// <param name="AccessKeyId">Unlike an access key's, known to nobody but its own part of the service.</param>
public sealed record UserCredential(string AccessKeyId, KeyMaterial SecretAccessKey, string UserArn)
{
    /// <summary>arn:aws:iam::ACCOUNT:user/PATH/NAME to account and name.</summary>
    public static bool TryParseUserArn(string arn, out AccountId account, out string name)
    {
        account = default;
        name = "";
        var parts = arn.Split(':');
        if (parts is not ["arn", "aws", "iam", "", _, _] || !AccountId.TryParse(parts[4], out account) || !parts[5].StartsWith("user/", StringComparison.Ordinal))
            return false;
        name = parts[5][(parts[5].LastIndexOf('/') + 1)..];
        return name.Length > 0;
    }
}
