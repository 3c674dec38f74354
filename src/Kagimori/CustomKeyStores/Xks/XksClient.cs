using System.Buffers;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kagimori.Authentication;
using Microsoft.AspNetCore.Http;

namespace Kagimori.CustomKeyStores.Xks;

/// <summary>Calls one external key store proxy by version 1 of its API.</summary>
/// <remarks>
/// Safe for concurrent use. Nothing of an answer is taken on trust: sizes, the fixed values and the integrity value are checked, and what
/// is not as the API has it is <see cref="XksFailure.InvalidResponse"/>.
/// </remarks>
/// <param name="time">Signatures are dated by it.</param>
internal sealed class XksClient(XksTransport transport, XksProxyAddress proxy, TimeProvider time)
{
    private const int MaxUsages = 10;
    private const int MaxKeyManagers = 10;
    private const int LongestWord = 64;
    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-");

    public async Task<XksResult<XksHealthStatus>> GetHealthStatusAsync(XksRequestMetadata metadata)
    {
        var result = await CallAsync(
            XksApi.Health, new XksRequest { RequestMetadata = metadata }, XksJson.Default.XksRequest, XksJson.Default.XksHealthStatus);
        if (result.Value is not { } health) return result;
        var managers = health.EkmFleetDetails;
        if (health.XksProxyFleetSize < 1 || managers.Count is 0 or > MaxKeyManagers || managers.Any(manager => !IsStatus(manager?.HealthStatus)))
            return XksFailure.InvalidResponse;
        return managers.All(manager => manager.HealthStatus == XksKeyManager.Unavailable) ? XksFailure.AllUnavailable : health;
    }

    public async Task<XksResult<XksKeyMetadata>> GetKeyMetadataAsync(string externalKeyId, XksRequestMetadata metadata)
    {
        var result = await CallAsync(
            KeyPath(externalKeyId, XksApi.Metadata), new XksRequest { RequestMetadata = metadata }, XksJson.Default.XksRequest, XksJson.Default.XksKeyMetadata);
        if (result.Value is not { } key) return result;
        var isFit = IsWord(key.KeySpec) && key.KeyStatus is XksKeyMetadata.Enabled or XksKeyMetadata.Disabled
            && key.KeyUsage.Count <= MaxUsages && key.KeyUsage.All(IsWord);
        return isFit ? key : XksFailure.InvalidResponse;
    }

    public async Task<XksResult<XksEncryptResponse>> EncryptAsync(
        string externalKeyId, XksRequestMetadata metadata, byte[] plaintext, byte[] associatedData)
    {
        var request = new XksEncryptRequest
        {
            RequestMetadata = metadata, Plaintext = plaintext, AdditionalAuthenticatedData = associatedData,
            EncryptionAlgorithm = XksApi.AesGcm, CiphertextDataIntegrityValueAlgorithm = XksIntegrity.Algorithm,
        };
        var result = await CallAsync(
            KeyPath(externalKeyId, XksApi.Encrypt), request, XksJson.Default.XksEncryptRequest, XksJson.Default.XksEncryptResponse);
        return result.Value is { } made && !IsConsistent(made, plaintext.Length, associatedData) ? XksFailure.InvalidResponse : result;
    }

    public async Task<XksResult<XksDecryptResponse>> DecryptAsync(
        string externalKeyId, XksRequestMetadata metadata, XksEncryptResponse encrypted, byte[] associatedData)
    {
        var request = new XksDecryptRequest
        {
            RequestMetadata = metadata, AdditionalAuthenticatedData = associatedData, EncryptionAlgorithm = XksApi.AesGcm,
            Ciphertext = encrypted.Ciphertext, CiphertextMetadata = encrypted.CiphertextMetadata,
            InitializationVector = encrypted.InitializationVector, AuthenticationTag = encrypted.AuthenticationTag,
        };
        var result = await CallAsync(
            KeyPath(externalKeyId, XksApi.Decrypt), request, XksJson.Default.XksDecryptRequest, XksJson.Default.XksDecryptResponse);
        return result.Value is { } opened && opened.Plaintext.Length != encrypted.Ciphertext.Length ? XksFailure.InvalidResponse : result;
    }

    private static bool IsConsistent(XksEncryptResponse made, int plaintextLength, byte[] associatedData) =>
        made.Ciphertext.Length == plaintextLength
        && made.InitializationVector.Length is XksApi.IvSize or XksApi.LongIvSize
        && made.AuthenticationTag.Length == XksApi.TagSize
        && (made.CiphertextMetadata is null || made.CiphertextMetadata.Length <= XksApi.LargestMetadata)
        && made.CiphertextDataIntegrityValue is { } value
        && CryptographicOperations.FixedTimeEquals(
            value, XksIntegrity.Compute(associatedData, made.CiphertextMetadata, made.InitializationVector, made.Ciphertext, made.AuthenticationTag));

    private static bool IsStatus(string? status) => status is XksKeyManager.Active or XksKeyManager.Degraded or XksKeyManager.Unavailable;

    // What is told to a caller is a name, and nothing that a proxy could smuggle in.
    private static bool IsWord(string? text) => text is { Length: > 0 and <= LongestWord } && !text.AsSpan().ContainsAnyExcept(Letters);

    private static string KeyPath(string externalKeyId, string operation) => $"keys/{externalKeyId}/{operation}";

    private async Task<XksResult<TResponse>> CallAsync<TRequest, TResponse>(
        string path, TRequest request, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse> responseJson)
        where TResponse : class
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(request, requestJson);
        using var message = NewMessage($"{proxy.Path}/{path}", body);
        var reply = await transport.SendAsync(message);
        if (reply.Failure != XksFailure.None) return reply.Failure;
        if (reply.StatusCode == StatusCodes.Status200OK) return Read(reply.Body, responseJson) is { } value ? value : XksFailure.InvalidResponse;
        return Read(reply.Body, XksJson.Default.XksError) is { } error ? XksFailures.OfErrorName(error.ErrorName) : XksFailure.InvalidResponse;
    }

    private HttpRequestMessage NewMessage(string path, byte[] body)
    {
        var headers = new HeaderDictionary { ["Host"] = proxy.Host };
        proxy.Signer.Sign(new SignedHttpRequest("POST", path, "", headers, body), time.GetUtcNow());
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy.Endpoint, path))
        {
            Version = HttpVersion.Version11, VersionPolicy = HttpVersionPolicy.RequestVersionExact, Content = new ByteArrayContent(body),
        };
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        foreach (var (name, value) in headers) message.Headers.TryAddWithoutValidation(name, value.ToString());
        return message;
    }

    private static T? Read<T>(byte[] body, JsonTypeInfo<T> json) where T : class
    {
        try
        {
            return JsonSerializer.Deserialize(body, json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
