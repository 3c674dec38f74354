namespace Kagimori.EndToEnd;

/// <summary>Everything one run has measured.</summary>
internal sealed class Results
{
    public Series Bare8 { get; } = new();

    public Series Server8 { get; } = new();

    public Series Bare32 { get; } = new();

    public Series Server32 { get; } = new();

    public Series Decrypt32 { get; } = new();

    public double StartMilliseconds { get; set; }

    public long ServerResidentBytes { get; set; }

    public long BareResidentBytes { get; set; }
}
