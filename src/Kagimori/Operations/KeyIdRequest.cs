using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>The request of an operation that takes a key and nothing else.</summary>
internal sealed record KeyIdRequest
{
    public static readonly Shape<KeyIdRequest> Shape = new(Kms.Text<KeyIdRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true));

    public string? KeyId { get; set; }
}
