using System.Text.Json;

namespace Kagimori.Wire;

/// <summary>A string member.</summary>
public sealed class TextMember<TRequest>(string name, Func<TRequest, string?> get, TextType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public TextType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value && !Type.IsSensitive) json.WriteString(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, ref violations);
}

/// <summary>A blob member; never audited, because it is either a secret or a ciphertext.</summary>
public sealed class BlobMember<TRequest>(string name, Func<TRequest, byte[]?> get, BlobType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public BlobType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, ref violations);
}

/// <summary>An integer member.</summary>
public sealed class NumberMember<TRequest>(string name, Func<TRequest, int?> get, NumberType type, bool isRequired) : Member<TRequest>(name, isRequired)
{
    public NumberType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value) json.WriteNumber(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!.Value, CamelName, ref violations);
}

/// <summary>A boolean member; every value it can have is valid.</summary>
public sealed class FlagMember<TRequest>(string name, Func<TRequest, bool?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is { } value) json.WriteBoolean(CamelName, value);
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
    }
}

/// <summary>A list of strings.</summary>
public sealed class ListMember<TRequest>(string name, Func<TRequest, IReadOnlyList<string?>?> get, ListType type, bool isRequired)
    : Member<TRequest>(name, isRequired)
{
    public ListType Type { get; } = type;

    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { Count: > 0 } values || Type.Item.IsSensitive) return;
        json.WriteStartArray(CamelName);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations) => Type.Check(get(request)!, CamelName, ref violations);
}

/// <summary>A map of strings to strings, such as the encryption context.</summary>
public sealed class MapMember<TRequest>(string name, Func<TRequest, IReadOnlyDictionary<string, string>?> get) : Member<TRequest>(name, isRequired: false)
{
    public override void Audit(TRequest request, Utf8JsonWriter json)
    {
        if (get(request) is not { Count: > 0 } pairs) return;
        json.WriteStartObject(CamelName);
        foreach (var (key, value) in pairs) json.WriteString(key, value);
        json.WriteEndObject();
    }

    protected override bool IsPresent(TRequest request) => get(request) is not null;

    protected override void CheckValue(TRequest request, ref Violations violations)
    {
        foreach (var (key, value) in get(request)!)
        {
            if (value is null) violations.AddMissing($"{CamelName}.{key}.member");
        }
    }
}
