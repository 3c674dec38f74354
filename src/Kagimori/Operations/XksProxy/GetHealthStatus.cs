using Kagimori.CustomKeyStores.Xks;
using Kagimori.Wire;

namespace Kagimori.Operations.XksProxy;

/// <summary>Tells another KMS that its credential is right, and how the key manager is. Policies have no say in it.</summary>
internal static class GetHealthStatus
{
    private const string Vendor = "Kagimori";
    private const int IdLength = 16;
    private static readonly string Model = $"Kagimori {typeof(GetHealthStatus).Assembly.GetName().Version?.ToString(3)}";

    public static readonly Shape<XksRequest> Shape = new(new XksMetadataMember<XksRequest>());

    // A key manager that could not decide or record would have refused already (step 1); one that cannot write still serves.
    public static Outcome<XksHealthStatus> Perform(Exchange exchange) => new XksHealthStatus
    {
        XksProxyFleetSize = 1,
        XksProxyVendor = Vendor,
        XksProxyModel = Model,
        EkmVendor = Vendor,
        EkmFleetDetails =
        [
            new(exchange.Engine.RootKey.CheckValue[..IdLength], Model, exchange.Engine.Store.IsHealthy ? XksKeyManager.Active : XksKeyManager.Degraded),
        ],
    };
}
