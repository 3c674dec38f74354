namespace Kagimori.Authentication;

/// <summary>The parameters of a signature, wherever in the request they stood.</summary>
/// <remarks>Parts point into the request's own strings.</remarks>
internal struct SignatureParameters
{
    public ReadOnlyMemory<char> Credential { get; set; }

    public ReadOnlyMemory<char> SignedHeaders { get; set; }

    public ReadOnlyMemory<char> Signature { get; set; }

    public string? SessionToken { get; set; }

    public SigningTime Time { get; set; }

    /// <summary>How long a presigned request is valid; null for one signed in its header, or when it does not say.</summary>
    public TimeSpan? Lifetime { get; set; }

    public bool IsPresigned { get; set; }
}
