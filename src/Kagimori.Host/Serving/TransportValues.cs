using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Kagimori.Host.Serving;

/// <summary>Reads what the service must know of servers that it calls: who issues their certificates, and where they are.</summary>
internal static class TransportValues
{
    /// <summary>The certificates of the PEM file that a setting names; none without it.</summary>
    public static X509Certificate2Collection Roots(ServeValues values, string setting)
    {
        var roots = new X509Certificate2Collection();
        if (values.Text(setting) is not { } path) return roots;
        try
        {
            roots.ImportFromPemFile(path);
            if (roots.Count == 0) values.Errors.Add($"{setting}: the file '{path}' has no certificate in PEM.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            values.Errors.Add($"{setting}: the file '{path}' cannot be read: {e.Message}");
        }
        return roots;
    }

    /// <summary>The places of a setting's HOST=IP:PORT, by host name.</summary>
    public static Dictionary<string, IPEndPoint> Addresses(ServeValues values, string setting)
    {
        var addresses = new Dictionary<string, IPEndPoint>(StringComparer.OrdinalIgnoreCase);
        foreach (var text in values.List(setting))
        {
            if (text.Split('=', 2) is [var host, var place] && Uri.CheckHostName(host) == UriHostNameType.Dns && place.Contains(':', StringComparison.Ordinal)
                && IPEndPoint.TryParse(place, out var address) && address.Port > 0) addresses[host] = address;
            else values.Errors.Add($"{setting}: '{text}' is not a host name, =, an IP address, : and a port.");
        }
        return addresses;
    }
}
