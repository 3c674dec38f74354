using System.Security.Cryptography;

namespace Kagimori.Operations.DataKeys;

/// <summary>Makes a data key and answers it only encrypted, for a system that stores data keys and must not see them.</summary>
internal static class GenerateDataKeyWithoutPlaintext
{
    public static async ValueTask<Outcome<GenerateDataKeyResponse>> PerformAsync(Exchange exchange, GenerateDataKeyRequest request)
    {
        var generated = await GenerateDataKey.PerformAsync(exchange, request);
        if (generated.Value is not { } response) return generated;
        CryptographicOperations.ZeroMemory(response.Plaintext);
        return response with { Plaintext = null };
    }
}
