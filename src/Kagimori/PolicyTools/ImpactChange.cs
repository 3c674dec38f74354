namespace Kagimori.PolicyTools;

/// <summary>What a new key policy does to one principal's permission for one action.</summary>
public enum ImpactChange
{
    /// <summary>It is allowed now, or more surely than before.</summary>
    Gains,

    /// <summary>It is not allowed any more, or less surely.</summary>
    Loses,

    /// <summary>It is allowed under other conditions.</summary>
    Changes,

    /// <summary>It stays allowed.</summary>
    Keeps,
}
