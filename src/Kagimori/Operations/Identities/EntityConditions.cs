using Kagimori.Operations.Tags;
using Kagimori.Policies;
using Kagimori.Storage;
using Kagimori.Wire;

namespace Kagimori.Operations.Identities;

/// <summary>The condition keys of IAM: what the entity is like, and what the request wants of it.</summary>
/// <remarks>A row names what its operation supplies: a parameter that an operation ignores must not satisfy a condition.</remarks>
internal static class EntityConditions
{
    /// <summary>iam:ResourceTag/… and aws:ResourceTag/…: the tags of the entity being decided on.</summary>
    public static bool ResourceTag<T>(EntityKind<T> kind, Exchange exchange, ConditionKey key, out ConditionValues values) where T : class
    {
        values = default;
        if (key.Known is not (WellKnownKey.AwsResourceTag or WellKnownKey.IamResourceTag) || key.Suffix is null) return false;
        if (kind.Tags is null || exchange.Conditions.Target?.Entity is not Stored<T> stored) return false;
        foreach (var (tag, value) in kind.Tags.Get(stored.Value))
        {
            if (!string.Equals(tag, key.Suffix, StringComparison.OrdinalIgnoreCase)) continue;
            values = new ConditionValues(value);
            return true;
        }
        return false;
    }

    /// <summary>iam:PermissionsBoundary: the boundary that the entity has.</summary>
    public static bool CurrentBoundary<T>(EntityKind<T> kind, Exchange exchange, ConditionKey key, out ConditionValues values) where T : class
    {
        var isAsked = key.Known == WellKnownKey.IamPermissionsBoundary && exchange.Conditions.Target?.Entity is Stored<T>;
        return One(isAsked ? kind.PermissionsBoundary?.Get(((Stored<T>)exchange.Conditions.Target!.Entity!).Value) : null, out values);
    }

    /// <summary>iam:PermissionsBoundary: the boundary that the request sets.</summary>
    public static bool NewBoundary(Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values) =>
        One(key.Known == WellKnownKey.IamPermissionsBoundary ? query.Text("PermissionsBoundary") : null, out values);

    /// <summary>iam:PolicyARN: the managed policy that is attached or detached.</summary>
    public static bool AttachedPolicy(Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values) =>
        One(key.Known == WellKnownKey.IamPolicyARN ? query.Text("PolicyArn") : null, out values);

    /// <summary>aws:RequestTag/… and aws:TagKeys of the tags that the request sets.</summary>
    public static bool NewTags(Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values) =>
        RequestTags.TryGet(query.Tags(), key, out values);

    public static bool NewTagsAndBoundary(Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values) =>
        NewTags(exchange, query, key, out values) || NewBoundary(exchange, query, key, out values);

    /// <summary>aws:TagKeys of the tags that the request takes away.</summary>
    public static bool OldTagKeys(Exchange exchange, QueryParameters query, ConditionKey key, out ConditionValues values)
    {
        var keys = key.Known == WellKnownKey.AwsTagKeys ? query.List("TagKeys") : null;
        values = keys is null ? default : new ConditionValues([.. keys.OfType<string>()]);
        return keys is not null;
    }

    private static bool One(string? value, out ConditionValues values)
    {
        values = value is null ? default : new ConditionValues(value);
        return value is not null;
    }
}
