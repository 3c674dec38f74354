using Kagimori.Authorization;
using Kagimori.Policies;

namespace Kagimori.Operations.Grants;

/// <summary>The principals of grants: bound to unique ids when stored, so that an entity made anew does not inherit a grant.</summary>
internal static class GrantPrincipal
{
    private const string ArnPrefix = "arn:";

    /// <summary>Refuses a request that names a principal by both members that there are for it.</summary>
    public static Refusal OneOf(string principal, string service) => Refusals.Validation($"You can specify either {principal} or {service}, but not both.");

    /// <summary>The principal, or else the service.</summary>
    /// <param name="what">The parameter, for the refusal of a unique id that is gone.</param>
    public static ValueTask<Outcome<string>> BindAsync(Exchange exchange, string? principal, string what, string? service) =>
        principal is not null ? BindAsync(exchange, principal, what)
            : new(new PrincipalBinding(exchange.Engine.Store, services: exchange.Engine.TrustedCallers.Services).IsServicePrincipal(service!) ? service! : Refusals.UnknownService(service!));

    /// <param name="what">The parameter, for the refusal of a unique id that is gone.</param>
    public static async ValueTask<Outcome<string>> BindAsync(Exchange exchange, string principal, string what)
    {
        var isArn = principal.StartsWith(ArnPrefix, StringComparison.Ordinal);
        if (!PrincipalEntry.TryParse("AWS", principal, out var entry) || entry!.Kind == PrincipalEntryKind.Everyone) return Refusals.InvalidPrincipalArn(principal);
        if (await new PrincipalBinding(exchange.Engine.Store).BindAsync(principal) is { } bound) return bound;
        return isArn ? Refusals.UnknownPrincipalArn(principal) : Refusals.UnknownPrincipalId(what);
    }
}
