using Kagimori.CustomKeyStores;
using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Changes a custom key store: most of it only while it is disconnected.</summary>
internal static class UpdateCustomKeyStore
{
    public static readonly Shape<UpdateCustomKeyStoreRequest> Shape = new(
        Kms.Text<UpdateCustomKeyStoreRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType, isRequired: true),
        Kms.Text<UpdateCustomKeyStoreRequest>("NewCustomKeyStoreName", r => r.NewCustomKeyStoreName, KmsKeyStores.CustomKeyStoreNameType),
        Kms.Text<UpdateCustomKeyStoreRequest>("KeyStorePassword", r => r.KeyStorePassword, KmsKeyStores.KeyStorePasswordType),
        Kms.Text<UpdateCustomKeyStoreRequest>("CloudHsmClusterId", r => r.CloudHsmClusterId, KmsKeyStores.CloudHsmClusterIdType),
        Kms.Text<UpdateCustomKeyStoreRequest>("XksProxyUriEndpoint", r => r.XksProxyUriEndpoint, KmsKeyStores.XksProxyUriEndpointType),
        Kms.Text<UpdateCustomKeyStoreRequest>("XksProxyUriPath", r => r.XksProxyUriPath, KmsKeyStores.XksProxyUriPathType),
        Kms.Text<UpdateCustomKeyStoreRequest>("XksProxyVpcEndpointServiceName", r => r.XksProxyVpcEndpointServiceName, KmsKeyStores.XksProxyVpcEndpointServiceNameType),
        Kms.Text<UpdateCustomKeyStoreRequest>("XksProxyVpcEndpointServiceOwner", r => r.XksProxyVpcEndpointServiceOwner, KmsKeyStores.AccountIdType),
        new XksCredentialMember<UpdateCustomKeyStoreRequest>("XksProxyAuthenticationCredential", r => r.XksProxyAuthenticationCredential),
        Kms.Text<UpdateCustomKeyStoreRequest>("XksProxyConnectivity", r => r.XksProxyConnectivity, KmsKeyStores.XksProxyConnectivityType));

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, UpdateCustomKeyStoreRequest request)
    {
        var target = await KeyStoreTarget.FindAsync(exchange, request.CustomKeyStoreId!);
        if (target is null) return KeyStoreRefusals.NotFound();
        var keyStore = target.KeyStore;
        if (KeyStoreMembers.CheckUpdate(request, keyStore.Type) is { } foreign) return foreign;
        var isAdmitted = keyStore.ConnectionState == ConnectionState.Disconnected || (keyStore.IsConnected && !NeedsDisconnected(request));
        if (!isAdmitted) return KeyStoreRefusals.InvalidState(keyStore.ConnectionState, exchange.Operation!.Name);
        if (request.NewCustomKeyStoreName is { } name)
        {
            if (target.Set.Value.FindByName(name) is { } named && named.Id != keyStore.Id) return KeyStoreRefusals.NameInUse(name);
            keyStore = keyStore with { Name = name };
        }
        var changed = keyStore.CloudHsm is null
            ? await XksProxySettings.ChangeAsync(exchange, target.Set.Value, keyStore, request)
            : await ChangeClusterAsync(exchange, target, keyStore, request);
        if (changed.Refusal is { } refusal) return refusal;
        // What only has another name stays connected as it is.
        var isSameConnection = changed.Value!.CloudHsm == keyStore.CloudHsm && changed.Value.XksProxy == keyStore.XksProxy;
        target.Put(exchange.Changes, isSameConnection ? changed.Value : changed.Value with { Revision = keyStore.Revision + 1 });
        return NoResponse.Instance;
    }

    // The name, and of an external key store also its credential and its path, can be changed while it is connected.
    private static bool NeedsDisconnected(UpdateCustomKeyStoreRequest request) =>
        request is not
        {
            KeyStorePassword: null, CloudHsmClusterId: null, XksProxyUriEndpoint: null, XksProxyVpcEndpointServiceName: null,
            XksProxyVpcEndpointServiceOwner: null, XksProxyConnectivity: null,
        };

    private static async ValueTask<Outcome<CustomKeyStoreRecord>> ChangeClusterAsync(
        Exchange exchange, KeyStoreTarget target, CustomKeyStoreRecord keyStore, UpdateCustomKeyStoreRequest request)
    {
        var cloudHsm = keyStore.CloudHsm!;
        if (request.CloudHsmClusterId is { } id && id != cloudHsm.ClusterId)
        {
            var clusters = exchange.Engine.CloudHsmClusters;
            if (clusters.Find(target.Partition, id) is not { } cluster) return KeyStoreRefusals.ClusterNotFound(id);
            if (clusters.Find(target.Partition, cloudHsm.ClusterId)?.BackupHistory != cluster.BackupHistory || !cluster.IsTrustAnchor(cloudHsm.TrustAnchorCertificate))
                return KeyStoreRefusals.ClusterNotRelated(id);
            if (await cluster.CheckAsync() is { } unusable) return unusable;
            cloudHsm = cloudHsm with { ClusterId = id };
        }
        if (request.KeyStorePassword is { } password)
            cloudHsm = cloudHsm with { WrappedPassword = KeyStoreSecrets.Wrap(exchange.Engine.RootKey, password, keyStore.Id) };
        return keyStore with { CloudHsm = cloudHsm };
    }
}

internal sealed record UpdateCustomKeyStoreRequest : IXksProxyMembers
{
    public string? CustomKeyStoreId { get; set; }

    public string? NewCustomKeyStoreName { get; set; }

    public string? KeyStorePassword { get; set; }

    public string? CloudHsmClusterId { get; set; }

    public string? XksProxyUriEndpoint { get; set; }

    public string? XksProxyUriPath { get; set; }

    public string? XksProxyVpcEndpointServiceName { get; set; }

    public string? XksProxyVpcEndpointServiceOwner { get; set; }

    public XksProxyAuthenticationCredential? XksProxyAuthenticationCredential { get; set; }

    public string? XksProxyConnectivity { get; set; }
}
