namespace Kagimori.Conformance.Crash;

/// <summary>The last acknowledged version of something, and the one that was under way, if any.</summary>
internal sealed class Versioned
{
    private int _acknowledged;
    private int _underWay;

    public void Begin(int version) => _underWay = version;

    public void Acknowledge() => _acknowledged = _underWay;

    /// <summary>A version after a crash must be the acknowledged one or the one that was under way.</summary>
    public void Check(int found, string what) =>
        Assert.True(found == _acknowledged || found == _underWay, $"{what} has version {found}; {_acknowledged} was acknowledged, {_underWay} under way.");
}

/// <summary>A key that a worker made.</summary>
internal sealed record KeyEntry(string Id, string Alias)
{
    public Versioned Policy { get; } = new();

    public Versioned Tags { get; } = new();

    public Versioned Aliases { get; } = new();
}

/// <summary>A user that a worker made.</summary>
internal sealed record UserEntry(string Name)
{
    public Versioned Existence { get; } = new();
}
