using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kagimori.Host.Commands;

/// <summary>The option <c>--format</c> of commands that print for people or for programs.</summary>
internal static class OutputFormat
{
    public static Option<string> Option()
    {
        var format = new Option<string>("--format") { Description = "text for people, or json.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "json");
        return format;
    }

    public static bool IsJson(ParseResult parsed, Option<string> format) => parsed.GetValue(format) == "json";

    /// <summary>Writes one indented JSON value to standard output.</summary>
    public static void WriteJson(Action<Utf8JsonWriter> write)
    {
        using var output = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            write(json);
        }
        output.WriteByte((byte)'\n');
    }
}
