using Kagimori.CustomKeyStores;
using Kagimori.Operations.CustomKeyStores;
using Kagimori.Operations.Recipients;
using Kagimori.Wire;

namespace Kagimori.Operations.DataKeys;

/// <summary>Answers random bytes.</summary>
internal static class GenerateRandom
{
    public static readonly Shape<GenerateRandomRequest> Shape = new(
        Kms.Number<GenerateRandomRequest>("NumberOfBytes", r => r.NumberOfBytes, Kms.NumberOfBytesType),
        Kms.Text<GenerateRandomRequest>("CustomKeyStoreId", r => r.CustomKeyStoreId, Kms.CustomKeyStoreIdType),
        new RecipientInfo.Member<GenerateRandomRequest>(r => r.Recipient));

    public static async ValueTask<Outcome<GenerateRandomResponse>> PerformAsync(Exchange exchange, GenerateRandomRequest request)
    {
        if (request.NumberOfBytes is not { } count) return Refusals.Validation("NumberOfBytes is required.");
        var generated = request.CustomKeyStoreId is null ? Generate(exchange, count) : await GenerateInKeyStoreAsync(exchange, request.CustomKeyStoreId, count);
        if (generated.Refusal is { } refusal) return refusal;
        var answer = SecretAnswer.Of(exchange, generated.Value!);
        return new GenerateRandomResponse { Plaintext = answer.Plaintext, CiphertextForRecipient = answer.ForRecipient };
    }

    private static Outcome<byte[]> Generate(Exchange exchange, int count)
    {
        var bytes = new byte[count];
        exchange.Engine.Random.Fill(bytes);
        return bytes;
    }

    private static async ValueTask<Outcome<byte[]>> GenerateInKeyStoreAsync(Exchange exchange, string keyStoreId, int count)
    {
        if (await KeyStoreTarget.FindAsync(exchange, keyStoreId) is not { } target) return KeyStoreRefusals.NotFound();
        if (target.KeyStore.CloudHsm is null) return Refusals.Unsupported($"Custom key stores of type {target.KeyStore.Type} do not generate random bytes.");
        if (!target.KeyStore.IsConnected) return KeyStoreRefusals.InvalidState(target.KeyStore.ConnectionState, exchange.Operation!.Name);
        var backing = await exchange.Engine.KeyStores.GetAsync(target.Partition, target.KeyStore);
        if (backing.Refusal is { } unreachable) return unreachable;
        return await backing.Value!.GenerateRandomAsync(count);
    }
}

internal sealed record GenerateRandomRequest
{
    public int? NumberOfBytes { get; set; }

    public string? CustomKeyStoreId { get; set; }

    public RecipientInfo? Recipient { get; set; }
}

internal sealed record GenerateRandomResponse
{
    /// <summary>Null when the answer is for a recipient.</summary>
    public required byte[]? Plaintext { get; init; }

    public byte[]? CiphertextForRecipient { get; init; }
}
