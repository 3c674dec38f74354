using System.Globalization;

namespace Kagimori.Wire;

/// <summary>The parameters of one AWS Query request, read as members, lists and tags.</summary>
public sealed class QueryParameters(Dictionary<string, string> parameters)
{
    private const int MaxListLength = 1000;

    public string? Text(string name) => parameters.GetValueOrDefault(name);

    /// <summary>The number, or null when absent or not a number; <see cref="IsMalformedNumber"/> tells which.</summary>
    public int? Number(string name) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : null;

    public bool IsMalformedNumber(string name) => Text(name) is not null && Number(name) is null;

    /// <summary>The flag, or null when absent or not one of the four texts of a flag; <see cref="IsMalformedFlag"/> tells which.</summary>
    public bool? Flag(string name) => Text(name) switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => null,
    };

    public bool IsMalformedFlag(string name) => Text(name) is not null && Flag(name) is null;

    /// <summary><c>Name.member.1</c>, <c>Name.member.2</c>, …; empty for <c>Name=</c>, which is how clients write an empty list; null when there is none.</summary>
    public IReadOnlyList<string?>? List(string name)
    {
        List<string?>? list = Text(name) is "" ? [] : null;
        for (var i = 1; i <= MaxListLength && Text($"{name}.member.{i}") is { } value; i++) (list ??= []).Add(value);
        return list;
    }

    /// <summary>One member of each structure of a list: <c>PolicyArns.member.1.arn</c>, …; null when there is none.</summary>
    public IReadOnlyList<string?>? List(string name, string member)
    {
        List<string?>? list = null;
        for (var i = 1; i <= MaxListLength && Text($"{name}.member.{i}.{member}") is { } value; i++) (list ??= []).Add(value);
        return list;
    }

    /// <summary><c>ContextEntries.member.1.ContextKeyName</c>, <c>.ContextKeyType</c> and <c>.ContextKeyValues.member.1</c>, …; null when there is none.</summary>
    public IReadOnlyList<ContextEntry>? ContextEntries(string name)
    {
        List<ContextEntry>? entries = null;
        for (var i = 1; i <= MaxListLength; i++)
        {
            var entry = new ContextEntry(
                Text($"{name}.member.{i}.ContextKeyName"), List($"{name}.member.{i}.ContextKeyValues"), Text($"{name}.member.{i}.ContextKeyType"));
            if (entry is { Name: null, Values: null, Type: null }) break;
            (entries ??= []).Add(entry);
        }
        return entries;
    }

    /// <summary><c>Tags.member.1.Key</c> and <c>.Value</c>, …; null when there is none.</summary>
    public IReadOnlyList<Tag>? Tags(string name = "Tags")
    {
        List<Tag>? tags = null;
        for (var i = 1; i <= MaxListLength; i++)
        {
            var key = Text($"{name}.member.{i}.Key");
            var value = Text($"{name}.member.{i}.Value");
            if (key is null && value is null) break;
            (tags ??= []).Add(new Tag(key, value));
        }
        return tags;
    }
}
