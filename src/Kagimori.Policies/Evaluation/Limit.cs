namespace Kagimori.Policies;

/// <summary>What one set of policies says that can only limit. <c>default</c> limits nothing.</summary>
internal readonly struct Limit
{
    private Limit(DecidingStatement deny, bool lacksAllow)
    {
        Deny = deny;
        LacksAllow = lacksAllow;
    }

    /// <summary>The first deny.</summary>
    public DecidingStatement Deny { get; }

    public bool Denies => Deny.Exists;

    public bool LacksAllow { get; }

    /// <summary>One policy; none limits nothing.</summary>
    public static Limit Of(AttachedPolicy? policy, AccessRequest request) => policy is null ? default : Of(Finding.Of(policy, request));

    /// <summary>Policies of which one must allow; without a list nothing is limited, while an empty one allows nothing.</summary>
    public static Limit Of(IReadOnlyList<AttachedPolicy>? policies, AccessRequest request) => policies is null ? default : Of(Finding.Of(policies, request));

    /// <summary>The levels of an organization, each of which must allow.</summary>
    public static Limit Of(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels, AccessRequest request)
    {
        var lacksAllow = false;
        for (var i = 0; levels is not null && i < levels.Count; i++)
        {
            var level = Of(levels[i], request);
            if (level.Denies) return level;
            lacksAllow |= level.LacksAllow;
        }
        return new Limit(default, lacksAllow);
    }

    private static Limit Of(in Finding finding) => new(finding.Deny, !finding.Allows);
}
