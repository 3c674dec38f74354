using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Aliases;

/// <summary>Gives a key a friendly name.</summary>
internal static class CreateAlias
{
    public static readonly Shape<CreateAliasRequest> Shape = new(
        Kms.Text<CreateAliasRequest>("AliasName", r => r.AliasName, Kms.AliasNameType, isRequired: true),
        Kms.Text<CreateAliasRequest>("TargetKeyId", r => r.TargetKeyId, Kms.KeyIdType, isRequired: true));

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, CreateAliasRequest request)
    {
        if (AliasResolution.Check(request.AliasName!, out var name) is { } refusal) return new(refusal);
        AliasResolution.AddAlias(exchange, name);
        return AliasResolution.AddTargetKey(exchange, request.TargetKeyId!);
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, CreateAliasRequest request)
    {
        var name = AliasName.Parse(request.AliasName!);
        var key = exchange.Targets[1].Key!;
        if (await AliasResolution.FindAsync(exchange, name) is not null)
            return Refusals.AliasExists(name.ArnIn(exchange.Caller.Account, exchange.Region));
        if (AliasResolution.CheckQuota(key) is { } tooMany) return tooMany;
        AliasResolution.RequireUnchanged(exchange, key);
        AliasResolution.Create(exchange, new AliasRecord(name.ToString(), key.Record.Id, exchange.Now, exchange.Now));
        return NoResponse.Instance;
    }
}

internal sealed record CreateAliasRequest
{
    public string? AliasName { get; set; }

    public string? TargetKeyId { get; set; }
}
