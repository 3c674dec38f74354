using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>One line of <c>kagimori policy evaluate</c>: a request with its policies in, a decision with its explanation out.</summary>
public static class EvaluationLine
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

    /// <summary>Writes the line's answer as a tree for people, with an empty line after it; for a line that cannot be read what is wrong.</summary>
    public static void AnswerText(string line, Stream output)
    {
        string text;
        try
        {
            using var document = JsonDocument.Parse(line);
            text = Explain(new EvaluationNode(document.RootElement, "")).ToText();
        }
        catch (Exception e) when (e is JsonException or EvaluationException)
        {
            text = $"Error: {Fault(e)}\n";
        }
        output.Write(Encoding.UTF8.GetBytes(text + "\n"));
    }

    /// <summary>Writes the line's answer: <c>{"id", "decision", "by", "explanation"}</c>, or <c>{"id", "error"}</c> for a line that cannot be read.</summary>
    public static void Answer(string line, Stream output)
    {
        using (var json = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            try
            {
                using var document = JsonDocument.Parse(line);
                var root = new EvaluationNode(document.RootElement, "");
                if (root.Find("id") is { } id)
                {
                    json.WritePropertyName("id");
                    id.Element.WriteTo(json);
                }
                Write(Explain(root), json);
            }
            catch (Exception e) when (e is JsonException or EvaluationException)
            {
                json.WriteString("error", Fault(e));
            }
            json.WriteEndObject();
        }
        output.Write(LineBreak);
    }

    private static Explanation Explain(EvaluationNode line)
    {
        var (request, grants) = EvaluationRequest.Read(line);
        return Authorizer.Explain(request, grants);
    }

    private static string Fault(Exception e) => e is JsonException ? $"The line is not JSON: {e.Message}" : e.Message;

    private static void Write(Explanation explanation, Utf8JsonWriter json)
    {
        json.WriteString("decision", explanation.Decision.Outcome.ToString());
        json.WriteString("by", explanation.Decision.By.ToString());
        json.WritePropertyName("explanation");
        explanation.WriteTo(json);
    }
}
