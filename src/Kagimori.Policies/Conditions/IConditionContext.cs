namespace Kagimori.Policies;

/// <summary>What a request says about condition keys: the dictionary of tests and tools, and the engine's lazy one.</summary>
public interface IConditionContext
{
    /// <summary>False when the request does not have the key, which is not the same as having an empty value.</summary>
    bool TryGet(ConditionKey key, out ConditionValues values);
}
