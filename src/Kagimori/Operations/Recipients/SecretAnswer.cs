using System.Security.Cryptography;
using Kagimori.Cryptography.Attestation;

namespace Kagimori.Operations.Recipients;

/// <summary>A secret in an answer: in the clear, or encrypted to the attested recipient and never in the clear as well.</summary>
internal readonly record struct SecretAnswer(byte[]? Plaintext, byte[]? ForRecipient)
{
    /// <param name="secret">Given away: it is zeroed when it is encrypted.</param>
    public static SecretAnswer Of(Exchange exchange, byte[] secret)
    {
        if (exchange.Attestation is not { } attestation) return new SecretAnswer(secret, null);
        var envelope = RecipientEnvelope.Seal(attestation.PublicKey!, secret, exchange.Engine.Random);
        CryptographicOperations.ZeroMemory(secret);
        return new SecretAnswer(null, envelope);
    }
}
