using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Kagimori.Host.Serving;

/// <summary>An address to listen on. Port 0 means any free port.</summary>
internal sealed record ListenAddress(IPAddress Address, int Port, bool IsTls)
{
    public bool IsLoopback => IPAddress.IsLoopback(Address);

    public static bool TryParse(string url, [NotNullWhen(true)] out ListenAddress? address)
    {
        address = null;
        // Uri does not know the host *, which means every address of the machine.
        if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0", StringComparison.Ordinal), UriKind.Absolute, out var uri)) return false;
        if (uri.Scheme is not ("http" or "https") || uri.PathAndQuery != "/" || uri.UserInfo.Length > 0) return false;
        var host = uri.Host == "localhost" ? "127.0.0.1" : uri.Host.Trim('[', ']');
        if (!IPAddress.TryParse(host, out var ip)) return false;
        address = new ListenAddress(ip, uri.Port, uri.Scheme == "https");
        return true;
    }

    public override string ToString() => $"{(IsTls ? "https" : "http")}://{new IPEndPoint(Address, Port)}";
}
