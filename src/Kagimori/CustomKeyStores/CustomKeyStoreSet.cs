namespace Kagimori.CustomKeyStores;

/// <summary>The custom key stores of one account in one Region, at most ten, in the order of their ids.</summary>
/// <remarks>INVARIANT: they are one record, so that what must be unique among them is checked and kept in one change.</remarks>
public sealed record CustomKeyStoreSet(IReadOnlyList<CustomKeyStoreRecord> Stores)
{
    public const int MaximumStores = 10;

    public CustomKeyStoreRecord? Find(string id) => Stores.FirstOrDefault(store => store.Id == id);

    public CustomKeyStoreRecord? FindByName(string name) => Stores.FirstOrDefault(store => store.Name == name);

    /// <summary>The set with a store added, or in the place of the one of the same id.</summary>
    public CustomKeyStoreSet With(CustomKeyStoreRecord store) =>
        new([.. Stores.Where(other => other.Id != store.Id).Append(store).OrderBy(each => each.Id, StringComparer.Ordinal)]);

    public CustomKeyStoreSet Without(string id) => new([.. Stores.Where(store => store.Id != id)]);
}
