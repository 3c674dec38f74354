namespace Kagimori.CustomKeyStores;

/// <summary>Refusals that have to do with custom key stores: AWS's codes, and its texts where they are documented.</summary>
internal static class KeyStoreRefusals
{
    public static Refusal NotFound() => new("CustomKeyStoreNotFoundException", "The custom key store was not found.");

    public static Refusal NameInUse(string name) => new("CustomKeyStoreNameInUseException", $"The custom key store name {name} is already in use.");

    public static Refusal InvalidState(string state, string operation) =>
        new("CustomKeyStoreInvalidStateException", $"The custom key store is in the connection state {state}, which is not valid for {operation}.");

    public static Refusal HasKeys() => new("CustomKeyStoreHasCMKsException", "The custom key store contains KMS keys.");

    public static Refusal TooManyStores(int maximum) => Refusals.LimitExceeded($"An account can have at most {maximum} custom key stores in a Region.");

    // ---- AWS CloudHSM ----
    public static Refusal ClusterNotFound(string clusterId) => new("CloudHsmClusterNotFoundException", $"The CloudHSM cluster {clusterId} was not found.");

    public static Refusal ClusterInUse(string clusterId) => new("CloudHsmClusterInUseException",
        $"The CloudHSM cluster {clusterId}, or one that shares a backup history with it, is already associated with a custom key store.");

    public static Refusal ClusterNotRelated(string clusterId) => new("CloudHsmClusterNotRelatedException",
        $"The CloudHSM cluster {clusterId} does not share a backup history with the custom key store's cluster.");

    public static Refusal ClusterNotActive() => new("CloudHsmClusterNotActiveException", "The CloudHSM cluster is not active.");

    public static Refusal ClusterInvalidConfiguration(string message) => new("CloudHsmClusterInvalidConfigurationException", message);

    public static Refusal IncorrectTrustAnchor() =>
        new("IncorrectTrustAnchorException", "The trust anchor certificate is not that of the CloudHSM cluster.");

    public static Refusal ClusterUnreachable() => Refusals.InvalidState(
        "KMS cannot communicate with your CloudHSM cluster. This might be a transient network issue. If you see this error repeatedly, verify that the Network ACLs " +
        "and the security group rules for the VPC of your AWS CloudHSM cluster are correct.");

    public static Refusal UserLockedOut() => Refusals.InvalidState(
        "KMS cannot communicate with your AWS CloudHSM cluster because the kmsuser is locked out. If you see this error repeatedly, disconnect the AWS CloudHSM key " +
        "store and reset the kmsuser account password. Update the kmsuser password for the custom key store and try the request again.");

    public static Refusal TooManySessions() =>
        new("KMSInternalException", "The CloudHSM cluster has no PKCS #11 session free for this request. Try again.", 500);

    public static Refusal BackingKeyMissing(string keyArn) => Refusals.InvalidState($"The key material of {keyArn} is not in the custom key store's CloudHSM cluster.");

    // ---- External key stores ----
    public static Refusal XksUriInUse() =>
        new("XksProxyUriInUseException", "The XksProxyUriEndpoint and XksProxyUriPath are already associated with another external key store.");

    public static Refusal XksUriEndpointInUse() =>
        new("XksProxyUriEndpointInUseException", "The XksProxyUriEndpoint is already associated with another external key store.");

    public static Refusal XksVpcEndpointServiceInUse() =>
        new("XksProxyVpcEndpointServiceInUseException", "The VPC endpoint service is already associated with another external key store.");

    public static Refusal XksKeyInUse(string externalKeyId) => new("XksKeyAlreadyInUseException",
        $"The external key ID {externalKeyId} is already associated with another KMS key in this external key store.");
}
