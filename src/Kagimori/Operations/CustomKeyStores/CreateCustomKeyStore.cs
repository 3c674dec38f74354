using Kagimori.Cryptography;
using Kagimori.CustomKeyStores;
using Kagimori.Keys;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.CustomKeyStores;

/// <summary>Creates a custom key store, disconnected.</summary>
internal static class CreateCustomKeyStore
{
    private const int IdDigits = 17;

    public static readonly Shape<CreateCustomKeyStoreRequest> Shape = new(
        Kms.Text<CreateCustomKeyStoreRequest>("CustomKeyStoreName", r => r.CustomKeyStoreName, KmsKeyStores.CustomKeyStoreNameType, isRequired: true),
        Kms.Text<CreateCustomKeyStoreRequest>("CloudHsmClusterId", r => r.CloudHsmClusterId, KmsKeyStores.CloudHsmClusterIdType),
        Kms.Text<CreateCustomKeyStoreRequest>("TrustAnchorCertificate", r => r.TrustAnchorCertificate, KmsKeyStores.TrustAnchorCertificateType),
        Kms.Text<CreateCustomKeyStoreRequest>("KeyStorePassword", r => r.KeyStorePassword, KmsKeyStores.KeyStorePasswordType),
        Kms.Text<CreateCustomKeyStoreRequest>("CustomKeyStoreType", r => r.CustomKeyStoreType, KmsKeyStores.CustomKeyStoreType),
        Kms.Text<CreateCustomKeyStoreRequest>("XksProxyUriEndpoint", r => r.XksProxyUriEndpoint, KmsKeyStores.XksProxyUriEndpointType),
        Kms.Text<CreateCustomKeyStoreRequest>("XksProxyUriPath", r => r.XksProxyUriPath, KmsKeyStores.XksProxyUriPathType),
        Kms.Text<CreateCustomKeyStoreRequest>("XksProxyVpcEndpointServiceName", r => r.XksProxyVpcEndpointServiceName, KmsKeyStores.XksProxyVpcEndpointServiceNameType),
        Kms.Text<CreateCustomKeyStoreRequest>("XksProxyVpcEndpointServiceOwner", r => r.XksProxyVpcEndpointServiceOwner, KmsKeyStores.AccountIdType),
        new XksCredentialMember<CreateCustomKeyStoreRequest>("XksProxyAuthenticationCredential", r => r.XksProxyAuthenticationCredential),
        Kms.Text<CreateCustomKeyStoreRequest>("XksProxyConnectivity", r => r.XksProxyConnectivity, KmsKeyStores.XksProxyConnectivityType));

    public static async ValueTask<Outcome<CreateCustomKeyStoreResponse>> PerformAsync(Exchange exchange, CreateCustomKeyStoreRequest request)
    {
        var type = request.CustomKeyStoreType ?? CustomKeyStoreType.CloudHsm;
        if (KeyStoreMembers.CheckNew(request, type) is { } incomplete) return incomplete;
        var partition = new KeyPartition(exchange.Caller.Account, exchange.Region);
        var stored = await CustomKeyStoreRecords.FindSetAsync(exchange.Engine.Store, partition.ToString());
        var set = stored?.Value ?? new CustomKeyStoreSet([]);
        if (set.FindByName(request.CustomKeyStoreName!) is { } named)
        {
            if (!IsRepetition(named, request, exchange.Engine.RootKey)) return KeyStoreRefusals.NameInUse(request.CustomKeyStoreName!);
            return new CreateCustomKeyStoreResponse { CustomKeyStoreId = named.Id };
        }
        if (set.Stores.Count >= CustomKeyStoreSet.MaximumStores) return KeyStoreRefusals.TooManyStores(CustomKeyStoreSet.MaximumStores);

        var id = NewId(exchange.Engine.Random);
        var keyStore = new CustomKeyStoreRecord { Id = id, Name = request.CustomKeyStoreName!, Type = type, CreatedAt = exchange.Now };
        var made = type == CustomKeyStoreType.CloudHsm
            ? await WithClusterAsync(exchange, partition, set, keyStore, request)
            : await XksProxySettings.AddAsync(exchange, set, keyStore, request);
        if (made.Refusal is { } refusal) return refusal;
        CustomKeyStoreRecords.Put(exchange.Changes, partition.ToString(), stored, set.With(made.Value!));
        return new CreateCustomKeyStoreResponse { CustomKeyStoreId = id };
    }

    private static async ValueTask<Outcome<CustomKeyStoreRecord>> WithClusterAsync(
        Exchange exchange, KeyPartition partition, CustomKeyStoreSet set, CustomKeyStoreRecord keyStore, CreateCustomKeyStoreRequest request)
    {
        var clusters = exchange.Engine.CloudHsmClusters;
        if (clusters.Find(partition, request.CloudHsmClusterId!) is not { } cluster) return KeyStoreRefusals.ClusterNotFound(request.CloudHsmClusterId!);
        // A cluster that is associated is in use also when it is configured no more.
        var isInUse = set.Stores.Any(other => other.CloudHsm is { } used &&
            (used.ClusterId == cluster.Id || clusters.Find(partition, used.ClusterId)?.BackupHistory == cluster.BackupHistory));
        if (isInUse) return KeyStoreRefusals.ClusterInUse(cluster.Id);
        if (!cluster.IsTrustAnchor(request.TrustAnchorCertificate!)) return KeyStoreRefusals.IncorrectTrustAnchor();
        if (await cluster.CheckAsync() is { } unusable) return unusable;
        var password = KeyStoreSecrets.Wrap(exchange.Engine.RootKey, request.KeyStorePassword!, keyStore.Id);
        return keyStore with { CloudHsm = new CloudHsmRecord(cluster.Id, request.TrustAnchorCertificate!, password) };
    }

    // The same again of a disconnected key store is taken for a retry, and answered with what the first request made.
    private static bool IsRepetition(CustomKeyStoreRecord keyStore, CreateCustomKeyStoreRequest request, RootKey rootKey) =>
        keyStore is { ConnectionState: ConnectionState.Disconnected, CloudHsm: { } cloudHsm }
        && cloudHsm.ClusterId == request.CloudHsmClusterId && cloudHsm.TrustAnchorCertificate == request.TrustAnchorCertificate
        && KeyStoreSecrets.Is(rootKey, cloudHsm.WrappedPassword, request.KeyStorePassword!, keyStore.Id);

    private static string NewId(RandomSource random)
    {
        Span<byte> bytes = stackalloc byte[(IdDigits + 1) / 2];
        random.Fill(bytes);
        return $"cks-{Convert.ToHexStringLower(bytes)[..IdDigits]}";
    }
}

internal sealed record CreateCustomKeyStoreRequest : IXksProxyMembers
{
    public string? CustomKeyStoreName { get; set; }

    public string? CloudHsmClusterId { get; set; }

    public string? TrustAnchorCertificate { get; set; }

    public string? KeyStorePassword { get; set; }

    public string? CustomKeyStoreType { get; set; }

    public string? XksProxyUriEndpoint { get; set; }

    public string? XksProxyUriPath { get; set; }

    public string? XksProxyVpcEndpointServiceName { get; set; }

    public string? XksProxyVpcEndpointServiceOwner { get; set; }

    public XksProxyAuthenticationCredential? XksProxyAuthenticationCredential { get; set; }

    public string? XksProxyConnectivity { get; set; }
}

internal sealed record CreateCustomKeyStoreResponse
{
    public required string CustomKeyStoreId { get; init; }
}
