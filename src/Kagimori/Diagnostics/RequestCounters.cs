namespace Kagimori.Diagnostics;

/// <summary>How many requests of one operation were carried out and refused, since the process started.</summary>
/// <remarks>Counted by the request and read by the meter when it is scraped: counting must not look anything up by name.</remarks>
public sealed class RequestCounters
{
    private long _carriedOut;
    private long _refused;

    public long CarriedOut => Interlocked.Read(ref _carriedOut);

    public long Refused => Interlocked.Read(ref _refused);

    public void Count(bool refused)
    {
        if (refused) Interlocked.Increment(ref _refused);
        else Interlocked.Increment(ref _carriedOut);
    }
}
