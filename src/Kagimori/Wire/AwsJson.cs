using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Kagimori.Wire;

/// <summary>AWS JSON 1.1: bodies in and out.</summary>
public static class AwsJson
{
    public const string ContentType = "application/x-amz-json-1.1";
    public const string TargetPrefix = "TrentService.";
    public const string OrganizationsTargetPrefix = "AWSOrganizationsV20161128.";

    [ThreadStatic]
    private static Utf8JsonWriter? _writer;

    /// <summary>Reads a request. Unknown members are ignored, as AWS ignores them; duplicate members are refused.</summary>
    public static bool TryRead<T>(ReadOnlySpan<byte> body, JsonTypeInfo<T> json, out T request, out Refusal? refusal) where T : class
    {
        refusal = null;
        try
        {
            if (body.IsEmpty) body = "{}"u8;
            if (JsonSerializer.Deserialize(body, json) is { } value)
            {
                request = value;
                return true;
            }
            refusal = Refusals.Serialization("Start of structure or map found where not expected.");
        }
        catch (JsonException e)
        {
            // The exception's own text can quote the caller's bytes, which may be secret: only the place is told.
            refusal = Refusals.Serialization(e.Path is { Length: > 1 } path ? $"The value at {path} cannot be read." : "The body is not well-formed JSON.");
        }
        request = null!;
        return false;
    }

    public static void Write<T>(IBufferWriter<byte> output, T value, JsonTypeInfo<T> json)
    {
        JsonSerializer.Serialize(Writer(output), value, json);
    }

    /// <summary>Writes an error. AccessDeniedException and all errors of Organizations have a capital Message; where AWS sends no text there is no member; an explanation is a member of its own.</summary>
    public static void WriteError(IBufferWriter<byte> output, Refusal refusal, Service service)
    {
        var pooled = Writer(output);
        pooled.WriteStartObject();
        pooled.WriteString("__type"u8, refusal.Code);
        if (refusal.Message is not null)
        {
            if (refusal.Code == "AccessDeniedException" || service == Service.Organizations) pooled.WriteString("Message"u8, refusal.Text);
            else pooled.WriteString("message"u8, refusal.Message);
        }
        if (refusal.ReasonCode is { } code) pooled.WriteString("Reason"u8, code);
        if (refusal.Details?.Explanation is { } explanation)
        {
            pooled.WritePropertyName("Explanation"u8);
            explanation.WriteTo(pooled);
        }
        pooled.WriteEndObject();
        pooled.Flush();
    }

    private static Utf8JsonWriter Writer(IBufferWriter<byte> output)
    {
        if (_writer is null) return _writer = new Utf8JsonWriter(output, Options);
        _writer.Reset(output);
        return _writer;
    }

    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };
}
