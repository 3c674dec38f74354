using System.Security.Cryptography;
using System.Text;

namespace Kagimori.Authentication;

/// <summary>Every way a request's signature is refused, in AWS's words.</summary>
public static class AuthenticationRefusals
{
    private const string MismatchText =
        "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

    /// <summary>Nothing in the request says who signed it.</summary>
    public static Refusal MissingAuthenticationToken(ServiceProtocol protocol) => protocol == ServiceProtocol.Json
        ? new("MissingAuthenticationTokenException", "Missing Authentication Token")
        : new("MissingAuthenticationToken", "Request is missing Authentication Token", 403);

    /// <summary>No such access key, or an inactive one.</summary>
    public static Refusal UnknownAccessKey(ServiceProtocol protocol) => UnrecognizedClient(protocol, "unknown or inactive access key");

    /// <summary>The session token is missing, forged, or another access key's.</summary>
    public static Refusal InvalidToken(ServiceProtocol protocol, string reason) => UnrecognizedClient(protocol, reason);

    /// <summary>The session token was valid once.</summary>
    public static Refusal ExpiredToken(ServiceProtocol protocol) =>
        Refuse(protocol, "ExpiredTokenException", "ExpiredToken", "The security token included in the request is expired", 403);

    /// <summary>The account has not subscribed to the service.</summary>
    public static Refusal OptInRequired(ServiceProtocol protocol) =>
        Refuse(protocol, "OptInRequired", "OptInRequired", "The AWS Access Key Id needs a subscription for the service", 403);

    internal static Refusal SignatureMismatch(ServiceProtocol protocol, string reason) => InvalidSignature(protocol, MismatchText) with { Reason = reason };

    internal static Refusal TwoAuthentications(ServiceProtocol protocol) =>
        InvalidSignature(protocol, "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.");

    internal static Refusal UnsupportedAlgorithm(ServiceProtocol protocol, ReadOnlySpan<char> algorithm) =>
        Incomplete(protocol, $"Unsupported AWS 'algorithm': '{algorithm}'.");

    internal static Refusal NotAPair(ServiceProtocol protocol, string header) => Incomplete(
        protocol, $"Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '{Hash(header)}'.");

    internal static Refusal DuplicateParameter(ServiceProtocol protocol, string name) =>
        Incomplete(protocol, $"Authorization requires exactly one '{name}' parameter.");

    internal static Refusal MissingHeaderParameters(
        ServiceProtocol protocol, string header, bool credential, bool signature, bool signedHeaders, bool date)
    {
        var text = new StringBuilder();
        if (credential) text.Append("Authorization header requires 'Credential' parameter. ");
        if (signature) text.Append("Authorization header requires 'Signature' parameter. ");
        if (signedHeaders) text.Append("Authorization header requires 'SignedHeaders' parameter. ");
        if (date) text.Append("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ");
        text.Append("(Hashed with SHA-256 and encoded with Base64) Authorization=").Append(Hash(header));
        return Incomplete(protocol, text.ToString());
    }

    internal static Refusal MissingQueryParameters(ServiceProtocol protocol, bool credential, bool signature, bool signedHeaders, bool date)
    {
        var text = new StringBuilder();
        if (credential) text.Append("AWS query-string parameters must include 'X-Amz-Credential'. ");
        if (signature) text.Append("AWS query-string parameters must include 'X-Amz-Signature'. ");
        if (signedHeaders) text.Append("AWS query-string parameters must include 'X-Amz-SignedHeaders'. ");
        if (date) text.Append("AWS query-string parameters must include 'X-Amz-Date'. ");
        text.Append("Re-examine the query-string parameters.");
        return Incomplete(protocol, text.ToString());
    }

    internal static Refusal InvalidExpires(ServiceProtocol protocol) =>
        Incomplete(protocol, "X-Amz-Expires must be a number of seconds from 1 to 604800.");

    internal static Refusal InvalidDate(ServiceProtocol protocol, string date) =>
        Incomplete(protocol, $"Date must be in ISO-8601 'basic format'. Got '{date}'. See http://en.wikipedia.org/wiki/ISO_8601");

    internal static Refusal InvalidCredential(ServiceProtocol protocol, ReadOnlySpan<char> credential) => Incomplete(
        protocol, $"Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '{credential}'");

    internal static Refusal InvalidScope(ServiceProtocol protocol, string problems) => InvalidSignature(protocol, problems);

    internal static Refusal HostNotSigned(ServiceProtocol protocol) =>
        InvalidSignature(protocol, "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");

    internal static Refusal HeaderNotSigned(ServiceProtocol protocol, string name) =>
        InvalidSignature(protocol, $"'{name}' must be a 'SignedHeader' in the AWS Authorization.");

    internal static Refusal SignatureExpired(ServiceProtocol protocol, string signed, string earliest, string now, TimeSpan window) =>
        InvalidSignature(protocol, $"Signature expired: {signed} is now earlier than {earliest} ({now} - {(int)window.TotalMinutes} min.)");

    internal static Refusal SignatureNotYetCurrent(ServiceProtocol protocol, string signed, string latest, string now, TimeSpan window) =>
        InvalidSignature(protocol, $"Signature not yet current: {signed} is still later than {latest} ({now} + {(int)window.TotalMinutes} min.)");

    internal static Refusal PresignedExpired(ServiceProtocol protocol, string signed, string earliest, string now, TimeSpan lifetime) =>
        protocol == ServiceProtocol.Json
            ? InvalidSignature(protocol, $"Signature expired: {signed} is now earlier than {earliest} ({now} - {(int)lifetime.TotalSeconds} sec.)")
            : new("RequestExpired", "Request has expired.");

    private static Refusal UnrecognizedClient(ServiceProtocol protocol, string reason) =>
        Refuse(protocol, "UnrecognizedClientException", "InvalidClientTokenId", "The security token included in the request is invalid.", 403) with { Reason = reason };

    private static Refusal InvalidSignature(ServiceProtocol protocol, string text) =>
        Refuse(protocol, "InvalidSignatureException", "SignatureDoesNotMatch", text, 403);

    private static Refusal Incomplete(ServiceProtocol protocol, string text) =>
        Refuse(protocol, "IncompleteSignatureException", "IncompleteSignature", text, 400);

    private static Refusal Refuse(ServiceProtocol protocol, string jsonCode, string queryCode, string text, int queryStatus) =>
        protocol == ServiceProtocol.Json ? new(jsonCode, text) : new(queryCode, text, queryStatus);

    // The header carries a valid signature: it is told apart in an answer, never repeated.
    private static string Hash(string header) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(header)));
}
