namespace Kagimori.CustomKeyStores;

/// <summary>Types of custom key store by their wire names. The keys in a store have an origin of the same name.</summary>
public static class CustomKeyStoreType
{
    public const string CloudHsm = "AWS_CLOUDHSM";
    public const string External = "EXTERNAL_KEY_STORE";
}
