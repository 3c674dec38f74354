using Kagimori.CustomKeyStores;
using Kagimori.Keys;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>The proxy settings of an external key store: made, changed, and kept unique in the account and Region.</summary>
internal static class XksProxySettings
{
    /// <summary>A proxy behind a VPC endpoint service is called only when the key store is connected.</summary>
    public static async ValueTask<Outcome<CustomKeyStoreRecord>> AddAsync(
        Exchange exchange, CustomKeyStoreSet set, CustomKeyStoreRecord keyStore, CreateCustomKeyStoreRequest request)
    {
        var credential = request.XksProxyAuthenticationCredential!;
        var added = Finish(exchange, set, keyStore, request, new XksProxyRecord
        {
            Connectivity = request.XksProxyConnectivity!,
            UriEndpoint = request.XksProxyUriEndpoint!,
            UriPath = request.XksProxyUriPath!,
            AccessKeyId = credential.AccessKeyId!,
            WrappedSecretAccessKey = KeyStoreSecrets.Wrap(exchange.Engine.RootKey, credential.RawSecretAccessKey!, keyStore.Id),
        });
        return request.XksProxyConnectivity == XksProxyRecord.PublicEndpoint ? await CheckAsync(exchange, added) : added;
    }

    public static async ValueTask<Outcome<CustomKeyStoreRecord>> ChangeAsync(
        Exchange exchange, CustomKeyStoreSet set, CustomKeyStoreRecord keyStore, UpdateCustomKeyStoreRequest request)
    {
        var current = keyStore.XksProxy!;
        if (request.XksProxyConnectivity is { } connectivity && connectivity != current.Connectivity && request.XksProxyUriEndpoint is null)
            return Refusals.Validation("XksProxyUriEndpoint is required when XksProxyConnectivity is changed.");
        var credential = request.XksProxyAuthenticationCredential;
        var changed = Finish(exchange, set, keyStore, request, current with
        {
            Connectivity = request.XksProxyConnectivity ?? current.Connectivity,
            UriEndpoint = request.XksProxyUriEndpoint ?? current.UriEndpoint,
            UriPath = request.XksProxyUriPath ?? current.UriPath,
            AccessKeyId = credential?.AccessKeyId ?? current.AccessKeyId,
            WrappedSecretAccessKey = credential is null
                ? current.WrappedSecretAccessKey
                : KeyStoreSecrets.Wrap(exchange.Engine.RootKey, credential.RawSecretAccessKey!, keyStore.Id),
        });
        // A new name alone is none of the proxy's business.
        return changed.Value is { } value && value.XksProxy != current ? await CheckAsync(exchange, changed) : changed;
    }

    private static async ValueTask<Outcome<CustomKeyStoreRecord>> CheckAsync(Exchange exchange, Outcome<CustomKeyStoreRecord> made)
    {
        if (made.Value is not { } keyStore) return made;
        var partition = new KeyPartition(exchange.Caller.Account, exchange.Region);
        return await exchange.Engine.KeyStores.CheckProxyAsync(partition, keyStore, KeyStoreCaller.Of(exchange)) is { } refusal ? refusal : keyStore;
    }

    private static Outcome<CustomKeyStoreRecord> Finish(
        Exchange exchange, CustomKeyStoreSet set, CustomKeyStoreRecord keyStore, IXksProxyMembers request, XksProxyRecord proxy)
    {
        if (proxy.Connectivity == XksProxyRecord.VpcEndpointService)
        {
            proxy = proxy with
            {
                VpcEndpointServiceName = request.XksProxyVpcEndpointServiceName ?? proxy.VpcEndpointServiceName,
                VpcEndpointServiceOwner = request.XksProxyVpcEndpointServiceOwner ?? proxy.VpcEndpointServiceOwner ?? exchange.Caller.Account.ToString(),
            };
            if (proxy.VpcEndpointServiceName is null)
                return Refusals.Validation("XksProxyVpcEndpointServiceName is required when XksProxyConnectivity is VPC_ENDPOINT_SERVICE.");
        }
        else
        {
            if (request.XksProxyVpcEndpointServiceName is not null || request.XksProxyVpcEndpointServiceOwner is not null)
                return Refusals.Validation("XksProxyVpcEndpointServiceName and XksProxyVpcEndpointServiceOwner are not valid when XksProxyConnectivity is PUBLIC_ENDPOINT.");
            proxy = proxy with { VpcEndpointServiceName = null, VpcEndpointServiceOwner = null };
        }
        return CheckUnique(set, keyStore.Id, proxy) is { } taken ? taken : keyStore with { XksProxy = proxy };
    }

    private static Refusal? CheckUnique(CustomKeyStoreSet set, string id, XksProxyRecord proxy)
    {
        foreach (var store in set.Stores)
        {
            if (store.Id == id || store.XksProxy is not { } other) continue;
            var isPublic = proxy.Connectivity == XksProxyRecord.PublicEndpoint && other.Connectivity == XksProxyRecord.PublicEndpoint;
            // A host name means the same in any case.
            if (string.Equals(other.UriEndpoint, proxy.UriEndpoint, StringComparison.OrdinalIgnoreCase))
            {
                if (other.UriPath == proxy.UriPath) return KeyStoreRefusals.XksUriInUse();
                if (!isPublic) return KeyStoreRefusals.XksUriEndpointInUse();
            }
            if (proxy.VpcEndpointServiceName is { } service && service == other.VpcEndpointServiceName) return KeyStoreRefusals.XksVpcEndpointServiceInUse();
        }
        return null;
    }
}
