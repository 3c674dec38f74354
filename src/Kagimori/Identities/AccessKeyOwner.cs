namespace Kagimori.Identities;

/// <summary>The owner that a wrapped secret access key is bound to.</summary>
internal static class AccessKeyOwner
{
    public static string Of(string accessKeyId) => $"access-key/{accessKeyId}";
}
