using System.Collections.Concurrent;

namespace Kagimori.Identities;

/// <summary>Keeps codes from being guessed: after eight wrong ones in a row, a device is not asked for two minutes.</summary>
/// <remarks>Safe for concurrent use. In memory, because a refused request changes nothing; there are at most as many entries as devices that users have.</remarks>
public sealed class MfaAttempts
{
    private const int MostInARow = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(2);

    private readonly ConcurrentDictionary<string, (int InARow, DateTimeOffset Last)> _refused = new(StringComparer.Ordinal);

    public bool ArePaused(string serialNumber, DateTimeOffset now) =>
        _refused.TryGetValue(serialNumber, out var refused) && refused.InARow >= MostInARow && now - refused.Last < Pause;

    public void Refused(string serialNumber, DateTimeOffset now) => _refused.AddOrUpdate(
        serialNumber, static (_, at) => (1, at), static (_, before, at) => (at - before.Last < Pause ? before.InARow + 1 : 1, at), now);

    public void Accepted(string serialNumber) => _refused.TryRemove(serialNumber, out _);
}
