using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>One line of <c>kagimori policy evaluate</c>: a request with its policies in, a decision with its explanation out.</summary>
public static class EvaluationLine
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    public static void AnswerText(string line, Stream output) => AnswerText(Encoding.UTF8.GetBytes(line), output);

    public static void Answer(string line, Stream output) => Answer(Encoding.UTF8.GetBytes(line), output);

    /// <summary>Writes the line's answer as a tree for people, with an empty line after it; for a line that cannot be read what is wrong.</summary>
    public static void AnswerText(ReadOnlyMemory<byte> line, Stream output, string? fault = null)
    {
        var text = Read(line, fault, out fault) is var (explanation, ignored)
            ? explanation.ToText() + (ignored.Count > 0 ? $"Ignored, because not known: {string.Join(", ", ignored)}\n" : "")
            : $"Error: {fault}\n";
        output.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>Writes the line's answer: <c>{"id", "decision", "by", "explanation"}</c>, with <c>"ignored"</c> for members that are not known, or <c>{"id", "error"}</c> for a line that cannot be read.</summary>
    /// <param name="fault">What is wrong with a line of which no more than its beginning is known; null for a whole line.</param>
    public static void Answer(ReadOnlyMemory<byte> line, Stream output, string? fault = null)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            if (EvaluationId.Find(line) is { } id)
            {
                json.WritePropertyName("id");
                json.WriteRawValue(id.Span, skipInputValidation: true);
            }
            if (Read(line, fault, out fault) is var (explanation, ignored)) Write(explanation, ignored, json);
            else json.WriteString("error", fault);
            json.WriteEndObject();
        }
        output.Write(LineBreak);
    }

    // Null for a line that cannot be read; its fault says why.
    private static (Explanation Explanation, IReadOnlyList<string> Ignored)? Read(ReadOnlyMemory<byte> line, string? known, out string? fault)
    {
        fault = known ?? (Utf8.IsValid(line.Span) ? null : "The line is not UTF-8.");
        if (fault is not null) return null;
        try
        {
            using var document = Parse(line);
            var root = new EvaluationNode(document.RootElement, "");
            var (request, grants) = EvaluationRequest.Read(root);
            return (Authorizer.Explain(request, grants), EvaluationRequest.Ignored(root));
        }
        catch (JsonException e)
        {
            fault = $"The line is not JSON: {e.Message}";
        }
        catch (EvaluationException e)
        {
            fault = e.Message;
        }
        return null;
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> line)
    {
        try
        {
            return JsonDocument.Parse(line, Strict);
        }
        catch (InvalidOperationException)
        {
            // What the JSON library makes of a name with half of a surrogate pair in it, when it looks for names that are there twice.
            throw new EvaluationException("The line has a name that is not Unicode text.");
        }
    }

    private static void Write(Explanation explanation, IReadOnlyList<string> ignored, Utf8JsonWriter json)
    {
        json.WriteString("decision", explanation.Decision.Outcome.ToString());
        json.WriteString("by", explanation.Decision.By.ToString());
        json.WritePropertyName("explanation");
        explanation.WriteTo(json);
        if (ignored.Count == 0) return;
        json.WriteStartArray("ignored");
        foreach (var place in ignored) json.WriteStringValue(place);
        json.WriteEndArray();
    }
}
