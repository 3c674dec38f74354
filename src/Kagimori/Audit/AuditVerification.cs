namespace Kagimori.Audit;

/// <summary>What a verification found.</summary>
/// <param name="Count">Records found intact, up to the first that is not.</param>
/// <param name="FirstSequence">The number of the first; 0 where there is none. Above 1: older files have been taken away.</param>
/// <param name="Head">The last intact record.</param>
/// <param name="Break">The first thing wrong; null when the trail is intact.</param>
public sealed record AuditVerification(long Count, long FirstSequence, AuditHead Head, AuditBreak? Break)
{
    public bool IsIntact => Break is null;

    public long LastSequence => Head.Sequence;
}
