using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Kagimori.Tests;

/// <summary>What the service answered.</summary>
public sealed class TestAnswer(HttpResponse response, byte[] body)
{
    public int Status => response.StatusCode;

    public IHeaderDictionary Headers => response.Headers;

    public string Text => Encoding.UTF8.GetString(body);

    public JsonObject Json => body.Length == 0 ? [] : JsonNode.Parse(body)!.AsObject();

    public string Code => Json["__type"]!.GetValue<string>();

    public string this[string member] => Json[member]!.GetValue<string>();

    public byte[] Blob(string member) => Convert.FromBase64String(this[member]);

    /// <summary>The text of the first element of that name.</summary>
    public string Xml(string element) => XElement.Parse(Text).Descendants().First(found => found.Name.LocalName == element).Value;

    public TestAnswer Succeeded()
    {
        Assert.True(Status == 200, Text);
        return this;
    }

    /// <summary>Asserts a JSON refusal; a null message means that there is no message member at all.</summary>
    public TestAnswer Refused(string code, string? message)
    {
        Assert.Equal((400, code), (Status, Json["__type"]?.GetValue<string>()));
        var member = code == "AccessDeniedException" ? "Message" : "message";
        Assert.Equal(message, Json[member]?.GetValue<string>());
        Assert.Equal(message is null ? ["__type"] : ["__type", member], Json.Select(pair => pair.Key));
        return this;
    }

    public TestAnswer RefusedXml(int status, string code, string message)
    {
        Assert.Equal((status, code, message), (Status, Xml("Code"), Xml("Message")));
        return this;
    }
}
