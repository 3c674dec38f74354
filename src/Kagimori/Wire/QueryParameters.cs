using System.Globalization;

namespace Kagimori.Wire;

/// <summary>The parameters of one AWS Query request, read as members, lists and tags.</summary>
/// <remarks>A list is null when there is none, and empty for <c>NAME=</c>, which is how clients write an empty list. Not safe for concurrent use.</remarks>
public sealed class QueryParameters(Dictionary<string, string> parameters)
{
    private Dictionary<string, QueryList>? _lists;

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

    /// <summary>What is wrong with the places of a list, in IAM's words; null for nothing, and for what is no list.</summary>
    public string? FaultOfList(string name) => PlacesOf(name).Fault;

    /// <summary><c>NAME.member.1</c>, <c>NAME.member.2</c>, …; null for a place that is left out.</summary>
    public IReadOnlyList<string?>? List(string name) => Items(name, prefix => prefix is null ? null : Text(prefix));

    /// <summary>One member of each structure of a list: <c>PolicyArns.member.1.arn</c>, ….</summary>
    public IReadOnlyList<string?>? List(string name, string member) => Items(name, prefix => Text($"{prefix}.{member}"));

    /// <summary><c>ContextEntries.member.1.ContextKeyName</c>, <c>.ContextKeyType</c> and <c>.ContextKeyValues.member.1</c>, ….</summary>
    public IReadOnlyList<ContextEntry>? ContextEntries(string name) => Items(name, prefix => new ContextEntry(
        Text($"{prefix}.ContextKeyName"), List($"{prefix}.ContextKeyValues"), Text($"{prefix}.ContextKeyType")));

    /// <summary>What is wrong with the places of the values of context entries; null for nothing.</summary>
    public string? FaultOfContextEntries(string name) => FaultOfLists(name, "ContextKeyValues");

    /// <summary>What is wrong with the places of a list, and of the list that each of its structures has; null for nothing.</summary>
    public string? FaultOfLists(string name, string member) =>
        FaultOfList(name) ?? PlacesOf(name).Prefixes.Select(prefix => FaultOfList($"{prefix}.{member}")).FirstOrDefault(fault => fault is not null);

    /// <summary><c>Tags.member.1.Key</c> and <c>.Value</c>, ….</summary>
    public IReadOnlyList<Tag>? Tags(string name = "Tags") => Items(name, prefix => new Tag(Text($"{prefix}.Key"), Text($"{prefix}.Value")));

    /// <summary>One list of each structure of a list: <c>Levels.member.1.Policies.member.1</c>, …; an empty one for a structure without.</summary>
    public IReadOnlyList<IReadOnlyList<string?>>? Lists(string name, string member) => Items(name, prefix => List($"{prefix}.{member}") ?? []);

    /// <summary><c>PolicyExclusionList.member.1.PolicyType</c>, <c>.PolicyArn</c> and <c>.InlinePolicyIdentifier.PolicyName</c>, ….</summary>
    public IReadOnlyList<PolicyExclusion>? PolicyExclusions(string name) => Items(name, prefix => new PolicyExclusion(
        Text($"{prefix}.PolicyType"), Text($"{prefix}.PolicyArn"),
        Text($"{prefix}.InlinePolicyIdentifier.PolicyName"), Text($"{prefix}.InlinePolicyIdentifier.AttachmentType"), Text($"{prefix}.InlinePolicyIdentifier.AttachmentName")));

    private T[]? Items<T>(string name, Func<string?, T> read) =>
        PlacesOf(name).Prefixes is { Count: > 0 } prefixes ? [.. prefixes.Select(read)] : Text(name) is "" ? [] : null;

    private QueryList PlacesOf(string name) => (_lists ??= QueryList.ReadAll(parameters.Keys)).GetValueOrDefault(name, QueryList.None);
}
