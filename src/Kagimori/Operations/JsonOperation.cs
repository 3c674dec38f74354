using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Kagimori.Keys;
using Kagimori.Operations.Recipients;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>Answers the condition keys that only one operation supplies, from its request.</summary>
public delegate bool RequestCondition<in TRequest>(Exchange exchange, TRequest request, ConditionKey key, out ConditionValues values);

/// <summary>An operation of AWS KMS, of the proxy in front of its keys, or of Organizations: JSON in and out.</summary>
public sealed class JsonOperation<TRequest, TResponse>(
    string name, Shape<TRequest> shape, JsonTypeInfo<TRequest> requestJson, JsonTypeInfo<TResponse>? responseJson, Service? service = null)
    : Operation(service ?? Service.Kms, name)
    where TRequest : class
    where TResponse : class
{
    private readonly ListMember<TRequest>? _grantTokens = shape.Members.OfType<ListMember<TRequest>>().FirstOrDefault(member => member.Type == Kms.GrantTokenList);

    private readonly RecipientInfo.Member<TRequest>? _recipient = shape.Members.OfType<RecipientInfo.Member<TRequest>>().FirstOrDefault();

    public Shape<TRequest> Shape { get; } = shape;

    public required Func<Exchange, TRequest, ValueTask<Refusal?>> Resolve { get; init; }

    public required Func<Exchange, TRequest, ValueTask<Outcome<TResponse>>> Perform { get; init; }

    /// <summary>The key states in which the operation is admitted.</summary>
    public KeyState States { get; init; } = KeyState.Any;

    public override bool UsesKey => Usage is not null && Name != "GetPublicKey";

    public Func<TRequest, bool?>? DryRun { get; init; }

    public RequestCondition<TRequest>? Condition { get; init; }

    /// <summary>Writes what CloudTrail records of the response; null for operations that record none.</summary>
    public Action<TResponse, Utf8JsonWriter>? RecordResponse { get; init; }

    public override IReadOnlyList<MemberDeclaration> Members => Shape.Members;

    public override Refusal? Parse(Exchange exchange)
    {
        if (!AwsJson.TryRead(exchange.Body.Span, requestJson, out var request, out var refusal)) return refusal;
        exchange.Request = request;
        return Shape.Check(request) is { } violations ? Refusals.Validation(violations) : null;
    }

    public override ValueTask<Refusal?> ResolveAsync(Exchange exchange)
    {
        var request = Request(exchange);
        // Policies decide on what is attested: it is verified before they are asked.
        return (CheckGrantTokens(exchange, request) ?? _recipient?.ValueOf(request)?.Attest(exchange)) is { } invalid ? new(invalid) : Resolve(exchange, request);
    }

    public override Refusal? Admit(Exchange exchange) => KeyAdmission.Admit(exchange, States, Usage);

    public override ValueTask<Refusal?> PerformAsync(Exchange exchange)
    {
        var performing = Perform(exchange, Request(exchange));
        return performing.IsCompletedSuccessfully ? new(Keep(exchange, performing.Result)) : AwaitAsync(exchange, performing);
    }

    public override bool IsDryRun(Exchange exchange) => DryRun?.Invoke(Request(exchange)) == true;

    public override bool TryGetCondition(Exchange exchange, ConditionKey key, out ConditionValues values)
    {
        values = default;
        return Condition is not null && Condition(exchange, Request(exchange), key, out values);
    }

    public override void WriteResponse(Exchange exchange, IBufferWriter<byte> output)
    {
        if (responseJson is not null) AwsJson.Write(output, (TResponse)exchange.Response!, responseJson);
    }

    public override void AuditRequest(Exchange exchange, Utf8JsonWriter json)
    {
        if (exchange.Request is TRequest request) Shape.Audit(request, json);
        else json.WriteNullValue();
    }

    public override void AuditResponse(Exchange exchange, Utf8JsonWriter json)
    {
        if (RecordResponse is not null && exchange.Response is TResponse response) RecordResponse(response, json);
        else json.WriteNullValue();
    }

    private Refusal? CheckGrantTokens(Exchange exchange, TRequest request)
    {
        if (_grantTokens?.ValuesOf(request) is not { Count: > 0 } tokens) return null;
        var shown = new string[tokens.Count];
        for (var i = 0; i < shown.Length; i++)
        {
            if (!exchange.Engine.GrantTokens.TryRead(tokens[i]!, out _, out shown[i])) return Refusals.InvalidGrantToken();
        }
        exchange.ShownGrants = shown;
        return null;
    }

    private static TRequest Request(Exchange exchange) => (TRequest)exchange.Request!;

    private static Refusal? Keep(Exchange exchange, Outcome<TResponse> outcome)
    {
        exchange.Response = outcome.Value;
        return outcome.Refusal;
    }

    private static async ValueTask<Refusal?> AwaitAsync(Exchange exchange, ValueTask<Outcome<TResponse>> performing) =>
        Keep(exchange, await performing);
}
