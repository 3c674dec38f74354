namespace Kagimori.Policies;

/// <summary>One entry of Resource or NotResource: <c>*</c>, or an ARN pattern whose first five colons no wildcard crosses.</summary>
/// <remarks>
/// Partition, service, region and account compare without regard to case, the resource part with it.
/// Variables count in the resource part alone; elsewhere they make the pattern unresolvable.
/// </remarks>
public sealed class ResourcePattern
{
    private readonly bool _everything;
    private readonly bool _nothing;
    private readonly string? _head;

    // What a pattern begins with that has no wildcard but a star at its end: an ARN that begins with it, too, is matched.
    private readonly string? _prefix;
    private readonly Glob[] _headParts = [];
    private readonly Glob? _resource;
    private readonly Template? _template;

    internal ResourcePattern(string text, ShortArnRule shortArns, PolicyVersion version, Template whole)
    {
        Text = text;
        _everything = text == "*";
        if (_everything) return;

        var parts = text.Split(':', 6);
        var hasWildcard = text.AsSpan().ContainsAny('*', '?');
        if (parts[0] != "arn" || (parts.Length < 6 && shortArns == ShortArnRule.OnlyWithWildcard && !hasWildcard))
        {
            _nothing = true;
            return;
        }
        var head = string.Join(':', Enumerable.Range(1, 4).Select(i => i < parts.Length ? parts[i] : "*"));
        if (whole.HasVariables && head.Contains("${", StringComparison.Ordinal))
        {
            _template = whole;
            return;
        }
        if (head.AsSpan().ContainsAny('*', '?'))
            _headParts = [.. head.Split(':').Select(part => Glob.Compile(part, ignoreCase: true))];
        else
            _head = head;
        var resource = parts.Length == 6 ? parts[5] : "*";
        Template.TryParse(resource, version, wildcards: true, out var template);
        if (template!.HasVariables) _template = template;
        else _resource = Glob.Compile(template.ConstantCodes);
        if (parts.Length == 6 && text.IndexOfAny(['*', '?', '$']) == text.Length - 1 && text[^1] == '*') _prefix = text[..^1];
    }

    public string Text { get; }

    /// <summary>The condition keys that its variables stand for.</summary>
    internal IEnumerable<ConditionKey> Variables => _template?.Variables ?? [];

    internal ResourceMatch Match(AccessRequest request)
    {
        if (_everything || (_prefix is not null && request.Resource.AsSpan().StartsWith(_prefix))) return ResourceMatch.Yes;
        if (_nothing || !request.ResourceParts.IsArn) return Unless(_template, request);
        if (_resource is null) return MatchTemplate(request);
        return MatchesHead(request) && _resource.IsMatch(request.Resource.AsSpan(request.ResourceParts.Resource)) ? ResourceMatch.Yes : ResourceMatch.No;
    }

    private ResourceMatch MatchTemplate(AccessRequest request)
    {
        if (_head is null && _headParts.Length == 0) return ResourceMatch.Unresolvable;
        var buffer = new CodeBuffer(stackalloc int[256]);
        try
        {
            if (!_template!.TryExpand(request.Context, ref buffer)) return ResourceMatch.Unresolvable;
            return MatchesHead(request) && Glob.IsMatch(buffer.Codes, request.Resource.AsSpan(request.ResourceParts.Resource))
                ? ResourceMatch.Yes : ResourceMatch.No;
        }
        finally
        {
            buffer.Dispose();
        }
    }

    private static ResourceMatch Unless(Template? template, AccessRequest request)
    {
        if (template is null) return ResourceMatch.No;
        var buffer = new CodeBuffer(stackalloc int[256]);
        var resolved = template.TryExpand(request.Context, ref buffer);
        buffer.Dispose();
        return resolved ? ResourceMatch.No : ResourceMatch.Unresolvable;
    }

    private bool MatchesHead(AccessRequest request)
    {
        var arn = request.Resource.AsSpan();
        var parts = request.ResourceParts;
        if (_head is not null) return arn[parts.Head].SequenceEqual(_head) || arn[parts.Head].Equals(_head, StringComparison.OrdinalIgnoreCase);
        return _headParts[0].IsMatch(arn[parts.Partition]) && _headParts[1].IsMatch(arn[parts.Service])
            && _headParts[2].IsMatch(arn[parts.Region]) && _headParts[3].IsMatch(arn[parts.Account]);
    }

    public override string ToString() => Text;
}
