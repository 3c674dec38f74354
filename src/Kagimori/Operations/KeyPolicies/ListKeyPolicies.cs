using Kagimori.Wire;

namespace Kagimori.Operations.KeyPolicies;

/// <summary>Lists the names of a key's policies: there is one, and it is named default.</summary>
internal static class ListKeyPolicies
{
    public static readonly Shape<ListKeyPoliciesRequest> Shape = new(
        Kms.Text<ListKeyPoliciesRequest>("KeyId", r => r.KeyId, Kms.KeyIdType, isRequired: true),
        Kms.Number<ListKeyPoliciesRequest>("Limit", r => r.Limit, Kms.LimitType),
        Kms.Text<ListKeyPoliciesRequest>("Marker", r => r.Marker, Kms.MarkerType));

    public static Outcome<ListKeyPoliciesResponse> Perform(Exchange exchange, ListKeyPoliciesRequest request)
    {
        // All names fit on the first page, so no marker was ever given out.
        if (request.Marker is not null) return Refusals.InvalidMarker();
        return new ListKeyPoliciesResponse { PolicyNames = [GetKeyPolicy.PolicyName], Truncated = false };
    }
}

internal sealed record ListKeyPoliciesRequest
{
    public string? KeyId { get; set; }

    public int? Limit { get; set; }

    public string? Marker { get; set; }
}

internal sealed record ListKeyPoliciesResponse
{
    public required IReadOnlyList<string> PolicyNames { get; init; }

    public required bool Truncated { get; init; }
}
