using Kagimori.Keys;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations.Import;

/// <summary>Answers a public key to send key material under, and the token that proves where it belongs.</summary>
internal static class GetParametersForImport
{
    /// <summary>The states in which key material can come to a key, or in which it is refused for its origin alone.</summary>
    public const KeyState States = KeyState.Enabled | KeyState.Disabled | KeyState.PendingImport | KeyState.Unavailable;

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    public static readonly Shape<GetParametersForImportRequest> Shape = new(
        Kms.Text<GetParametersForImportRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<GetParametersForImportRequest>("WrappingAlgorithm", r => r.WrappingAlgorithm, Kms.AlgorithmSpec, isRequired: true),
        Kms.Text<GetParametersForImportRequest>("WrappingKeySpec", r => r.WrappingKeySpec, Kms.WrappingKeySpec, isRequired: true));

    public static bool Condition(Exchange exchange, GetParametersForImportRequest request, ConditionKey key, out ConditionValues values)
    {
        var value = key.Known switch
        {
            WellKnownKey.KmsWrappingAlgorithm => request.WrappingAlgorithm,
            WellKnownKey.KmsWrappingKeySpec => request.WrappingKeySpec,
            _ => null,
        };
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }

    public static async ValueTask<Outcome<GetParametersForImportResponse>> PerformAsync(Exchange exchange, GetParametersForImportRequest request)
    {
        var key = exchange.Key;
        if (key.Record.Origin != KeyOrigin.External) return Refusals.InvalidOrigin(key.ArnText, key.Record.Origin);
        if (KeyAdmission.CheckState(key, States) is { } pendingDeletion) return pendingDeletion;
        var wrapping = new Wrapping(request.WrappingAlgorithm!, request.WrappingKeySpec!);
        if (!key.Spec.Wrappings.Contains(wrapping)) return Refusals.InvalidWrapping(wrapping.Algorithm, wrapping.KeySpec, key.Spec.Name);
        var engine = exchange.Engine;
        using var privateKey = await engine.KeyPairs.TryGenerateAsync(WrappingKey.Of(wrapping), exchange.Http.RequestAborted);
        if (privateKey is null) return Refusals.KeyPairsBusy();
        var validTo = exchange.Now + Lifetime;
        return new GetParametersForImportResponse
        {
            KeyId = key.ArnText,
            ImportToken = engine.ImportTokens.Seal(new ImportTokenRecord(
                key.ArnText, wrapping, validTo, engine.RootKey.Wrap(privateKey, ImportTokenRecord.OwnerOf(key.ArnText)))),
            PublicKey = WrappingKey.Of(wrapping).PublicKeyOf(privateKey),
            ParametersValidTo = validTo,
        };
    }
}

internal sealed record GetParametersForImportRequest
{
    public string? KeyId { get; set; }

    public string? WrappingAlgorithm { get; set; }

    public string? WrappingKeySpec { get; set; }
}

internal sealed record GetParametersForImportResponse
{
    public required string KeyId { get; init; }

    public required byte[] ImportToken { get; init; }

    public required byte[] PublicKey { get; init; }

    public required DateTimeOffset ParametersValidTo { get; init; }
}
