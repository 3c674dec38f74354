using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Keys;

/// <summary>Changes a key's description.</summary>
internal static class UpdateKeyDescription
{
    public static readonly Shape<UpdateKeyDescriptionRequest> Shape = new(
        Kms.Text<UpdateKeyDescriptionRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Text<UpdateKeyDescriptionRequest>("Description", r => r.Description, Kms.DescriptionType, isRequired: true));

    public static Outcome<NoResponse> Perform(Exchange exchange, UpdateKeyDescriptionRequest request)
    {
        var key = exchange.Key;
        KeyRecords.Keys.Update(exchange.Changes, key.Stored, key.Record with { Description = request.Description! });
        return NoResponse.Instance;
    }
}

internal sealed record UpdateKeyDescriptionRequest
{
    public string? KeyId { get; set; }

    public string? Description { get; set; }
}
