using Kagimori.Cryptography;

namespace Kagimori.Keys;

/// <summary>An opened key material and its id.</summary>
internal sealed record BackingKey(KeyMaterialId Id, KeyMaterial Material)
{
    /// <summary>The id as answers have it, made once.</summary>
    public string IdText { get; } = Id.ToString();
}
