namespace Kagimori.Wire;

/// <summary>The shapes of the Organizations service model that requests use, and members that many requests have.</summary>
public static class Orgs
{
    private const string Any = @"[\s\S]*";
    private const string TagPattern = @"^([\p{L}\p{Z}\p{N}_.:/=+\-@]*)$";

    public static readonly TextType OrganizationFeatureSet = new("OrganizationFeatureSet", Values: ["ALL", "CONSOLIDATED_BILLING"]);
    public static readonly TextType NextTokenType = new("NextToken", 0, 100_000, Any);
    public static readonly NumberType MaxResultsType = new("MaxResults", 1, 20);
    public static readonly TextType RootIdType = new("RootId", 0, 34, "^r-[0-9a-z]{4,32}$");
    public static readonly TextType ParentIdType = new("ParentId", 0, 100, "^(r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$");
    public static readonly TextType ChildIdType = new("ChildId", 0, 100, @"^(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$");
    public static readonly TextType ChildType = new("ChildType", Values: ["ACCOUNT", "ORGANIZATIONAL_UNIT"]);
    public static readonly TextType OrganizationalUnitIdType = new("OrganizationalUnitId", 0, 68, "^ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}$");
    public static readonly TextType OrganizationalUnitNameType = new("OrganizationalUnitName", 1, 128, Any);
    public static readonly TextType AccountIdType = new("AccountId", 0, 12, @"^\d{12}$");
    public static readonly TextType EmailType = new("Email", 6, 64, @"[^\s@]+@[^\s@]+\.[^\s@]+", IsSensitive: true);
    public static readonly TextType CreateAccountNameType = new("CreateAccountName", 1, 50, @"[\u0020-\u007E]+", IsSensitive: true);
    public static readonly TextType RoleNameType = new("RoleName", 0, 64, @"[\w+=,.@-]{1,64}");
    public static readonly TextType IamUserAccessToBillingType = new("IAMUserAccessToBilling", Values: ["ALLOW", "DENY"]);
    public static readonly TextType CreateAccountRequestIdType = new("CreateAccountRequestId", 0, 36, "^car-[a-z0-9]{8,32}$");
    public static readonly ListType CreateAccountStates = new("CreateAccountStates", new("CreateAccountState", Values: ["IN_PROGRESS", "SUCCEEDED", "FAILED"]));
    public static readonly TextType HandshakeIdType = new("HandshakeId", 0, 34, "^h-[0-9a-z]{8,32}$");
    public static readonly TextType HandshakePartyIdType = new("HandshakePartyId", 1, 64, Any, IsSensitive: true);
    public static readonly TextType HandshakePartyType = new("HandshakePartyType", Values: ["ACCOUNT", "ORGANIZATION", "EMAIL"]);
    public static readonly TextType HandshakeNotesType = new("HandshakeNotes", 0, 1024, Any, IsSensitive: true);
    public static readonly TextType PolicyIdType = new("PolicyId", 0, 130, "^p-[0-9a-zA-Z_]{8,128}$");
    public static readonly TextType PolicyTargetIdType =
        new("PolicyTargetId", 0, 100, @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})$");

    public static readonly TextType PolicyContentType = new("PolicyContent", 1, Pattern: Any);
    public static readonly TextType PolicyDescriptionType = new("PolicyDescription", 0, 512, Any);
    public static readonly TextType PolicyNameType = new("PolicyName", 1, 128, Any);
    public static readonly TextType PolicyType = new("PolicyType", Values:
    [
        "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY", "TAG_POLICY", "BACKUP_POLICY", "AISERVICES_OPT_OUT_POLICY", "CHATBOT_POLICY",
        "DECLARATIVE_POLICY_EC2", "SECURITYHUB_POLICY", "INSPECTOR_POLICY", "UPGRADE_ROLLOUT_POLICY", "BEDROCK_POLICY", "S3_POLICY",
        "NETWORK_SECURITY_DIRECTOR_POLICY",
    ]);

    public static readonly TextType TaggableResourceIdType = new("TaggableResourceId", 0, 130,
        @"^(r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})|(^p-[0-9a-zA-Z_]{8,128})|(^rp-[0-9a-zA-Z_]{4,128})|(^rt-[0-9a-zA-Z_]{8,32})$");

    public static readonly TextType TagKeyType = new("TagKey", 1, 128, TagPattern);
    public static readonly TextType TagValueType = new("TagValue", 0, 256, TagPattern);
    public static readonly ListType TagKeys = new("TagKeys", TagKeyType);

    public static Member<T> Tags<T>(Func<T, IReadOnlyList<OrganizationTag?>?> get, bool isRequired = false) => new TagListMember<T>(
        "Tags", r => get(r)?.Select(tag => tag is null ? null : new Tag(tag.Key, tag.Value)).ToArray(), TagKeyType, TagValueType, "key", "value", isRequired);

    public static Member<T> NextToken<T>(Func<T, string?> get) => Kms.Text(nameof(NextToken), get, NextTokenType);

    public static Member<T> MaxResults<T>(Func<T, int?> get) => Kms.Number(nameof(MaxResults), get, MaxResultsType);
}

