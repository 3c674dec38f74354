namespace Kagimori.Wire;

/// <summary>The shapes of the STS service model that requests use.</summary>
public static class Sts
{
    /// <summary>The most session tags that one request can pass.</summary>
    public const int MaxTags = 50;

    private const string NamePattern = @"[\w+=,.@-]*";

    public static readonly TextType ArnType = new("arnType", 20, 2048);
    public static readonly TextType RoleSessionNameType = new("roleSessionNameType", 2, 64, NamePattern);
    public static readonly TextType SessionPolicyDocumentType =
        new("unrestrictedSessionPolicyDocumentType", 1, Pattern: @"[\u0009\u000A\u000D\u0020-\u00FF]+");
    public static readonly TextType LimitedSessionPolicyDocumentType =
        new("sessionPolicyDocumentType", 1, 2048, @"[\u0009\u000A\u000D\u0020-\u00FF]+");
    public static readonly TextType UserNameType = new("userNameType", 2, 32, NamePattern);
    public static readonly TextType AccessKeyIdType = new("accessKeyIdType", 16, 128, @"[\w]*");
    public static readonly TextType EncodedMessageType = new("encodedMessageType", 1, 10_240);
    public static readonly TextType ExternalIdType = new("externalIdType", 2, 1224, @"[\w+=,.@:\/-]*");
    public static readonly TextType TagKeyType = new("tagKeyType", 1, 128, @"[\p{L}\p{Z}\p{N}_.:/=+\-@]+");
    public static readonly TextType TagValueType = new("tagValueType", 0, 256, @"[\p{L}\p{Z}\p{N}_.:/=+\-@]*");
    public static readonly TextType SourceIdentityType = new("sourceIdentityType", 2, 64, NamePattern);
    public static readonly TextType SerialNumberType = new("serialNumberType", 9, 256, @"[\w+=/:,.@-]*");
    public static readonly TextType ClientTokenType = new("clientTokenType", 4, 20000, IsSensitive: true);
    public static readonly TextType UrlType = new("urlType", 4, 2048);
    public static readonly TextType TokenCodeType = new("tokenCodeType", 6, 6, @"[\d]*", IsSensitive: true);
    public static readonly NumberType RoleDurationSecondsType = new("roleDurationSecondsType", 900, 43_200);
    public static readonly NumberType DurationSecondsType = new("durationSecondsType", 900, 129_600);
    public static readonly ListType TagKeyListType = new("tagKeyListType", TagKeyType, 0, 50);
    public static readonly ListType PolicyDescriptorListType = new("policyDescriptorListType", ArnType);

    public static Member<QueryParameters> Tags() =>
        new TagListMember<QueryParameters>("Tags", p => p.Tags(), TagKeyType, TagValueType, "key", "value", isRequired: false, MaxTags);
}
