namespace Kagimori.Keys;

/// <summary>The owner that a wrapped key material is bound to, so that rows cannot be swapped.</summary>
internal static class KeyMaterialOwner
{
    public static string Of(KeyArn key, string materialId) => $"{key}#{materialId}";
}
