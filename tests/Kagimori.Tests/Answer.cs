using System.Xml.Linq;

namespace Kagimori.Tests;

/// <summary>What an operation answered: the body, or the refusal in its place.</summary>
/// <param name="audited">What the audit trail records of request and response.</param>
public sealed class Answer(string? body, Refusal? refusal, string audited)
{
    private XElement? _xml;

    /// <summary>The audit trail's requestParameters and responseElements, as one JSON array.</summary>
    public string Audited => audited;

    /// <summary>The body of an accepted request; asking for it of a refused one fails the test with the refusal.</summary>
    public string Body => refusal is null ? body! : throw new InvalidOperationException($"Refused: {refusal.Code}: {refusal.Message}");

    public Refusal? Refusal => refusal;

    /// <summary>The text of the only element with a name, or null when there is none.</summary>
    public string? this[string element] => All(element) switch
    {
        [] => null,
        [var one] => one,
        var many => throw new InvalidOperationException($"There are {many.Count} elements {element}."),
    };

    /// <summary>The texts of all elements with a name, in order.</summary>
    public IReadOnlyList<string> All(string element) => [.. Xml.Descendants(Xml.Name.Namespace + element).Select(found => found.Value)];

    public bool Has(string element) => Xml.Descendants(Xml.Name.Namespace + element).Any();

    /// <summary>A document that the answer carries percent-encoded.</summary>
    public string Document(string element) => Uri.UnescapeDataString(this[element]!);

    /// <summary>The names of an element's children, in order.</summary>
    public IReadOnlyList<string> MembersOf(string element) =>
        [.. Xml.DescendantsAndSelf(Xml.Name.Namespace + element).First().Elements().Select(child => child.Name.LocalName)];

    /// <summary>The texts of an element's children, in order.</summary>
    public IReadOnlyList<string> MembersText(string element) =>
        [.. Xml.Descendants(Xml.Name.Namespace + element).First().Elements().Select(child => child.Value)];

    public Answer Accepted()
    {
        _ = Body;
        return this;
    }

    public void IsRefused(string code, string? message)
    {
        Assert.NotNull(refusal);
        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    private XElement Xml => _xml ??= XElement.Parse(Body);
}
