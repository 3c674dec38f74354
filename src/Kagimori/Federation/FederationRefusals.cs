using System.Globalization;

namespace Kagimori.Federation;

/// <summary>Every way a web identity token is refused, in AWS's words where they are known.</summary>
internal static class FederationRefusals
{
    /// <summary>The role does not trust the bearer, or does not exist: the same answer for both.</summary>
    public static Refusal NotAuthorized(string action) => Refusals.QueryAccessDenied($"Not authorized to perform {action}");

    public static Refusal InvalidRoleArn() => Refusals.QueryValidation("Request ARN is invalid");

    public static Refusal UnknownProviderId(string providerId) =>
        Refusals.QueryValidation($"The identity provider {providerId} is not supported: leave ProviderId out for OpenID Connect.");

    public static Refusal NotAToken() =>
        Invalid("The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)");

    public static Refusal NoProvider(string issuer) => Invalid($"No OpenIDConnect provider found in your account for {issuer}");

    public static Refusal MissingClaim(string claim) => Invalid($"Missing a required claim: {claim}");

    public static Refusal IncorrectAudience() => Invalid("Incorrect token audience");

    /// <param name="reason">What the signature fails by, for the audit trail only.</param>
    public static Refusal InvalidSignature(string reason) => Invalid("The signature of the ID Token is not valid.") with { Reason = reason };

    public static Refusal NoVerificationKey() => Invalid(
        "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements");

    public static Refusal ThumbprintMismatch() => Invalid("OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint");

    public static Refusal Expired(DateTimeOffset now, long expiry) => new("ExpiredTokenException", string.Create(CultureInfo.InvariantCulture,
        $"Token expired: current date/time {now.ToUnixTimeSeconds()} must be before the expiration date/time{expiry}"));

    public static Refusal ProviderNotReachable() =>
        new("IDPCommunicationError", "The identity provider could not be reached to verify the ID Token.");

    public static Refusal RejectedClaim(string claim) => new("IDPRejectedClaim", $"The claim {claim} of the ID Token is not valid.", 403);

    private static Refusal Invalid(string message) => new("InvalidIdentityToken", message);
}
