namespace Kagimori.Wire;

/// <summary>The shapes of the IAM service model that requests use, and short ways to declare a member of each kind.</summary>
public static class Iam
{
    private const string NameText = "It must contain only alphanumeric characters and/or the following: +=,.@_-";
    private const string PathText = "It must begin and end with / and contain only alphanumeric characters and/or / characters.";
    private const string PathPrefixText = "It must begin with the / character and contain only alphanumeric characters and/or / characters.";
    private const string NamePattern = @"[\w+=,.@-]+";
    private const string TagPattern = @"[\p{L}\p{Z}\p{N}_.:/=+\-@]";

    public static readonly TextType UserNameType = new("userNameType", 1, 64, NamePattern) { PatternText = NameText };
    public static readonly TextType ExistingUserNameType = new("existingUserNameType", 1, 128, NamePattern) { PatternText = NameText };
    public static readonly TextType GroupNameType = new("groupNameType", 1, 128, NamePattern) { PatternText = NameText };
    public static readonly TextType RoleNameType = new("roleNameType", 1, 64, NamePattern) { PatternText = NameText };
    public static readonly TextType PolicyNameType = new("policyNameType", 1, 128, NamePattern) { PatternText = NameText };
    public static readonly TextType PathType =
        new("pathType", 1, 512, @"(\u002F)|(\u002F[\u0021-\u007E]+\u002F)") { PatternText = PathText };

    public static readonly TextType PolicyPathType = new("policyPathType", 1, 512, @"((/[A-Za-z0-9\.,\+@=_-]+)*)/") { PatternText = PathText };
    public static readonly TextType PathPrefixType = new("pathPrefixType", 1, 512, @"\u002F[\u0021-\u007F]*") { PatternText = PathPrefixText };
    public static readonly TextType PolicyPathPrefixType = PolicyPathType with { PatternText = PathPrefixText };
    public static readonly TextType EntityPathPrefixType = PathType with { PatternText = PathPrefixText };
    public static readonly TextType ArnType = new("arnType", 20, 2048);
    public static readonly TextType PolicyDocumentType = new("policyDocumentType", 1, 131072, @"[\u0009\u000A\u000D\u0020-\u00FF]+");
    public static readonly TextType PolicyDescriptionType = new("policyDescriptionType", 0, 1000);
    public static readonly TextType PolicyVersionIdType = new("policyVersionIdType", Pattern: @"v[1-9][0-9]*(\.[A-Za-z0-9-]*)?");
    public static readonly TextType RoleDescriptionType =
        new("roleDescriptionType", 0, 1000, @"[\u0009\u000A\u000D\u0020-\u007E\u00A1-\u00FF]*");

    public static readonly TextType AccessKeyIdType = new("accessKeyIdType", 16, 128, @"[\w]+");
    public static readonly TextType MarkerType = new("markerType", 1, 320, @"[\u0020-\u00FF]+");
    public static readonly TextType TagKeyType = new("tagKeyType", 1, 128, TagPattern + "+");
    public static readonly TextType TagValueType = new("tagValueType", 0, 256, TagPattern + "*");
    public static readonly TextType StatusType = new("statusType", Values: ["Active", "Inactive", "Expired"]);
    public static readonly TextType PolicyScopeType = new("policyScopeType", Values: ["All", "AWS", "Local"]);
    public static readonly TextType PolicyUsageType = new("PolicyUsageType", Values: ["PermissionsPolicy", "PermissionsBoundary"]);
    public static readonly TextType EntityType =
        new("EntityType", Values: ["User", "Role", "Group", "LocalManagedPolicy", "AWSManagedPolicy"]);

