using Kagimori.Tests.CustomKeyStores;

namespace Kagimori.Tests.Contract;

/// <summary>An enabled symmetric encryption key in both Regions, for the other end of a ReEncrypt.</summary>
/// <param name="Ciphertext">What it has encrypted, in Base64.</param>
internal sealed record ContractHelper(string Id, string Ciphertext)
{
    public static async Task<ContractHelper> CreateAsync(TestService service)
    {
        var id = (await service.KmsAsync("root", "CreateKey", new { MultiRegion = true })).Succeeded().Json["KeyMetadata"]!["KeyId"]!.GetValue<string>();
        (await service.KmsAsync("root", "ReplicateKey", new { KeyId = id, ReplicaRegion = ContractKey.Other })).Succeeded();
        await service.RunDueAsync();
        return new ContractHelper(id, (await service.KmsAsync("root", "Encrypt", new { KeyId = id, Plaintext = "message"u8.ToArray() })).Succeeded()["CiphertextBlob"]);
    }
}
