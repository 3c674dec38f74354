using System.Runtime.CompilerServices;

namespace Kagimori.Policies;

/// <summary>What a set of policies says that can only limit. <c>default</c> limits nothing.</summary>
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
    public static Limit Of(AttachedPolicy? policy, AccessRequest request) => policy is null ? default : OfOne(policy, request);

    /// <summary>Policies of which one must allow; without a list nothing is limited, while an empty one allows nothing.</summary>
    public static Limit Of(IReadOnlyList<AttachedPolicy>? policies, AccessRequest request) => policies is null ? default : OfAny(policies, request);

    /// <summary>The levels of an organization, each of which must allow.</summary>
    public static Limit Of(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels, AccessRequest request) => levels is null ? default : OfLevels(levels, request);

    // None of these is inlined: most requests are not limited, and would yet clear the memory that these need.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Limit OfOne(AttachedPolicy policy, AccessRequest request) => Of(Finding.Of(policy, request));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Limit OfAny(IReadOnlyList<AttachedPolicy> policies, AccessRequest request) => Of(Finding.Of(policies, request));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Limit OfLevels(IReadOnlyList<IReadOnlyList<AttachedPolicy>> levels, AccessRequest request)
    {
        var lacksAllow = false;
        for (var i = 0; i < levels.Count; i++)
        {
            var level = OfAny(levels[i], request);
            if (level.Denies) return level;
            lacksAllow |= level.LacksAllow;
        }
        return new Limit(default, lacksAllow);
    }

    private static Limit Of(in Finding finding) => new(finding.Deny, !finding.Allows);
}
