using System.Globalization;

namespace Kagimori.EndToEnd;

/// <summary>How a run is made.</summary>
internal sealed record RunSettings
{
    /// <summary>The repository's root.</summary>
    public required string Root { get; init; }

    public bool Aot { get; init; }

    /// <summary>Whether it is measured how key generation disturbs, in the place of the comparison.</summary>
    public bool SlowGeneration { get; init; }

    /// <summary>Whether the table in docs/performance.md is replaced.</summary>
    public bool Write { get; init; }

    public int Rounds { get; init; } = 5;

    public int Seconds { get; init; } = 3;

    public int Starts { get; init; } = 5;

    /// <summary>Seconds of unmeasured load, so that everything hot is compiled at its last tier.</summary>
    public int WarmUp { get; init; } = 8;

    /// <summary>The keys there are when a start is measured.</summary>
    public int Keys { get; init; } = 10_000;

    public static RunSettings Read(string root, string[] args)
    {
        var settings = new RunSettings { Root = root };
        for (var i = 0; i < args.Length; i++)
        {
            settings = args[i] switch
            {
                "--aot" => settings with { Aot = true },
                "--slow-generation" => settings with { SlowGeneration = true },
                "--write" => settings with { Write = true },
                "--rounds" => settings with { Rounds = Number(args, ++i) },
                "--seconds" => settings with { Seconds = Number(args, ++i) },
                "--starts" => settings with { Starts = Number(args, ++i) },
                "--warm-up" => settings with { WarmUp = Number(args, ++i) },
                "--keys" => settings with { Keys = Number(args, ++i) },
                _ => throw new ArgumentException($"Unknown option {args[i]}."),
            };
        }
        return settings;
    }

    private static int Number(string[] args, int index) =>
        index < args.Length && int.TryParse(args[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ArgumentException($"{args[index - 1]} needs a number.");
}
