using System.Buffers;
using System.Globalization;
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

    private static readonly JsonWriterOptions Options = new() { Encoder = JsonLine.Encoder, SkipValidation = true };

    [ThreadStatic]
    private static JsonLine? s_line;

    /// <returns>A complete JSON object without line breaks, valid until the next call on this thread.</returns>
    public static ReadOnlySpan<byte> Event(AuditEvent e)
    {
        var line = s_line ??= new JsonLine();
        line.Clear();
        Write(line, e);
        return line.Written;
    }

    public static byte[] Identity(AuditIdentity identity)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        WriteIdentity(writer, identity);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(JsonLine line, AuditEvent e)
    {
        line.Raw("{\"eventVersion\":\"1.11\",\"userIdentity\":"u8);
        line.Raw(e.UserIdentity.Json);
        line.Raw(",\"eventTime\":"u8);
        line.Time(e.EventTime);
        Text(line, ",\"eventSource\":"u8, e.EventSource);
        Text(line, ",\"eventName\":"u8, e.EventName);
        Text(line, ",\"awsRegion\":"u8, e.AwsRegion);
        Text(line, ",\"sourceIPAddress\":"u8, e.SourceIPAddress);
        Text(line, ",\"userAgent\":"u8, e.UserAgent);
        Text(line, ",\"errorCode\":"u8, e.ErrorCode);
        Text(line, ",\"errorMessage\":"u8, e.ErrorMessage);
        ValueOrNull(line, ",\"requestParameters\":"u8, e.RequestParameters);
        ValueOrNull(line, ",\"responseElements\":"u8, e.ResponseElements);
        Value(line, ",\"additionalEventData\":"u8, e.AdditionalEventData, MaxAdditional);
        Text(line, ",\"requestID\":"u8, e.RequestId);
        line.Raw(",\"eventID\":"u8);
        line.Text(e.EventId);
        line.Raw(e.ReadOnly ? ",\"readOnly\":true"u8 : ",\"readOnly\":false"u8);
        WriteResources(line, e.Resources);
        line.Raw(e.EventType == AuditEventType.AwsApiCall ? ",\"eventType\":\"AwsApiCall\""u8 : ",\"eventType\":\"AwsServiceEvent\""u8);
        line.Raw(",\"managementEvent\":true"u8);
        Text(line, ",\"recipientAccountId\":"u8, e.RecipientAccountId);
        if (e.SharedEventId is { } shared)
        {
            line.Raw(",\"sharedEventID\":"u8);
            line.Text(shared);
        }
        Value(line, ",\"serviceEventDetails\":"u8, e.ServiceEventDetails, MaxObject);
        line.Raw(",\"eventCategory\":\"Management\""u8);
        if (e.Tls is { } tls) WriteTls(line, tls);
        line.Raw("}"u8);
    }

    private static void WriteResources(JsonLine line, IReadOnlyList<AuditResource> resources)
    {
        if (resources.Count == 0) return;
        for (var i = 0; i < resources.Count; i++)
        {
            Text(line, i == 0 ? ",\"resources\":[{\"accountId\":"u8 : ",{\"accountId\":"u8, resources[i].AccountId);
            Text(line, ",\"type\":"u8, resources[i].Type);
            Text(line, ",\"ARN\":"u8, resources[i].Arn);
            line.Raw("}"u8);
        }
        line.Raw("]"u8);
    }

    private static void WriteTls(JsonLine line, AuditTls tls)
    {
        Text(line, ",\"tlsDetails\":{\"tlsVersion\":"u8, tls.Version);
        Text(line, ",\"cipherSuite\":"u8, tls.CipherSuite);
        Text(line, ",\"clientProvidedHostHeader\":"u8, tls.ClientProvidedHostHeader);
        line.Raw("}"u8);
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

    /// <summary>A member with its comma and name; none where there is no text.</summary>
    private static void Text(JsonLine line, ReadOnlySpan<byte> name, string? text)
    {
        if (text is null) return;
        line.Raw(name);
        line.Text(Clip(text));
    }

    private static void ValueOrNull(JsonLine line, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json)
    {
        if (!json.IsEmpty && json.Length <= MaxObject)
        {
            Value(line, name, json, MaxObject);
            return;
        }
        line.Raw(name);
        line.Raw("null"u8);
    }

    private static void Value(JsonLine line, ReadOnlySpan<byte> name, ReadOnlyMemory<byte> json, int limit)
    {
        if (json.IsEmpty || json.Length > limit) return;
        line.Raw(name);
        line.Value(json.Span);
    }

    private static ReadOnlySpan<char> Clip(string text) =>
        text.Length <= MaxText ? text : text.AsSpan(0, char.IsHighSurrogate(text[MaxText - 1]) ? MaxText - 1 : MaxText);
}
