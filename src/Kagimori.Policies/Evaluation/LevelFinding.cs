namespace Kagimori.Policies;

/// <summary>What the levels of an organization say: any deny denies, and every level must allow.</summary>
internal readonly struct LevelFinding
{
    private LevelFinding(DecidingStatement? deny, bool lacksAllow)
    {
        Deny = deny;
        LacksAllow = lacksAllow;
    }

    public DecidingStatement? Deny { get; }

    public bool LacksAllow { get; }

    public static LevelFinding Of(IReadOnlyList<IReadOnlyList<AttachedPolicy>>? levels, AccessRequest request)
    {
        var lacksAllow = false;
        for (var i = 0; levels is not null && i < levels.Count; i++)
        {
            var level = Finding.Of(levels[i], request);
            if (level.Denies) return new LevelFinding(level.Deny, false);
            lacksAllow |= !level.Allows;
        }
        return new LevelFinding(null, lacksAllow);
    }
}
