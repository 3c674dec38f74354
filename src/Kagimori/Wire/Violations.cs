namespace Kagimori.Wire;

/// <summary>Collects what is wrong with one request, in AWS's words.</summary>
/// <remarks>Reused for no second request; holds nothing until the first violation.</remarks>
public struct Violations
{
    private List<string>? _messages;
    private string? _specified;

    /// <summary>Whether the service tells no value of any request, as IAM does.</summary>
    public bool HidesValues { get; init; }

    public readonly bool Any => _messages is not null || _specified is not null;

    /// <param name="value">The offending value to echo, or null where AWS echoes none (blobs and secrets).</param>
    /// <param name="path">The member's path as AWS writes it, for example <c>tags.1.member.tagKey</c>.</param>
    public void Add(string? value, string path, string constraint) =>
        (_messages ??= []).Add($"Value {(value is null || HidesValues ? "" : $"'{value}' ")}at '{path}' failed to satisfy constraint: {constraint}");

    /// <summary>Adds a violation with its value, also where the service tells none of others.</summary>
    public void AddTold(string value, string path, string constraint) => (_messages ??= []).Add($"Value '{value}' at '{path}' failed to satisfy constraint: {constraint}");

    public void AddMissing(string path) =>
        (_messages ??= []).Add($"Value {(HidesValues ? "" : "null ")}at '{path}' failed to satisfy constraint: Member must not be null");

    /// <summary>A value of the wrong form, in the words IAM has for names and paths. It is told when nothing else is wrong.</summary>
    public void AddSpecified(string path, string rule) => _specified ??= $"The specified value for {path} is invalid. {rule}";

    /// <summary>The text AWS sends, for example <c>2 validation errors detected: …; …</c>.</summary>
    public readonly string Describe() => _messages is null ? _specified! :
        $"{_messages.Count} validation error{(_messages.Count == 1 ? "" : "s")} detected: {string.Join("; ", _messages)}";
}
