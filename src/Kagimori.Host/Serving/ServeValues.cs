using System.Text.Json;

namespace Kagimori.Host.Serving;

/// <summary>The values of all settings, each from where it is given first: command line, environment, configuration file.</summary>
internal sealed class ServeValues
{
    private readonly Dictionary<string, IReadOnlyList<string>> _values = [];

    /// <summary>Everything that is wrong with the configuration so far.</summary>
    public List<string> Errors { get; } = [];

    public void Add(ServeSetting setting, IReadOnlyList<string> values)
    {
        if (values.Count > 0) _values.TryAdd(setting.Name, values);
    }

    public void AddEnvironment(Func<string, string?> variable)
    {
        foreach (var setting in ServeSetting.All)
        {
            if (variable(setting.Variable) is not { Length: > 0 } value) continue;
            Add(setting, setting.Kind == SettingKind.List ? value.Split([',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [value]);
        }
    }

    /// <summary>Adds a configuration file: a JSON object with a member for each setting, named like the option.</summary>
    public void AddFile(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path), new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            if (document.RootElement.ValueKind != JsonValueKind.Object) Errors.Add($"{path}: the configuration must be a JSON object.");
            else foreach (var member in document.RootElement.EnumerateObject()) AddMember(path, member);
        }
        catch (JsonException e)
        {
            Errors.Add($"{path}: not well-formed JSON at line {e.LineNumber + 1}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Errors.Add($"{path}: cannot be read: {e.Message}");
        }
    }

    public IReadOnlyList<string> List(string name) => _values.GetValueOrDefault(name) ?? [];

    public string? Text(string name) => List(name) is [.., var last] ? last : null;

    public bool Flag(string name)
    {
        var text = Text(name);
        if (text is null) return false;
        if (bool.TryParse(text, out var value)) return value;
        Errors.Add($"{name}: must be true or false, not '{text}'.");
        return false;
    }

    private void AddMember(string path, JsonProperty member)
    {
        var setting = ServeSetting.All.FirstOrDefault(setting => setting.Name == member.Name);
        var values = member.Value.ValueKind switch
        {
            JsonValueKind.String => [member.Value.GetString()!],
            JsonValueKind.True or JsonValueKind.False or JsonValueKind.Number => [member.Value.GetRawText()],
            JsonValueKind.Array when member.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
                member.Value.EnumerateArray().Select(item => item.GetString()!).ToArray(),
            _ => (string[]?)null,
        };
        if (setting is null) Errors.Add($"{path}: {member.Name} is not a setting.");
        else if (values is null || (values.Length != 1 && setting.Kind != SettingKind.List)) Errors.Add($"{path}: {member.Name} has no usable value.");
        else Add(setting, values);
    }
}
