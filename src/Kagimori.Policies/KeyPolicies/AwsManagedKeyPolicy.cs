namespace Kagimori.Policies;

/// <summary>The key policy of an AWS managed key: everyone in the account may use the key, but only through its service.</summary>
/// <remarks>Source: the policies that GetKeyPolicy answers for these keys; AWS KMS Developer Guide, "AWS managed keys".</remarks>
public static class AwsManagedKeyPolicy
{
    public static string Create(string accountId, string region, AwsServiceAccess access)
    {
        var text = new KeyPolicyText(access.PolicyId);
        if (access.Actions.Count > 0)
            text.Add(access.Sid, ["*"], access.Actions, Condition(("StringEquals", [("kms:CallerAccount", accountId), ("kms:ViaService", $"{access.Service}.{region}.amazonaws.com")])));
        if (access.ActionsFromAnyRegion.Count > 0)
            text.Add(access.Sid, ["*"], access.ActionsFromAnyRegion,
                Condition(("StringEquals", [("kms:CallerAccount", accountId)]), ("StringLike", [("kms:ViaService", $"{access.Service}.*.amazonaws.com")])));
        text.Add("Allow direct access to key metadata to the account", [$"arn:aws:iam::{accountId}:root"], access.AccountActions);
        if (access.DescribeSid is { } sid) text.Add(sid, "Service", [$"{access.Service}.amazonaws.com"], ["kms:Describe*", "kms:Get*", "kms:List*"]);
        return text.ToString();
    }

    private static string Condition(params (string Operator, (string Key, string Value)[] Keys)[] operators) =>
        $"{{\n      {string.Join(",\n      ", operators.Select(each => $"\"{each.Operator}\" : {{\n        {string.Join(",\n        ", each.Keys.Select(key => $"\"{key.Key}\" : \"{key.Value}\""))}\n      }}"))}\n    }}";
}
