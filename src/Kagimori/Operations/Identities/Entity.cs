using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>An existing user, group, role or managed policy that an operation is about.</summary>
internal sealed record Entity<T>(EntityKind<T> Kind, Stored<T> Stored) where T : class
{
    public T Value => Stored.Value;

    public string Name => Kind.NameOf(Value);

    public void Update(Exchange exchange, T value) => Kind.Records.Update(exchange.Changes, Stored, value);
}

/// <summary>What an operation does with an entity that exists.</summary>
internal delegate ValueTask<Outcome<QueryResult>> EntityOperation<T>(Exchange exchange, QueryParameters query, Entity<T> entity) where T : class;
