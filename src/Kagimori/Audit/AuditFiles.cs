using System.Globalization;

namespace Kagimori.Audit;

/// <summary>The names of a trail's files: <c>audit-000001.jsonl</c> and on.</summary>
internal static class AuditFiles
{
    private const string Prefix = "audit-";
    private const string Suffix = ".jsonl";

    public static string Name(int number) => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:D6}{Suffix}");

    public static string Path(string directory, int number) => System.IO.Path.Combine(directory, Name(number));

    /// <summary>The numbers of the files there are, ascending.</summary>
    public static List<int> List(string directory)
    {
        var numbers = new List<int>();
        foreach (var path in Directory.EnumerateFiles(directory, Prefix + "*" + Suffix))
        {
            var name = System.IO.Path.GetFileName(path.AsSpan());
            var digits = name[Prefix.Length..^Suffix.Length];
            if (digits.Length >= 6 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0)
                numbers.Add(number);
        }
        numbers.Sort();
        return numbers;
    }
}
