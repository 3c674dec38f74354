using System.Buffers;
using System.Net;
using System.Text.Json;
using Kagimori.Authorization;
using Kagimori.Forwarding;
using Kagimori.Identities;
using Kagimori.Keys;
using Kagimori.Policies;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Kagimori.Audit;

/// <summary>Makes the audit record of one request: what was asked, by whom, what was decided and why.</summary>
public static class RequestAudit
{
    private const int Initial = 2048;
    private const int MaxExplanation = 16 * 1024;
    private const int MaxExplanationLine = 1000;

    // One event and one buffer per thread: the trail copies them before it returns.
    [ThreadStatic]
    private static AuditEvent? _event;

    [ThreadStatic]
    private static Parts? _parts;

    [ThreadStatic]
    private static JsonLine? _decisions;

    public static ValueTask RecordAsync(Exchange exchange, Refusal? refusal)
    {
        var auditEvent = _event ??= new AuditEvent();
        Fill(auditEvent, _parts ??= new Parts(), exchange, refusal);
        return exchange.Engine.Audit.RecordAsync(auditEvent);
    }

    private static void Fill(AuditEvent e, Parts parts, Exchange exchange, Refusal? refusal)
    {
        e.Clear();
        var caller = exchange.Authenticated;
        e.UserIdentity = IdentityOf(exchange) ?? AuditIdentity.Unauthenticated(exchange.AccessKeyId);
        e.EventTime = exchange.Now;
        e.EventSource = exchange.Service.EventSource;
        e.EventName = exchange.Operation?.Name ?? "Unknown";
        e.AwsRegion = caller is null ? "" : exchange.Region.ToString();
        e.SourceIPAddress = SourceAddress(RemoteAddress(exchange.Http));
        e.UserAgent = exchange.Http.Request.Headers.UserAgent is { Count: > 0 } agent ? agent.ToString() : null;
        e.ErrorCode = refusal?.Code;
        e.ErrorMessage = refusal?.Message;
        e.RequestId = exchange.RequestId;
        e.EventId = exchange.EventId;
        e.ReadOnly = exchange.Operation?.IsReadOnly ?? false;
        e.RecipientAccountId = caller?.Account.ToString();
        e.Resources = Resources(exchange.Targets);
        parts.Clear();
        // Members of a request that was not authenticated are a stranger's words: they are not recorded.
        if (caller is not null && exchange.Request is not null)
        {
            exchange.Operation!.AuditRequest(exchange, parts.Begin());
            e.RequestParameters = parts.End();
        }
        if (refusal is null && exchange.Response is not null)
        {
            exchange.Operation!.AuditResponse(exchange, parts.Begin());
            e.ResponseElements = parts.End();
        }
        if (exchange.Targets.Count > 0 || exchange.Attestation is not null || exchange.Forwarded is not null || refusal?.Reason is not null)
        {
            var decisions = _decisions ??= new JsonLine();
            decisions.Clear();
            WriteDecisions(exchange, refusal, decisions);
            e.AdditionalEventData = decisions.WrittenMemory;
        }
    }

    private static AuditIdentity? IdentityOf(Exchange exchange)
    {
        var identity = exchange.Authenticated?.AuditIdentity;
        return exchange.Forwarded is { CalledVia: [.., var last] } ? identity!.Through(last) : identity;
    }

    // additionalEventData: { "forwarded"?, "recipient"?, "decisions": [ { action, resource?, outcome, by, path?, statements, explanation? } ], customKeyStoreId?, backingKey?, "reason"? }
    private static void WriteDecisions(Exchange exchange, Refusal? refusal, JsonLine json)
    {
        json.Raw("{"u8);
        if (exchange.Forwarded is { } forwarded)
        {
            ForwardedAudit.Write(forwarded, exchange.ForwardedBy!, json);
            if (exchange.Attestation is not null || exchange.Targets.Count > 0 || refusal?.Reason is not null) json.Raw(","u8);
        }
        if (exchange.Attestation is { } attestation)
        {
            RecipientAudit.Write(attestation, json);
            if (exchange.Targets.Count > 0 || refusal?.Reason is not null) json.Raw(","u8);
        }
        if (exchange.Targets.Count > 0)
        {
            json.Raw("\"decisions\":["u8);
            for (var i = 0; i < exchange.Targets.Count; i++)
            {
                var target = exchange.Targets[i];
                if (target.Decision is not { } decision) break; // Those after the one that refused were not decided.
                if (i > 0) json.Raw(","u8);
                WriteDecision(exchange, target, decision, json);
            }
            json.Raw("]"u8);
            WriteBackingKey(exchange.Targets, json);
        }
        if (refusal?.Reason is { } reason)
        {
            json.Raw(exchange.Targets.Count > 0 ? ",\"reason\":"u8 : "\"reason\":"u8);
            json.Text(reason);
        }
        json.Raw("}"u8);
    }

