using Kagimori.Cryptography.KeyPairs;
using Kagimori.Keys;
using Kagimori.Operations.Encryption;
using Kagimori.Policies;

namespace Kagimori.Operations.Signatures;

/// <summary>What a request wants signed or verified: algorithm and message type, which must fit the key and each other.</summary>
/// <param name="Algorithm">An algorithm of the key.</param>
internal sealed record SigningMessage(SigningAlgorithm Algorithm, MessageType Type)
{
    private const string Raw = "RAW";
    private const string Digest = "DIGEST";

    /// <summary>Refuses in AWS's order: algorithm and key, message type and key, message type and algorithm, length.</summary>
    public static Outcome<SigningMessage> Read(KeySnapshot key, string algorithmName, string? typeName, byte[] message)
    {
        if (KeyAlgorithm.Check(key, algorithmName) is { } incompatible) return incompatible;
        typeName ??= Raw;
        var type = typeName switch { Raw => MessageType.Raw, Digest => MessageType.Digest, _ => MessageType.ExternalMu };
        if (!IsTakenBy(key.Spec, type)) return Refusals.MessageTypeOfKeySpec(typeName, key.Spec.Name);
        var algorithm = SigningAlgorithm.Of(algorithmName);
        if (!algorithm.Takes(type)) return Refusals.MessageTypeOfAlgorithm(typeName, algorithmName);
        if (type != MessageType.Raw && message.Length != algorithm.DigestLength) return Refusals.DigestLength(algorithmName);
        return new SigningMessage(algorithm, type);
    }

    /// <summary>kms:SigningAlgorithm and kms:MessageType, as they will be used.</summary>
    public static bool Condition(string? algorithm, string? messageType, ConditionKey key, out ConditionValues values)
    {
        var value = key.Known switch
        {
            WellKnownKey.KmsSigningAlgorithm => algorithm,
            WellKnownKey.KmsMessageType => messageType ?? Raw,
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    private static bool IsTakenBy(KeySpec spec, MessageType type)
    {
        foreach (var name in spec.SigningAlgorithms)
        {
            if (SigningAlgorithm.Of(name).Takes(type)) return true;
        }
        return false;
    }
}
