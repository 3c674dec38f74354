using System.Text.Encodings.Web;
using System.Text.Json;
using Kagimori.Policies;

namespace Kagimori.PolicyTools;

/// <summary>One line of <c>kagimori policy evaluate</c>: a request with its policies in, a decision with its explanation out.</summary>
public static class EvaluationLine
{
    private static readonly byte[] LineBreak = "\n"u8.ToArray();

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
                Write(EvaluationRequest.Read(root), json);
            }
            catch (Exception e) when (e is JsonException or EvaluationException)
            {
                json.WriteString("error", e is JsonException ? $"The line is not JSON: {e.Message}" : e.Message);
            }
            json.WriteEndObject();
        }
        output.Write(LineBreak);
    }

    private static void Write(AccessRequest request, Utf8JsonWriter json)
    {
        var explanation = Authorizer.Explain(request);
        json.WriteString("decision", explanation.Decision.Outcome.ToString());
        json.WriteString("by", explanation.Decision.By.ToString());
        json.WritePropertyName("explanation");
        explanation.WriteTo(json);
    }
}