    // As CloudTrail has it of a key in a custom key store: where it is, and which key does the work, of a token's key as a text that holds JSON.
    private static void WriteBackingKey(IReadOnlyList<AccessTarget> targets, JsonLine json)
    {
        for (var i = 0; i < targets.Count; i++)
        {
            if (targets[i].Key?.Record is not { CustomKeyStoreId: { } keyStore, BackingKey: { } backingKey }) continue;
            json.Raw(",\"customKeyStoreId\":"u8);
            json.Text(keyStore);
            var isExternal = targets[i].Key!.Record.Origin == KeyOrigin.ExternalKeyStore;
            json.Raw(isExternal ? ",\"xksKeyId\":"u8 : ",\"backingKey\":"u8);
            json.Text(isExternal ? backingKey.Id : $"{{\"backingKeyId\":\"{backingKey.Id}\"}}");
            return;
        }
    }

    private static void WriteDecision(Exchange exchange, AccessTarget target, Decision decision, JsonLine json)
    {
        json.Raw("{\"action\":"u8);
        json.Text(target.Action);
        // The one key that a request is about stands among the record's resources.
        if (target.Key is null || exchange.Targets.Count > 1)
        {
            json.Raw(",\"resource\":"u8);
            json.Text(target.Resource);
        }
        json.Raw(",\"outcome\":"u8);
        json.Text(Names.Of(decision.Outcome));
        json.Raw(",\"by\":"u8);
        json.Text(Names.Of(decision.By));
        if (decision.Outcome == DecisionOutcome.Allowed)
        {
            json.Raw(",\"path\":"u8);
            json.Text(Names.Of(decision.Path));
        }
        json.Raw(",\"statements\":["u8);
        WriteStatement(decision.Statement, json);
        if (decision.Statement is not null && decision.Second is not null) json.Raw(","u8);
        WriteStatement(decision.Second, json);
        json.Raw("]"u8);
        // A denial is rare and is what people ask about: it carries its whole explanation, as things were at that moment.
        if (decision.Outcome != DecisionOutcome.Allowed) WriteExplanation(RequestAuthorizer.Explain(exchange, target), json);
        json.Raw("}"u8);
    }

    private static void WriteExplanation(Explanation explanation, JsonLine json)
    {
        json.Raw(",\"explanation\":["u8);
        var lines = explanation.ToText().TrimEnd().Split('\n');
        var start = json.Written.Length;
        for (var i = 0; i < lines.Length; i++)
        {
            if (i > 0) json.Raw(","u8);
            // Additional data that is too long would be left out as a whole; what is said first, the reason and the remedies, matters most.
            if (json.Written.Length - start > MaxExplanation)
            {
                json.Text($"({lines.Length - i} more lines)");
                break;
            }
            json.Text(lines[i].Length <= MaxExplanationLine ? lines[i] : $"{lines[i].AsSpan(0, MaxExplanationLine)} ...");
        }
        json.Raw("]"u8);
    }

    private static void WriteStatement(DecidingStatement? deciding, JsonLine json)
    {
        if (deciding is not { } statement) return;
        var policy = statement.Policy;
        json.Raw("{\"policyType\":"u8);
        json.Text(Names.Of(policy.Source));
        json.Raw(",\"policy\":"u8);
        json.Text(policy.Arn ?? policy.Name);
        json.Raw(",\"statement\":"u8);
        json.Number(statement.Statement.Index);
        if (statement.Statement.Sid is { } sid)
        {
            json.Raw(",\"sid\":"u8);
            json.Text(sid);
        }
        json.Raw("}"u8);
    }

    private static IReadOnlyList<AuditResource> Resources(IReadOnlyList<AccessTarget> targets)
    {
        if (targets.Count == 0) return [];
        // One key is by far the commonest, and its list is made once with the snapshot.
        if (targets.Count == 1) return targets[0].Key?.AuditResources ?? [];
        var resources = new List<AuditResource>(targets.Count);
        foreach (var target in targets)
        {
            if (target.Key is { } key) resources.AddRange(key.AuditResources);
        }
        return resources;
    }

    // By its type: HttpContext's own way to a feature is a generic virtual call, which each request pays anew.
    private static IPAddress? RemoteAddress(HttpContext http) => ((IHttpConnectionFeature?)http.Features[typeof(IHttpConnectionFeature)])?.RemoteIpAddress;

    private static string SourceAddress(IPAddress? address) =>
        address is null ? "" : address.IsIPv4MappedToIPv6 ? address.MapToIPv4().ToString() : address.ToString();

    /// <summary>The JSON members of one event, one after the other in one buffer.</summary>
    private sealed class Parts : IDisposable
    {
        private readonly ArrayBufferWriter<byte> _output = new(Initial);
        private readonly Utf8JsonWriter _json;
        private int _start;

        public Parts() => _json = new Utf8JsonWriter(_output, new JsonWriterOptions { Encoder = JsonLine.Encoder, SkipValidation = true });

        public void Dispose() => _json.Dispose();

        public void Clear() => _output.ResetWrittenCount();

        /// <summary>The writer of the next member.</summary>
        public Utf8JsonWriter Begin()
        {
            _start = _output.WrittenCount;
            _json.Reset(_output);
            return _json;
        }

        /// <summary>The member that was begun, complete.</summary>
        public ReadOnlyMemory<byte> End()
        {
            _json.Flush();
            return _output.WrittenMemory[_start..];
        }
    }
}
