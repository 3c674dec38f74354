namespace Kagimori.Operations.Identities.AccessKeys;

/// <summary>The states of an access key. Expired is a word of the service model that no caller can set.</summary>
internal static class AccessKeyStatus
{
    public const string Active = "Active";
    public const string Inactive = "Inactive";
    public const string Expired = "Expired";

    public static string Of(bool isActive) => isActive ? Active : Inactive;
}