    public static readonly TextType AccountAliasType = new("accountAliasType", 3, 63, "^[a-z0-9]([a-z0-9]|-(?!-)){1,61}[a-z0-9]$");
    public static readonly ListType EntityTypeList = new("entityListType", EntityType);
    public static readonly TextType AssignmentStatusType = new("assignmentStatusType", Values: ["Assigned", "Unassigned", "Any"]);
    public static readonly TextType ServiceNameType = new("serviceName");
    public static readonly TextType SerialNumberType = new("serialNumberType", 9, 256, @"[\w+=/:,.@-]+");
    public static readonly TextType AuthenticationCodeType = new("authenticationCodeType", 6, 6, @"[\d]+", IsSensitive: true);
    public static readonly TextType VirtualMfaDeviceNameType = new("virtualMFADeviceName", 1, Pattern: NamePattern);
    public static readonly TextType OidcProviderUrlType = new("OpenIDConnectProviderUrlType", 1, 255);
    public static readonly TextType ClientIdType = new("clientIDType", 1, 255);
    public static readonly TextType ThumbprintType = new("thumbprintType", 40, 40);
    public static readonly ListType ClientIdListType = new("clientIDListType", ClientIdType);
    public static readonly ListType ThumbprintListType = new("thumbprintListType", ThumbprintType);
    public static readonly TextType ActionNameType = new("ActionNameType", 3, 128);
    public static readonly TextType ResourceNameType = new("ResourceNameType", 1, 2048);
    public static readonly TextType ResourceHandlingOptionType = new("ResourceHandlingOptionType", 1, 64);
    public static readonly TextType ContextKeyNameType = new("ContextKeyNameType", 5, 256);
    public static readonly ListType ContextKeyValueListType = new("ContextKeyValueListType", new TextType("ContextKeyValueType"));
    public static readonly TextType ContextKeyTypeEnum = new("ContextKeyTypeEnum", Values:
    [
        "string", "stringList", "numeric", "numericList", "boolean", "booleanList", "ip", "ipList", "binary", "binaryList", "date", "dateList",
    ])
    {
        ListedValues = "binary, ipList, booleanList, ip, boolean, numericList, dateList, numeric, date, stringList, string, binaryList",
    };

    public static readonly TextType PolicyExclusionTypeEnum =
        new("PolicyExclusionTypeEnum", Values: ["scp", "permission-boundary", "aws-managed", "inline", "user-managed", "rcp"]);

    public static readonly TextType ExcludedPolicyNameType = new("excludedPolicyNameType", Pattern: @".*[\w+=,.@-]+.*");
    public static readonly TextType ExcludedAttachmentTypeEnum = new("excludedAttachmentTypeEnum", Values: ["user", "role", "group"]);

    public static readonly ListType SimulationPolicyListType = new("SimulationPolicyListType", PolicyDocumentType);
    public static readonly ListType ActionNameListType = new("ActionNameListType", ActionNameType);
    public static readonly ListType ResourceNameListType = new("ResourceNameListType", ResourceNameType);
    public static readonly NumberType MaxItemsType = new("maxItemsType", 1, 1000);
    public static readonly NumberType MaxSessionDurationType = new("roleMaxSessionDurationType", 3600, 43200);
    public static readonly ListType TagKeyList = new("tagKeyListType", TagKeyType, 0, MaxTags) { TellsNull = true };

    /// <summary>The most tags that one request, and one entity, can have.</summary>
    public const int MaxTags = 50;

    // ---- Members that many operations have ----
    public static readonly Member<QueryParameters> Path = Query.Text("Path", PathType);
    public static readonly Member<QueryParameters> PathPrefix = Query.Text("PathPrefix", PathPrefixType);
    public static readonly Member<QueryParameters> PolicyName = Query.Text("PolicyName", PolicyNameType, isRequired: true);
    public static readonly Member<QueryParameters> PolicyArn = Query.Text("PolicyArn", ArnType, isRequired: true);
    public static readonly Member<QueryParameters> PolicyDocument = Query.Text("PolicyDocument", PolicyDocumentType, isRequired: true);
    public static readonly Member<QueryParameters> VersionId = Query.Text("VersionId", PolicyVersionIdType, isRequired: true);
    public static readonly Member<QueryParameters> Marker = Query.Text("Marker", MarkerType);
    public static readonly Member<QueryParameters> MaxItems = Query.Number("MaxItems", MaxItemsType);

    public static Member<QueryParameters> Tags(bool isRequired = false) => new TagListMember<QueryParameters>(
        "Tags", query => query.Tags(), TagKeyType, TagValueType, "key", "value", isRequired, MaxTags);

    public static Member<QueryParameters> TagKeys() =>
        Query.List("TagKeys", TagKeyList, isRequired: true);
}
