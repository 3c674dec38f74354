using System.Buffers;
using System.Text.Json;
using Kagimori.Diagnostics;
using Kagimori.Policies;
using Kagimori.Wire;

namespace Kagimori.Operations;

/// <summary>A row of the operation catalog: how one operation goes through the steps that differ between operations.</summary>
public abstract class Operation(Service service, string name)
{
    public Service Service { get; } = service;

    public string Name { get; } = name;

    /// <summary>The IAM action of the same name; an operation with several actions names them when it resolves.</summary>
    public string Action { get; } = $"{service.Prefix}:{name}";

    /// <summary>Whether the operation changes nothing, as the audit trail's readOnly.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Whether the request proves by itself who asks, in step 3, and a signature is not looked at.</summary>
    public bool IsUnsigned { get; init; }

    /// <summary>Whether callers of another account may call it.</summary>
    public bool CrossAccount { get; init; }

    /// <summary>The key usage it needs; null for any.</summary>
    public string? Usage { get; init; }

    internal RequestCounters Counters { get; } = new();

    /// <summary>The declared members of the request.</summary>
    public abstract IReadOnlyList<MemberDeclaration> Members { get; }

    /// <summary>Whether its success counts as a use of the key: it computes with the key's material.</summary>
    public virtual bool UsesKey => false;

    /// <summary>Reads and validates the typed request from the body.</summary>
    public abstract Refusal? Parse(Exchange exchange);

    /// <summary>Step 3: finds the resources and adds an access target for each.</summary>
    public abstract ValueTask<Refusal?> ResolveAsync(Exchange exchange);

    /// <summary>Step 5: key state, usage and algorithm.</summary>
    public abstract Refusal? Admit(Exchange exchange);

    /// <summary>Step 6: computes the response and the changes, and applies neither.</summary>
    public abstract ValueTask<Refusal?> PerformAsync(Exchange exchange);

    public abstract bool IsDryRun(Exchange exchange);

    /// <summary>Answers a condition key that only this operation supplies.</summary>
    public abstract bool TryGetCondition(Exchange exchange, ConditionKey key, out ConditionValues values);

    public abstract void WriteResponse(Exchange exchange, IBufferWriter<byte> output);

    /// <summary>Writes CloudTrail's requestParameters: the request without its secrets.</summary>
    public abstract void AuditRequest(Exchange exchange, Utf8JsonWriter json);

    /// <summary>Writes CloudTrail's responseElements, or null for an operation that records none.</summary>
    public abstract void AuditResponse(Exchange exchange, Utf8JsonWriter json);
}
