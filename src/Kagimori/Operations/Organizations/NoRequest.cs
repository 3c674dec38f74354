using Kagimori.Wire;

namespace Kagimori.Operations.Organizations;

/// <summary>The request of an operation that has no members.</summary>
internal sealed record NoRequest
{
    public static readonly Shape<NoRequest> Shape = new();
}
