using System.Globalization;
using Kagimori.CustomKeyStores.Xks;
using Kagimori.Host.Serving;

namespace Kagimori.Host.ExternalKeyStores;

/// <summary>Reads how external key store proxies are reached.</summary>
internal static class XksTransportSetting
{
    private const string Roots = "external-key-store-ca";
    private const string Address = "external-key-store-address";
    private const string Timeout = "external-key-store-timeout";

    public static XksTransportSettings Read(ServeValues values) => new()
    {
        AdditionalRoots = TransportValues.Roots(values, Roots), Addresses = TransportValues.Addresses(values, Address), Timeout = ReadTimeout(values),
    };

    private static TimeSpan ReadTimeout(ServeValues values)
    {
        if (!int.TryParse(values.Text(Timeout) ?? "250", NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds is < 1 or > 60_000)
            values.Errors.Add($"{Timeout}: must be a number of milliseconds from 1 to 60000.");
        return TimeSpan.FromMilliseconds(milliseconds);
    }
}
