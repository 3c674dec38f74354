namespace Kagimori.XksProxy;

/// <summary>The errors of the External Key Store Proxy API.</summary>
/// <remarks>
/// The caller is another KMS, which passes on no text of ours. So the texts are general, and what was refused, in full,
/// is the reason in the audit trail.
/// </remarks>
internal static class XksProxyRefusals
{
    public static Refusal InvalidUriPath() => new("InvalidUriPathException", "The specified URI path is not valid.", 404);

    public static Refusal MethodNotAllowed() => new("UnsupportedOperationException", "Only POST is supported.", 405);

    /// <summary>A ciphertext that cannot be opened again right after it was made.</summary>
    public static Refusal Inconsistent() => new("InternalException", Internal, 500) { Reason = "a ciphertext did not open again" };

    private const string Internal = "The request failed because of an internal error.";

    /// <summary>Says a refusal of the engine as this API says it.</summary>
    public static Refusal Of(Refusal refusal)
    {
        var said = refusal.Code switch
        {
            "InvalidUriPathException" or "InternalException" => refusal,
            "UnsupportedOperationException" when refusal.StatusCode == 405 => refusal,
            "ValidationException" or "SerializationException" => new("ValidationException", "One or more input parameters are not valid."),
            "DisabledException" or "KMSInvalidStateException" => new("InvalidStateException", "The specified external key is not enabled."),
            "InvalidCiphertextException" => new("InvalidCiphertextException",
                "The specified ciphertext, initialization vector, additional authenticated data or authentication tag is corrupted, missing, or otherwise invalid."),
            "InvalidKeyUsageException" => new("InvalidKeyUsageException", "The specified external key does not support the requested operation."),
            "MissingAuthenticationTokenException" or "UnrecognizedClientException" or "InvalidSignatureException" or "IncompleteSignatureException" =>
                new("AuthenticationFailedException", "The request is not signed as it must be.", 401),
            "AccessDeniedException" => new("AccessDeniedException", "The operation is not authorized.", 403),
            "NotFoundException" => new("KeyNotFoundException", "The specified external key is not found.", 404),
            "UnsupportedOperationException" or "RequestEntityTooLargeException" =>
                new("UnsupportedOperationException", "The operation, or a parameter of this size, is not supported.", 501),
            _ => new Refusal("InternalException", Internal, 500),
        };
        return said.Reason is null ? said with { Reason = refusal.Reason ?? (said == refusal ? null : $"{refusal.Code}: {refusal.Message}") } : said;
    }
}
