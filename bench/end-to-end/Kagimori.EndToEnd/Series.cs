namespace Kagimori.EndToEnd;

/// <summary>The rounds of one kind; what is quoted is the median of each measure.</summary>
internal sealed class Series
{
    private readonly List<Round> _rounds = [];

    public double RequestsPerSecond => MedianOf(round => round.RequestsPerSecond);

    public double P50 => MedianOf(round => round.P50);

    public double P99 => MedianOf(round => round.P99);

    public double CpuMicroseconds => MedianOf(round => round.CpuMicroseconds);

    public double AllocatedBytes => MedianOf(round => round.AllocatedBytes ?? double.NaN);

    public void Add(Round round) => _rounds.Add(round);

    /// <summary>The median over the rounds of a measure of this series over the same of another, round by round: what both suffered cancels.</summary>
    public double Ratio(Series other, Func<Round, double> measure) =>
        Median(_rounds.Zip(other._rounds, (mine, theirs) => measure(mine) / measure(theirs)));

    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length % 2 == 1 ? sorted[sorted.Length / 2] : (sorted[(sorted.Length / 2) - 1] + sorted[sorted.Length / 2]) / 2;
    }

    private double MedianOf(Func<Round, double> measure) => Median(_rounds.Select(measure));
}
