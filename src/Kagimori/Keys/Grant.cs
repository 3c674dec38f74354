using Kagimori.Policies;
using Kagimori.Storage;

namespace Kagimori.Keys;

/// <summary>A grant of a key snapshot, ready to be matched. Immutable.</summary>
public sealed class Grant
{
    private readonly PrincipalEntry _grantee;
    private readonly PrincipalEntry? _retiring;

    public Grant(Stored<GrantRecord> stored)
    {
        Stored = stored;
        _grantee = Read(stored.Value.Grantee);
        _retiring = stored.Value.Retiring is { } retiring ? Read(retiring) : null;
    }

    public Stored<GrantRecord> Stored { get; }

    public GrantRecord Record => Stored.Value;

    /// <summary>How the grantee reaches a caller; null when it does not.</summary>
    public GrantMatchClass? MatchGrantee(Principal caller) => ClassOf(_grantee.Match(caller));

    /// <summary>How the retiring principal reaches a caller; null when it does not or there is none.</summary>
    public GrantMatchClass? MatchRetiring(Principal caller) => _retiring is null ? null : ClassOf(_retiring.Match(caller));

    public bool Allows(ReadOnlySpan<char> operation)
    {
        var operations = Record.Operations;
        for (var i = 0; i < operations.Count; i++)
        {
            if (operation.SequenceEqual(operations[i])) return true;
        }
        return false;
    }

    /// <summary>Whether the constraints admit an encryption context. Names compare whatever their case, values exactly.</summary>
    public bool Admits(IReadOnlyDictionary<string, string>? context)
    {
        if (Record.ContextEquals is { } equal && (equal.Count != (context?.Count ?? 0) || !Contains(context, equal))) return false;
        return Record.ContextSubset is not { } subset || Contains(context, subset);
    }

    /// <summary>Whether a caller asks on behalf of the resource that the grant is for. A service alone asks on behalf of one: nobody else is bound by it.</summary>
    public bool AdmitsSource(Principal caller, string? sourceArn) =>
        Record.SourceArn is not { } required || caller.Type != PrincipalType.Service || required == sourceArn;

    /// <summary>Whether whoever holds this grant may pass it on as another: no more operations, constraints at least as strict.</summary>
    public bool Covers(GrantRecord child)
    {
        foreach (var operation in child.Operations)
        {
            if (!Allows(operation)) return false;
        }
        if (Record.SourceArn is { } source && child.SourceArn != source) return false;
        if (Record.ContextEquals is { } equal && (child.ContextEquals is not { } same || same.Count != equal.Count || !Contains(same, equal))) return false;
        return Record.ContextSubset is not { } subset || Contains(child.ContextEquals, subset) || Contains(child.ContextSubset, subset);
    }

    private static bool Contains(IReadOnlyDictionary<string, string>? pairs, IReadOnlyDictionary<string, string> wanted)
    {
        foreach (var (name, value) in wanted)
        {
            if (!Contains(pairs, name, value)) return false;
        }
        return true;
    }

    private static bool Contains(IReadOnlyDictionary<string, string>? pairs, string name, string value)
    {
        if (pairs is null) return false;
        foreach (var pair in pairs)
        {
            if (pair.Value == value && string.Equals(pair.Key, name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static GrantMatchClass? ClassOf(PrincipalMatch match) => match switch
    {
        PrincipalMatch.Account => GrantMatchClass.Account,
        PrincipalMatch.SessionIssuer => GrantMatchClass.RoleOfSession,
        PrincipalMatch.Direct => GrantMatchClass.Direct,
        _ => null,
    };

    private static PrincipalEntry Read(string principal) =>
        PrincipalEntry.TryParse(GrantRecord.IsService(principal) ? "Service" : "AWS", principal, out var entry) ? entry! : throw new StoreException($"A stored grant names '{principal}', which is no principal.");
}
