namespace Kagimori.Audit;

/// <summary>The end of a chain: the last record's number and hash. Kept elsewhere, it proves later that nothing was cut off.</summary>
/// <param name="Sequence">0 where there is no record yet.</param>
/// <param name="Hash">SHA-256 in lower-case hexadecimal; 64 zeros where there is no record yet.</param>
public readonly record struct AuditHead(long Sequence, string Hash)
{
    public static AuditHead Empty => new(0, AuditChain.ZeroHash);
}
