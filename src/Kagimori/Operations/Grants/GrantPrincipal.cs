using Kagimori.Authorization;
using Kagimori.Policies;

namespace Kagimori.Operations.Grants;

/// <summary>The principals of grants: bound to unique ids when stored, so that an entity made anew does not inherit a grant.</summary>
internal static class GrantPrincipal
{
    private const string ArnPrefix = "arn:";

    /// <param name="what">The parameter, for the refusal of a unique id that is gone.</param>
    public static async ValueTask<Outcome<string>> BindAsync(Exchange exchange, string principal, string what)
    {
        var isArn = principal.StartsWith(ArnPrefix, StringComparison.Ordinal);
        if (!PrincipalEntry.TryParse("AWS", principal, out var entry) || entry!.Kind == PrincipalEntryKind.Everyone) return Refusals.InvalidPrincipalArn(principal);
        if (await new PrincipalBinding(exchange.Engine.Store).BindAsync(principal) is { } bound) return bound;
        return isArn ? Refusals.UnknownPrincipalArn(principal) : Refusals.UnknownPrincipalId(what);
    }
}
