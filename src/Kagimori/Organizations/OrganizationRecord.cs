namespace Kagimori.Organizations;

/// <summary>An organization: its tree of units and accounts, and which policies are attached where. The policies themselves are records of their own.</summary>
public sealed record OrganizationRecord
{
    public const string AllFeatures = "ALL";

    /// <summary>o- and ten characters.</summary>
    public required string Id { get; init; }

    /// <summary>r- and four characters.</summary>
    public required string RootId { get; init; }

    public required string ManagementAccount { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public string FeatureSet { get; init; } = AllFeatures;

    /// <summary>The policy types that are enabled in the root.</summary>
    public IReadOnlyList<string> PolicyTypes { get; init; } = [];

    public IReadOnlyList<UnitRecord> Units { get; init; } = [];

    /// <summary>The management account among them.</summary>
    public IReadOnlyList<MemberRecord> Accounts { get; init; } = [];

    public IReadOnlyList<AttachmentRecord> Attachments { get; init; } = [];

    public IReadOnlyList<AccountRequestRecord> AccountRequests { get; init; } = [];

    /// <summary>Tags by the id of the root, unit, account or policy that has them.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tags { get; init; } =
        new Dictionary<string, IReadOnlyDictionary<string, string>>();

    public string Arn => $"arn:aws:organizations::{ManagementAccount}:organization/{Id}";

    public UnitRecord? FindUnit(string id) => Units.FirstOrDefault(unit => unit.Id == id);

    public MemberRecord? FindAccount(string id) => Accounts.FirstOrDefault(account => account.Id == id);

    public bool IsParent(string id) => id == RootId || FindUnit(id) is not null;

    /// <summary>Whether policies can be attached to it.</summary>
    public bool IsTarget(string id) => IsParent(id) || FindAccount(id) is not null;

    public string? NameOf(string target) => target == RootId ? "Root" : FindUnit(target)?.Name ?? FindAccount(target)?.Name;

    public string ArnOf(string target) => target == RootId ? ArnOf("root", target) : FindUnit(target) is not null ? ArnOf("ou", target) : ArnOf("account", target);

    public string ArnOf(string kind, string id) => $"arn:aws:organizations::{ManagementAccount}:{kind}/{Id}/{id}";

    /// <summary>The ids from the root down to a root or unit.</summary>
    public IReadOnlyList<string> Lineage(string parent)
    {
        var lineage = new List<string>();
        for (var id = parent; id != RootId; id = FindUnit(id)!.ParentId) lineage.Add(id);
        lineage.Add(RootId);
        lineage.Reverse();
        return lineage;
    }

    /// <summary>The organization path of what lies in a root or unit, as aws:PrincipalOrgPaths has it: <c>o-…/r-…/ou-…/</c>.</summary>
    public string PathOf(string parent) => $"{Id}/{string.Join('/', Lineage(parent))}/";

    /// <summary>The organization without what was attached to a target, or told of it.</summary>
    public OrganizationRecord Without(string target) => this with
    {
        Attachments = [.. Attachments.Where(attachment => attachment.TargetId != target)],
        Tags = Tags.Where(tags => tags.Key != target).ToDictionary(),
    };

    /// <summary>The organization with a new target, to which the default policy of each enabled type is attached.</summary>
    public OrganizationRecord WithDefaults(string target) => this with
    {
        Attachments = [.. Attachments, .. PolicyTypes.Select(type => new AttachmentRecord(OrganizationPolicyType.Find(type)!.Default.Id, target))],
    };

    /// <summary>The organization with a policy type enabled: its default policy is attached everywhere.</summary>
    public OrganizationRecord WithPolicyType(OrganizationPolicyType type)
    {
        var targets = Units.Select(unit => unit.Id).Concat(Accounts.Select(account => account.Id)).Prepend(RootId);
        return this with
        {
            PolicyTypes = [.. PolicyTypes, type.Name],
            Attachments = [.. Attachments, .. targets.Select(target => new AttachmentRecord(type.Default.Id, target))],
        };
    }

    public OrganizationRecord WithAccount(MemberRecord account) => (this with { Accounts = [.. Accounts, account] }).WithDefaults(account.Id);
}
