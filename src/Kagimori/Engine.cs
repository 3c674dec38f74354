using Kagimori.Audit;
using Kagimori.Cryptography;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Storage;

namespace Kagimori;

/// <summary>The parts that every request shares, made once when the service starts.</summary>
public sealed class Engine
{
    public required SqliteStore Store { get; init; }

    public required RootKey RootKey { get; init; }

    public required KeySnapshots Keys { get; init; }

    public required Callers Callers { get; init; }

    public required SessionTokens SessionTokens { get; init; }

    public required AuditTrail Audit { get; init; }

    public required RandomSource Random { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>How far a request's timestamp may be from now.</summary>
    public TimeSpan ClockWindow { get; init; } = TimeSpan.FromMinutes(5);
}
