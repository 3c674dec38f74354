using System.Buffers;
using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>The declared members of one operation's request.</summary>
public sealed class Shape<TRequest>(params Member<TRequest>[] members)
{
    public IReadOnlyList<Member<TRequest>> Members => members;

    /// <summary>Null when every declared constraint holds, else the text of AWS's ValidationException.</summary>
    /// <param name="hidesValues">Whether the text must tell no value of the request.</param>
    public string? Check(TRequest request, bool hidesValues = false)
    {
        var violations = new Violations { HidesValues = hidesValues };
        foreach (var member in members) member.Check(request, ref violations);
        return violations.Any ? violations.Describe() : null;
    }

    /// <summary>Writes the request without its secrets, as CloudTrail's <c>requestParameters</c>.</summary>
    public void Audit(TRequest request, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var member in members) member.Audit(request, json);
        json.WriteEndObject();
    }
}
