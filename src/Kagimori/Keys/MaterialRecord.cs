using System.Text.Json.Serialization;

namespace Kagimori.Keys;

/// <summary>One key material of a key, wrapped under the root key with the key's ARN and the material's id as owner.</summary>
/// <param name="Id">The key material id, 64 hex digits.</param>
/// <param name="Wrapped">The wrapped backing key, random bytes or the PKCS #8 of a private key; empty for imported material that is not there (deleted, expired, or not yet imported in this Region), and for a key that lies in a token.</param>
/// <param name="PublicKey">The DER of the public key, in the clear; null for a symmetric key.</param>
public sealed record MaterialRecord(string Id, byte[] Wrapped, byte[]? PublicKey = null)
{
    public const string OnDemand = "ON_DEMAND";
    public const string Automatic = "AUTOMATIC";

    /// <summary>When it became current by rotation; null for the first material and for one that still waits.</summary>
    public DateTimeOffset? RotatedAt { get; init; }

    /// <summary>ON_DEMAND or AUTOMATIC; null like <see cref="RotatedAt"/>.</summary>
    public string? RotationType { get; init; }

    /// <summary>Imported to become current by the next rotation on demand.</summary>
    public bool IsPendingRotation { get; init; }

    /// <summary>What the importer said about it.</summary>
    public string? Description { get; init; }

    /// <summary>When imported material expires, or has expired; null for material that does not, or was deleted.</summary>
    public DateTimeOffset? ValidTo { get; init; }

    [JsonIgnore]
    public bool IsMissing => Wrapped.Length == 0;

    [JsonIgnore]
    public bool HasExpired => IsMissing && ValidTo is not null;
}
