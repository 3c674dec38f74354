using Kagimori.Policies;

namespace Kagimori.Authorization;

/// <summary>Why a request was denied, for those who are to learn it.</summary>
/// <param name="EncodedMessage">For sts:DecodeAuthorizationMessage; null when not even the caller's account may know.</param>
/// <param name="Explanation">For whoever was denied; null outside development.</param>
public sealed record DenialDetails(string? EncodedMessage, Explanation? Explanation)
{
    /// <summary>Null when denials say nothing more than AWS's do.</summary>
    public static DenialDetails? Of(Exchange exchange, AccessTarget target)
    {
        var detail = exchange.Engine.DenialDetail;
        if (detail == DenialDetail.None) return null;
        var explanation = RequestAuthorizer.Explain(exchange, target);
        return new DenialDetails(
            target.IsFromCiphertext && explanation.IsCrossAccount ? null : Encode(exchange, target, explanation.ForCallersAccount()),
            detail == DenialDetail.Open ? explanation : null);
    }

    private static string Encode(Exchange exchange, AccessTarget target, Explanation explanation) => exchange.Engine.AuthorizationMessages.Encode(
        exchange.Caller.Account, AuthorizationMessage.Of(exchange, target, explanation, AuthorizationMessages.MaxLength), exchange.Now);
}
