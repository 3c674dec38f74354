using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Kagimori.Audit;

/// <summary>Writes an event as one line of CloudTrail's record format, version 1.11, without the members of the chain.</summary>
/// <remarks>
/// Source: AWS CloudTrail user guide, "CloudTrail record contents" and "userIdentity element"; KMS developer guide, the log
/// entry examples, whose order of members this follows. Texts longer than CloudTrail's limits are clipped and objects longer
/// than them left out, so that a line is bounded.
/// </remarks>
internal static class AuditJson
{
    private const int MaxText = 1024;
    private const int MaxObject = 100 * 1024;
    private const int MaxAdditional = 28 * 1024;

    /// <summary>A log is not HTML: only what JSON requires is escaped, control characters among it.</summary>
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? s_buffer;

    [ThreadStatic]
    private static Utf8JsonWriter? s_writer;

    /// <returns>A complete JSON object without line breaks, valid until the next call on this thread.</returns>
    public static Span<byte> Event(AuditEvent e)
    {
        var buffer = s_buffer ??= new ArrayBufferWriter<byte>(4096);
        var writer = s_writer ??= new Utf8JsonWriter(buffer, Options);
        buffer.ResetWrittenCount();
        writer.Reset(buffer);
        Write(writer, e);
        writer.Flush();

        // The line is the caller's buffer until the next event: System.Buffers hands out only a read-only view of it.
        var line = MemoryMarshal.AsMemory(buffer.WrittenMemory).Span;
        // INVARIANT: one record, one line. Line breaks can only be white space between the tokens of a member given as JSON.
        for (var at = line.IndexOfAny((byte)'\n', (byte)'\r'); at >= 0; at = line.IndexOfAny((byte)'\n', (byte)'\r')) line[at] = (byte)' ';
        return line;
    }

    public static byte[] Identity(AuditIdentity identity)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        WriteIdentity(writer, identity);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, AuditEvent e)
    {
        writer.WriteStartObject();
        writer.WriteString("eventVersion"u8, "1.11"u8);
        writer.WritePropertyName("userIdentity"u8);
        writer.WriteRawValue(e.UserIdentity.Json, skipInputValidation: true);
        WriteTime(writer, "eventTime"u8, e.EventTime);
        Text(writer, "eventSource"u8, e.EventSource);
        Text(writer, "eventName"u8, e.EventName);
        Text(writer, "awsRegion"u8, e.AwsRegion);
        Text(writer, "sourceIPAddress"u8, e.SourceIPAddress);
        OptionalText(writer, "userAgent"u8, e.UserAgent);
        OptionalText(writer, "errorCode"u8, e.ErrorCode);
        OptionalText(writer, "errorMessage"u8, e.ErrorMessage);
        ObjectOrNull(writer, "requestParameters"u8, e.RequestParameters);
        ObjectOrNull(writer, "responseElements"u8, e.ResponseElements);
        OptionalObject(writer, "additionalEventData"u8, e.AdditionalEventData, MaxAdditional);
        OptionalText(writer, "requestID"u8, e.RequestId);
        writer.WriteString("eventID"u8, e.EventId);
        writer.WriteBoolean("readOnly"u8, e.ReadOnly);
        WriteResources(writer, e.Resources);
        writer.WriteString("eventType"u8, e.EventType == AuditEventType.AwsApiCall ? "AwsApiCall"u8 : "AwsServiceEvent"u8);
        writer.WriteBoolean("managementEvent"u8, true);
        OptionalText(writer, "recipientAccountId"u8, e.RecipientAccountId);
        if (e.SharedEventId is { } shared) writer.WriteString("sharedEventID"u8, shared);
        OptionalObject(writer, "serviceEventDetails"u8, e.ServiceEventDetails, MaxObject);
        writer.WriteString("eventCategory"u8, "Management"u8);
        if (e.Tls is { } tls) WriteTls(writer, tls);
        writer.WriteEndObject();
    }

    private static void WriteIdentity(Utf8JsonWriter writer, AuditIdentity identity)
    {
        writer.WriteStartObject();
        if (identity.Type != AuditIdentityType.AWSService) writer.WriteString("type"u8, identity.Type.ToString());
        OptionalText(writer, "principalId"u8, identity.PrincipalId);
        OptionalText(writer, "arn"u8, identity.Arn);
        OptionalText(writer, "accountId"u8, identity.AccountId);
        OptionalText(writer, "accessKeyId"u8, identity.AccessKeyId);
        OptionalText(writer, "userName"u8, identity.UserName);
        if (identity.Session is { } session) WriteSession(writer, session);
        OptionalText(writer, "identityProvider"u8, identity.IdentityProvider);
        OptionalText(writer, "invokedBy"u8, identity.InvokedBy);
        writer.WriteEndObject();
    }

    private static void WriteSession(Utf8JsonWriter writer, AuditSession session)
    {
        writer.WriteStartObject("sessionContext"u8);
        if (session.Issuer is { } issuer)
        {
            writer.WriteStartObject("sessionIssuer"u8);
            Text(writer, "type"u8, issuer.Type);
            Text(writer, "principalId"u8, issuer.PrincipalId);
            Text(writer, "arn"u8, issuer.Arn);
            Text(writer, "accountId"u8, issuer.AccountId);
            OptionalText(writer, "userName"u8, issuer.UserName);
            writer.WriteEndObject();
        }
        writer.WriteStartObject("attributes"u8);
        WriteTime(writer, "creationDate"u8, session.CreationDate);
        writer.WriteString("mfaAuthenticated"u8, session.MfaAuthenticated ? "true"u8 : "false"u8);
        writer.WriteEndObject();
        OptionalText(writer, "sourceIdentity"u8, session.SourceIdentity);
        writer.WriteEndObject();
    }

    private static void WriteResources(Utf8JsonWriter writer, IReadOnlyList<AuditResource> resources)
    {
        if (resources.Count == 0) return;
        writer.WriteStartArray("resources"u8);
        for (var i = 0; i < resources.Count; i++)
        {
            writer.WriteStartObject();
            Text(writer, "accountId"u8, resources[i].AccountId);
            Text(writer, "type"u8, resources[i].Type);
            Text(writer, "ARN"u8, resources[i].Arn);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void WriteTls(Utf8JsonWriter writer, AuditTls tls)
    {
        writer.WriteStartObject("tlsDetails"u8);
        Text(writer, "tlsVersion"u8, tls.Version);
        Text(writer, "cipherSuite"u8, tls.CipherSuite);
        OptionalText(writer, "clientProvidedHostHeader"u8, tls.ClientProvidedHostHeader);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[32];
        _ = time.UtcDateTime.TryFormat(text, out var length, "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        writer.WriteString(name, text[..length]);
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string text) => writer.WriteString(name, Clip(text));

    private static void OptionalText(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null) writer.WriteString(name, Clip(text));
    }

    private static void ObjectOrNull(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        if (json.IsEmpty || json.Length > MaxObject) writer.WriteNull(name);
        else OptionalObject(writer, name, json, MaxObject);
    }

    private static void OptionalObject(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json, int limit)
    {
        if (json.IsEmpty || json.Length > limit) return;
        writer.WritePropertyName(name);
        writer.WriteRawValue(json.Span, skipInputValidation: true);
    }

    private static ReadOnlySpan<char> Clip(string text) =>
        text.Length <= MaxText ? text : text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText);
}
