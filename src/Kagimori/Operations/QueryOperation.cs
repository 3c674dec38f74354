using System.Buffers;
using System.Text.Json;
using Kagimori.Authorization;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>An operation of IAM or STS: AWS Query in, XML out.</summary>
public sealed class QueryOperation(Service service, string name, Shape<QueryParameters> shape) : Operation(service, name)
{
    public Shape<QueryParameters> Shape { get; } = shape;

    /// <summary>Adds the access targets; by default the operation's own action on <c>*</c>.</summary>
    public Func<Exchange, QueryParameters, ValueTask<Refusal?>> Resolve { get; init; } = static (exchange, _) => KeyResolution.WithoutResource(exchange);

    /// <summary>Performs the operation. The response is the content of the answer's Result element.</summary>
    public required Func<Exchange, QueryParameters, ValueTask<Outcome<QueryResult>>> Perform { get; init; }

    /// <summary>Answers condition keys that only this operation supplies.</summary>
    public RequestCondition<QueryParameters>? Condition { get; init; }

    public override IReadOnlyList<MemberDeclaration> Members => Shape.Members;

    public override Refusal? Parse(Exchange exchange)
    {
        var query = exchange.Query!;
        exchange.Request = query;
        foreach (var member in Shape.Members)
        {
            if (IsMalformed(query, member)) return Refusals.MalformedMember(member.Name);
            if (FaultOfList(query, member) is { } fault) return Refusals.MalformedInput(fault);
        }
        return Shape.Check(query, hidesValues: Service == Service.Iam) is { } violations ? Refusals.QueryValidation(violations) : null;
    }

    public override ValueTask<Refusal?> ResolveAsync(Exchange exchange) => Resolve(exchange, exchange.Query!);

    public override Refusal? Admit(Exchange exchange) => null;

    public override async ValueTask<Refusal?> PerformAsync(Exchange exchange)
    {
        var outcome = await Perform(exchange, exchange.Query!);
        exchange.Response = outcome.Value;
        return outcome.Refusal;
    }

    public override bool IsDryRun(Exchange exchange) => false;

    public override bool TryGetCondition(Exchange exchange, ConditionKey key, out ConditionValues values)
    {
        values = default;
        return Condition is not null && Condition(exchange, exchange.Query!, key, out values);
    }

    public override void WriteResponse(Exchange exchange, IBufferWriter<byte> output) =>
        ResponseWriter.WriteXml(output, exchange, ((QueryResult)exchange.Response!).Under($"{Name}Result"));

    public override void AuditRequest(Exchange exchange, Utf8JsonWriter json) => Shape.Audit(exchange.Query!, json);

    public override void AuditResponse(Exchange exchange, Utf8JsonWriter json)
    {
        if (!IsReadOnly && exchange.Response is QueryResult { IsEmpty: false } result) result.Under("").WriteTo(json);
        else json.WriteNullValue();
    }

    private static string? FaultOfList(QueryParameters query, Member<QueryParameters> member) => member switch
    {
        ContextEntryListMember => query.FaultOfContextEntries(member.Name),
        PolicyLevelListMember levels => query.FaultOfLists(levels.Name, levels.Inner),
        PolicyExclusionListMember => query.FaultOfList(member.Name),
        ListMember<QueryParameters> or TagListMember<QueryParameters> => query.FaultOfList(member.Name),
        _ => null,
    };

    private static bool IsMalformed(QueryParameters query, Member<QueryParameters> member) =>
        member is NumberMember<QueryParameters> && query.IsMalformedNumber(member.Name)
        || member is FlagMember<QueryParameters> && query.IsMalformedFlag(member.Name);
}
