using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
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
        AdditionalRoots = ReadRoots(values), Addresses = ReadAddresses(values), Timeout = ReadTimeout(values),
    };

    private static X509Certificate2Collection ReadRoots(ServeValues values)
    {
        var roots = new X509Certificate2Collection();
        if (values.Text(Roots) is not { } path) return roots;
        try
        {
            roots.ImportFromPemFile(path);
            if (roots.Count == 0) values.Errors.Add($"{Roots}: the file '{path}' has no certificate in PEM.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            values.Errors.Add($"{Roots}: the file '{path}' cannot be read: {e.Message}");
        }
        return roots;
    }

    private static Dictionary<string, IPEndPoint> ReadAddresses(ServeValues values)
    {
        var addresses = new Dictionary<string, IPEndPoint>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in values.List(Address))
        {
            if (text.Split('=', 2) is [var host, var place] && Uri.CheckHostName(host) == UriHostNameType.Dns && place.Contains(':', StringComparison.Ordinal)
                && IPEndPoint.TryParse(place, out var address) && address.Port > 0) addresses[host] = address;
            else values.Errors.Add($"{Address}: '{text}' is not a host name, =, an IP address, : and a port.");
        }
        return addresses;
    }

    private static TimeSpan ReadTimeout(ServeValues values)
    {
        if (!int.TryParse(values.Text(Timeout) ?? "250", NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds is < 1 or > 60_000)
            values.Errors.Add($"{Timeout}: must be a number of milliseconds from 1 to 60000.");
        return TimeSpan.FromMilliseconds(milliseconds);
    }
}
