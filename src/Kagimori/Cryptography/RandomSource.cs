namespace Kagimori.Cryptography;

/// <summary>The one point where chance enters: every nonce, key and identifier is drawn here.</summary>
/// <remarks>Implementations are safe for concurrent use. Production has one, <see cref="Secure"/>; others live in tests.</remarks>
public abstract class RandomSource
{
    /// <summary>The operating system's cryptographically secure generator.</summary>
    public static RandomSource Secure { get; } = new SecureRandomSource();

    /// <summary>Fills the whole of <paramref name="destination"/>.</summary>
    public abstract void Fill(Span<byte> destination);
}
