using System.Text.Json;
using Kagimori.Operations.CustomKeyStores;
using Json = Kagimori.Operations.KmsJson;

namespace Kagimori.Operations;

/// <summary>The operations of AWS KMS on custom key stores. They are the account's: identity policies alone decide, on every resource.</summary>
internal static class CustomKeyStoreOperations
{
    public static IEnumerable<Operation> Rows =>
    [
        new JsonOperation<CreateCustomKeyStoreRequest, CreateCustomKeyStoreResponse>(
            "CreateCustomKeyStore", CreateCustomKeyStore.Shape, Json.Default.CreateCustomKeyStoreRequest, Json.Default.CreateCustomKeyStoreResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = CreateCustomKeyStore.PerformAsync,
            RecordResponse = static (r, json) => JsonSerializer.Serialize(json, r, AuditedJson.Default.CreateCustomKeyStoreResponse),
        },
        new JsonOperation<DescribeCustomKeyStoresRequest, DescribeCustomKeyStoresResponse>(
            "DescribeCustomKeyStores", DescribeCustomKeyStores.Shape, Json.Default.DescribeCustomKeyStoresRequest, Json.Default.DescribeCustomKeyStoresResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = DescribeCustomKeyStores.PerformAsync,
            IsReadOnly = true,
        },
        new JsonOperation<UpdateCustomKeyStoreRequest, NoResponse>(
            "UpdateCustomKeyStore", UpdateCustomKeyStore.Shape, Json.Default.UpdateCustomKeyStoreRequest, Json.Default.NoResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = UpdateCustomKeyStore.PerformAsync,
        },
        OnKeyStore("DeleteCustomKeyStore", DeleteCustomKeyStore.PerformAsync),
        OnKeyStore("ConnectCustomKeyStore", ConnectCustomKeyStore.PerformAsync),
        OnKeyStore("DisconnectCustomKeyStore", DisconnectCustomKeyStore.PerformAsync),
    ];

    // These answer a JSON object without members, where the operations on keys that answer nothing have an empty body.
    private static JsonOperation<CustomKeyStoreIdRequest, NoResponse> OnKeyStore(
        string name, Func<Exchange, CustomKeyStoreIdRequest, ValueTask<Outcome<NoResponse>>> perform) =>
        new(name, CustomKeyStoreIdRequest.Shape, Json.Default.CustomKeyStoreIdRequest, Json.Default.NoResponse)
        {
            Resolve = static (x, _) => KeyResolution.WithoutResource(x),
            Perform = perform,
        };
}
