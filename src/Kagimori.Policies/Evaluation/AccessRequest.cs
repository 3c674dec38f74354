namespace Kagimori.Policies;

/// <summary>One question: may this principal do this action on this resource, under these policies?</summary>
/// <remarks>Not thread-safe and reusable: every property can be set again for the next question.</remarks>
public sealed class AccessRequest : IConditionContext
{
    private string _resource = "*";

    // The two keys that were asked for last, and what the context said: the statements of a policy ask for the same keys in turn.
    private Answer _last, _lastButOne;

    public required Principal Principal { get; set; }

    /// <summary>For example <c>kms:Decrypt</c>.</summary>
    public required string Action { get; set; }

    /// <summary>The ARN, or <c>*</c> for an action that has no resource.</summary>
    public required string Resource
    {
        get => _resource;
        set
        {
            _resource = value;
            ResourceParts = ArnParts.Of(value.AsSpan());
        }
    }

    /// <summary>The account that owns the resource; null when there is no resource or the caller's account owns it anyway.</summary>
    public string? ResourceAccount { get; set; }

    public required IConditionContext Context { get; set; }

    /// <summary>The user's inline, managed and group policies; the role's inline and managed policies; for a federated user its creator's.</summary>
    public IReadOnlyList<AttachedPolicy> IdentityPolicies { get; set; } = [];

    public AttachedPolicy? Boundary { get; set; }

    /// <summary>Null when the session is not limited; an empty list limits it to nothing.</summary>
    public IReadOnlyList<AttachedPolicy>? SessionPolicies { get; set; }

    /// <summary>The key policy, trust policy or other policy of the resource.</summary>
    public AttachedPolicy? ResourcePolicy { get; set; }

    /// <summary>True for KMS keys and for assuming roles: identity policies count only when the resource delegates to the account.</summary>
    public bool ResourcePolicyMandatory { get; set; }

    /// <summary>The policies of the VPC endpoint that the request came through; null when it came through none.</summary>
    public IReadOnlyList<AttachedPolicy>? EndpointPolicies { get; set; }

    /// <summary>The levels from the organization's root down to the account, each with what is attached to it; null when none apply to the caller.</summary>
    public IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ServiceControlPolicies { get; set; }

    /// <summary>As above for the resource's owner; null when none apply to the resource.</summary>
    public IReadOnlyList<IReadOnlyList<AttachedPolicy>>? ResourceControlPolicies { get; set; }

    /// <summary>Whether the action may be used on another account's resource at all.</summary>
    public bool CrossAccountAllowed { get; set; } = true;

    public IReadOnlyList<ResourceGrant> ResourceGrants { get; set; } = [];

    public bool IsCrossAccount => ResourceAccount is not null && Principal.AccountId is not null && ResourceAccount != Principal.AccountId;

    internal ArnParts ResourceParts { get; private set; }

    internal AccessRequest Copy() => (AccessRequest)MemberwiseClone();

    /// <summary>As the context answers, which is asked only when the answer is not known since the decision began.</summary>
    bool IConditionContext.TryGet(ConditionKey key, out ConditionValues values)
    {
        if (!ReferenceEquals(_last.Key, key))
        {
            (_last, _lastButOne) = (_lastButOne, _last);
            if (!ReferenceEquals(_last.Key, key)) _last = new Answer(key, Context.TryGet(key, out values), values);
        }
        values = _last.Values;
        return _last.IsPresent;
    }

    /// <summary>Forgets what the context said: a decision begins, and the context may have changed.</summary>
    internal void Forget() => (_last.Key, _lastButOne.Key) = (null, null);

    private record struct Answer(ConditionKey? Key, bool IsPresent, ConditionValues Values);
}
