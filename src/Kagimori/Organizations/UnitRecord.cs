namespace Kagimori.Organizations;

/// <summary>An organizational unit.</summary>
/// <param name="ParentId">The root or the unit that it is in.</param>
public sealed record UnitRecord(string Id, string Name, string ParentId);
