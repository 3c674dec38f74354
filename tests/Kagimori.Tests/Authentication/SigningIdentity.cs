using System.Globalization;
using System.Text;
using Kagimori.Cryptography;

namespace Kagimori.Tests.Authentication;

/// <summary>Who signs, and for where.</summary>
public sealed record SigningIdentity(string AccessKeyId, string Secret, string Region, string Service)
{
    /// <summary>The identity of the examples AWS publishes.</summary>
    public static SigningIdentity Example { get; } = new("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "us-east-1", "service");

    /// <summary>The session token of temporary credentials; null for long-term ones.</summary>
    public string? SessionToken { get; init; }

    public string Credential(DateTimeOffset time) =>
        $"{AccessKeyId}/{time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}/{Region}/{Service}/aws4_request";

    public KeyMaterial SecretMaterial() => new(Encoding.UTF8.GetBytes(Secret));
}
