using System.Collections.Frozen;

namespace Kagimori.XksProxy;

/// <summary>This service as an external key store proxy: the key stores it serves, by path.</summary>
public sealed class XksProxyConfiguration(IEnumerable<XksProxyStore> stores)
{
    private readonly FrozenDictionary<string, XksProxyStore> _stores = stores.ToFrozenDictionary(store => store.UriPathPrefix, StringComparer.Ordinal);

    public XksProxyStore? Find(string uriPathPrefix) => _stores.GetValueOrDefault(uriPathPrefix);
}
