namespace Kagimori.CustomKeyStores;

/// <summary>Why a custom key store could not be connected, by its wire name.</summary>
internal static class ConnectionErrorCode
{
    public const string InvalidCredentials = "INVALID_CREDENTIALS";
    public const string ClusterNotFound = "CLUSTER_NOT_FOUND";
    public const string NetworkErrors = "NETWORK_ERRORS";
    public const string InternalError = "INTERNAL_ERROR";

    /// <summary>The cluster has no HSM: its token is not there.</summary>
    public const string InsufficientHsms = "INSUFFICIENT_CLOUDHSM_HSMS";
    public const string UserLockedOut = "USER_LOCKED_OUT";
    public const string UserNotFound = "USER_NOT_FOUND";
    public const string UserLoggedIn = "USER_LOGGED_IN";
}
