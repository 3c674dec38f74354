using System.Text.Json;
using Kagimori.Keys;
using Kagimori.Wire;

namespace Kagimori.Operations.Grants;

/// <summary>The Constraints of a grant: the encryption contexts it is good for, and the resource on whose behalf a service must ask.</summary>
internal sealed record GrantConstraints
{
    private const int MaxPairs = 8;
    private const int MaxLength = 384;
    private const string SourceArnName = "sourceArn";

    public Dictionary<string, string>? EncryptionContextSubset { get; init; }

    public Dictionary<string, string>? EncryptionContextEquals { get; init; }

    public string? SourceArn { get; init; }

    public static GrantConstraints? Of(GrantRecord grant) => (grant.ContextEquals ?? grant.ContextSubset) is null && grant.SourceArn is null ? null : new GrantConstraints
    {
        EncryptionContextEquals = grant.ContextEquals is { } equal ? new(equal) : null,
        EncryptionContextSubset = grant.ContextSubset is { } subset ? new(subset) : null,
        SourceArn = grant.SourceArn,
    };

    /// <summary>The pairs that the constraint names: the encryption context of creating or retiring the grant.</summary>
    public static IReadOnlyDictionary<string, string>? PairsOf(GrantRecord grant) => grant.ContextEquals ?? grant.ContextSubset;

    /// <summary>kms:GrantConstraintType, which has one value: which constraint a grant has, of two the encryption context's; null for none.</summary>
    public static string? TypeOf(GrantRecord grant) =>
        grant.ContextEquals is not null ? nameof(EncryptionContextEquals) : grant.ContextSubset is not null ? nameof(EncryptionContextSubset)
        : grant.SourceArn is not null ? nameof(SourceArn) : null;

    /// <summary>An empty constraint beside the other one is none: Terraform's provider sends both. One that stands alone counts.</summary>
    public GrantConstraints WithoutEmptyCompanion() => this switch
    {
        { EncryptionContextEquals.Count: 0, EncryptionContextSubset.Count: > 0 } => this with { EncryptionContextEquals = null },
        { EncryptionContextSubset.Count: 0, EncryptionContextEquals: not null } => this with { EncryptionContextSubset = null },
        _ => this,
    };

    /// <summary>Refuses constraints that are too many or too large, or that the key cannot have.</summary>
    public Refusal? Check(KeySnapshot key)
    {
        if (EncryptionContextEquals is { Count: > 0 } && EncryptionContextSubset is { Count: > 0 }) return Refusals.Validation("More than one constraint supplied");
        if ((EncryptionContextEquals ?? EncryptionContextSubset) is not { } pairs) return null;
        if (key.Spec != KeySpec.SymmetricDefault)
            return Refusals.Validation("EncryptionContext is supported only when creating a grant for a symmetric encryption KMS key.");
        return pairs.Count > MaxPairs || pairs.Sum(pair => pair.Key.Length + pair.Value.Length) > MaxLength
            ? Refusals.Validation($"An encryption context constraint has at most {MaxPairs} pairs and {MaxLength} characters.") : null;
    }

    /// <summary>The member of a request.</summary>
    internal sealed class Member<TRequest>(Func<TRequest, GrantConstraints?> get) : Kagimori.Wire.Member<TRequest>("Constraints", isRequired: false)
    {
        public override IEnumerable<(string CamelName, object? Type)> DeclaredMembers =>
            [.. Maps.Select(map => (map.CamelName, map.DeclaredType)), (SourceArnName, Kms.GrantConstraintSourceArnType)];

        public override void Audit(TRequest request, Utf8JsonWriter json)
        {
            if (get(request) is not { } constraints) return;
            json.WriteStartObject(CamelName);
            foreach (var map in Maps) map.Audit(constraints, json);
            if (constraints.SourceArn is { } source) json.WriteString(SourceArnName, source);
            json.WriteEndObject();
        }

        protected override bool IsPresent(TRequest request) => get(request) is not null;

        protected override void CheckValue(TRequest request, ref Violations violations)
        {
            foreach (var map in Maps) map.Check(get(request)!, ref violations);
            if (get(request)!.SourceArn is { } source) Kms.GrantConstraintSourceArnType.Check(source, $"{CamelName}.{SourceArnName}", ref violations);
        }
    }

    private static readonly Kagimori.Wire.Member<GrantConstraints>[] Maps =
    [
        Kms.Context<GrantConstraints>(nameof(EncryptionContextSubset), c => c.EncryptionContextSubset),
        Kms.Context<GrantConstraints>(nameof(EncryptionContextEquals), c => c.EncryptionContextEquals),
    ];
}
