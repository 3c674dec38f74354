using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Aliases;

/// <summary>Takes an alias away; the key remains.</summary>
internal static class DeleteAlias
{
    public static readonly Shape<DeleteAliasRequest> Shape = new(
        Kms.Text<DeleteAliasRequest>("AliasName", r => r.AliasName, Kms.AliasNameType, isRequired: true));

    public static ValueTask<Refusal?> ResolveAsync(Exchange exchange, DeleteAliasRequest request)
    {
        if (AliasResolution.Check(request.AliasName!, out var name) is { } refusal) return new(refusal);
        AliasResolution.AddAlias(exchange, name);
        return KeyResolution.ByKeyId(exchange, request.AliasName!);
    }

    public static async ValueTask<Outcome<NoResponse>> PerformAsync(Exchange exchange, DeleteAliasRequest request)
    {
        var stored = await AliasResolution.FindAsync(exchange, AliasName.Parse(request.AliasName!));
        if (stored is null) return Refusals.Conflict();
        KeyRecords.Aliases.Delete(exchange.Changes, stored);
        await AliasResolution.DeleteUnderKeyAsync(exchange, stored.Value);
        return NoResponse.Instance;
    }
}

internal sealed record DeleteAliasRequest
{
    public string? AliasName { get; set; }
}
