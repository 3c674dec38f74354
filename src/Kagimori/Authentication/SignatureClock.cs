namespace Kagimori.Authentication;

/// <summary>Whether a request was signed lately enough, and not in the future.</summary>
/// <remarks>
/// A presigned request is good for its own lifetime, counted from its signing. Without one, and for the future,
/// the service's clock window holds.
/// </remarks>
internal static class SignatureClock
{
    public static Refusal? Check(in SignatureParameters parameters, SignatureRequirements requirements, DateTimeOffset now)
    {
        var (protocol, window) = (requirements.Protocol, requirements.ClockWindow);
        var signed = parameters.Time.Value;
        var here = now.UtcDateTime;
        if (signed - here > window)
            return AuthenticationRefusals.SignatureNotYetCurrent(protocol, Text(signed), Text(here + window), Text(here), window);
        if (parameters.Lifetime is { } lifetime)
        {
            return here - signed <= lifetime
                ? null
                : AuthenticationRefusals.PresignedExpired(protocol, Text(signed), Text(here - lifetime), Text(here), lifetime);
        }
        return here - signed <= window
            ? null
            : AuthenticationRefusals.SignatureExpired(protocol, Text(signed), Text(here - window), Text(here), window);
    }

    private static string Text(DateTime time) => new SigningTime(time).ToString();
}
