using static Kagimori.Policies.PolicyGrammar;
using static Kagimori.Tests.Policies.LintCase;

namespace Kagimori.Tests.Policies;

/// <summary>The cases of statements, their conditions, and who is allowed what.</summary>
internal static class LintCases
{
    private const string Allow = "'Effect':'Allow',";
    private const string Deny = "'Effect':'Deny',";
    private const string User = "'Principal':{'AWS':'arn:aws:iam::111122223333:user/u'},";
    private const string Foreign = "'Principal':{'AWS':'444455556666'},";
    private const string Everyone = "'Principal':'*',";
    private const string Rest = ",'Action':'kms:Decrypt','Resource':'*'";
    private const string Decrypt = "'Action':'kms:Decrypt',";
    private const string Arn = "arn:aws:kms:us-east-1:111122223333:key/1";
    private const string OnKey = "'Resource':'" + Arn + "'";
    private const string Assume = ",'Action':'sts:AssumeRole'";

    public static IEnumerable<LintCase> Elements() =>
    [
        One("DATA_TYPE_MISMATCH", KeyPolicy, Allow + User + "'Action':7,'Resource':'*'", Allow + User + "'Action':'kms:*','Resource':'*'"),
        new("DATA_TYPE_MISMATCH", KeyPolicy, "[]", Of(Allow + Root + Rest)),
        One("DATA_TYPE_MISMATCH", KeyPolicy, Allow + Root + Rest + ",'Condition':{'Bool':{'kms:MultiRegion':null}}", Allow + Root + Rest + ",'Condition':{'Bool':{'kms:MultiRegion':true}}"),
        One("UNSUPPORTED_ELEMENT_COMBINATION", IdentityPolicy, Allow + "'Action':'kms:*','NotAction':'kms:Decrypt'," + OnKey, Allow + Decrypt + OnKey),
        One("MISSING_EFFECT", IdentityPolicy, Decrypt + OnKey, Allow + Decrypt + OnKey),
        One("INVALID_EFFECT", IdentityPolicy, "'Effect':'allow'," + Decrypt + OnKey, Allow + Decrypt + OnKey),
        One("MISSING_ACTION", KeyPolicy, Allow + Root + ",'Resource':'*'", Allow + Root + Rest),
        One("MISSING_RESOURCE", KeyPolicy, Allow + Root + ",'Action':'kms:*'", Allow + Root + Rest),
        One("MISSING_PRINCIPAL", KeyPolicy, Allow + Decrypt + "'Resource':'*'", Allow + Root + Rest),
        One("EMPTY_ARRAY_ACTION", IdentityPolicy, Allow + "'Action':[]," + OnKey, Allow + Decrypt + OnKey),
        One("EMPTY_ARRAY_RESOURCE", IdentityPolicy, Allow + Decrypt + "'Resource':[]", Allow + Decrypt + OnKey),
        One("EMPTY_OBJECT_CONDITION", IdentityPolicy, Allow + Decrypt + OnKey + ",'Condition':{}", Allow + Decrypt + OnKey),
        One("EMPTY_OBJECT_CONDITION", IdentityPolicy, Allow + Decrypt + OnKey + ",'Condition':{'Bool':{}}", Allow + Decrypt + OnKey),
        One("UNSUPPORTED_SID", IdentityPolicy, "'Sid':'a b'," + Allow + Decrypt + OnKey, "'Sid':'ab'," + Allow + Decrypt + OnKey),
        new("UNIQUE_SIDS_REQUIRED", IdentityPolicy, Of("'Sid':'a'," + Allow + Decrypt + OnKey, "'Sid':'a'," + Deny + Decrypt + OnKey), Of("'Sid':'a'," + Allow + Decrypt + OnKey, "'Sid':'b'," + Deny + Decrypt + OnKey)),
        new("UNIQUE_SIDS_RECOMMENDED", KeyPolicy, Of("'Sid':'a'," + Allow + Root + Rest, "'Sid':'a'," + Deny + User + Rest[1..]), Of("'Sid':'a'," + Allow + Root + Rest, "'Sid':'A'," + Deny + User + Rest[1..])),
        One("EMPTY_SID_VALUE", KeyPolicy, "'Sid':''," + Allow + Root + Rest, Allow + Root + Rest),

        One("UNSUPPORTED_PRINCIPAL", IdentityPolicy, Allow + Root + Rest, Allow + Decrypt + OnKey),
        One("SCP_SYNTAX_ERROR_PRINCIPAL", ServiceControlPolicy, Deny + Root + Rest, Deny + Decrypt + OnKey),
        One("RCP_SYNTAX_ERROR_PRINCIPAL", ResourceControlPolicy, Deny + Root + Rest, Deny + Everyone + Rest[1..]),
        One("ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL", TrustPolicy, Deny + "'NotPrincipal':{'AWS':'111122223333'}" + Assume, Allow + Root + Assume),
        One("ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL", TrustPolicy, Allow + "'Principal':'*'" + Assume, Allow + Root + Assume),
        One("INVALID_PRINCIPAL_KEY", KeyPolicy, Allow + "'Principal':{'Aws':'111122223333'}" + Rest, Allow + Root + Rest),
        One("INVALID_PRINCIPAL_KEY", KeyPolicy, Allow + "'Principal':{'CanonicalUser':'0123'}" + Rest, Allow + Root + Rest),
        One("FEDERATED_PRINCIPAL_NOT_SUPPORTED", KeyPolicy, Allow + "'Principal':{'Federated':'accounts.google.com'}" + Rest, Allow + Root + Rest),
        One("UNSUPPORTED_WILDCARD_IN_PRINCIPAL", KeyPolicy, Allow + "'Principal':{'AWS':'arn:aws:iam::111122223333:role/*'}" + Rest, Allow + "'Principal':{'AWS':'*'}" + Rest),
        One("INVALID_PRINCIPAL_FORMAT", KeyPolicy, Allow + "'Principal':{'AWS':'arn:aws:iam::111122223333:group/g'}" + Rest, Allow + User + Rest[1..]),
        One("INVALID_PRINCIPAL_FORMAT", KeyPolicy, Allow + "'Principal':'111122223333'" + Rest, Allow + "'Principal':{'AWS':'111122223333'}" + Rest),
        One("INVALID_SERVICE_PRINCIPAL_FORMAT", KeyPolicy, Allow + "'Principal':{'Service':'s3'}" + Rest, Allow + "'Principal':{'Service':'s3.amazonaws.com'}" + Rest),
        One("INVALID_SERVICE_PRINCIPAL_FORMAT", KeyPolicy, Allow + Root + Rest + ",'Condition':{'StringEquals':{'kms:ViaService':'s3.amazonaws.com'}}", Allow + Root + Rest + ",'Condition':{'StringEquals':{'kms:ViaService':'s3.us-east-1.amazonaws.com'}}"),
        One("EMPTY_OBJECT_PRINCIPAL", KeyPolicy, Allow + "'Principal':{}" + Rest, Allow + Root + Rest),
        One("INVALID_USER_REFERENCE", KeyPolicy, Allow + "'Principal':{'AWS':'AIDAUUUUUUUUUUUUUUUUU'}" + Rest, Allow + User + Rest[1..]),
        One("INVALID_ROLE_REFERENCE", KeyPolicy, Allow + "'Principal':{'AWS':'AROAUUUUUUUUUUUUUUUUU'}" + Rest, Allow + User + Rest[1..]),

        One("INVALID_SERVICE_IN_ACTION", IdentityPolicy, Allow + "'Action':'k*:Decrypt'," + OnKey, Allow + "'Action':'kms:*'," + OnKey),
        One("INVALID_ACTION", IdentityPolicy, Allow + "'Action':'kms:Decypt'," + OnKey, Allow + "'Action':'KMS:decrypt'," + OnKey),
        One("INVALID_ACTION", IdentityPolicy, Allow + "'Action':'kms:ReEncrypt'," + OnKey, Allow + "'Action':'kms:ReEncrypt*'," + OnKey),
        One("INVALID_ACTION", IdentityPolicy, Allow + "'Action':'Decrypt'," + OnKey, Allow + "'Action':'s3:Whatever','Resource':'*'"),
        One("UNSUPPORTED_ACTION_IN_POLICY", KeyPolicy, Allow + Root + ",'Action':'s3:GetObject','Resource':'*'", Allow + Root + Rest),
        One("UNSUPPORTED_ACTION_IN_POLICY", TrustPolicy, Allow + Root + ",'Action':'iam:PassRole'", Allow + Root + Assume),
        One("ACTION_NOT_DECIDED_BY_KEY_POLICY", KeyPolicy, Allow + Root + ",'Action':'kms:CreateKey','Resource':'*'", Allow + Root + ",'Action':'kms:Create*','Resource':'*'"),
        new("CROSS_ACCOUNT_ACTION_NOT_POSSIBLE", KeyPolicy, Of(Allow + Root + ",'Action':'kms:*','Resource':'*'", Allow + Foreign + "'Action':'kms:ScheduleKeyDeletion','Resource':'*'"), Of(Allow + Root + ",'Action':'kms:*','Resource':'*'", Allow + Foreign + "'Action':'kms:GetPublicKey','Resource':'*'")),
        One("RCP_SYNTAX_ERROR_NOTACTION", ResourceControlPolicy, Deny + Everyone + "'NotAction':'kms:*','Resource':'*'", Deny + Everyone + Rest[1..]),
        One("RCP_SYNTAX_ERROR_ACTION", ResourceControlPolicy, Deny + Everyone + "'Action':'*','Resource':'*'", Deny + Everyone + "'Action':'kms:*','Resource':'*'"),
        One("RCP_SYNTAX_ERROR_ALLOW", ResourceControlPolicy, Allow + Everyone + Rest[1..], Deny + Everyone + Rest[1..]),

        One("ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE", TrustPolicy, Allow + Root + Assume + ",'Resource':'*'", Allow + Root + Assume),
        One("INVALID_ARN_PREFIX", IdentityPolicy, Allow + Decrypt + "'Resource':'key/1'", Allow + Decrypt + OnKey),
        One("MISSING_ARN_FIELD", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:*'", Allow + Decrypt + "'Resource':'arn:aws:kms:*:*:*'"),
        One("INVALID_PARTITION", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:asw:kms:us-east-1:111122223333:key/1'", Allow + Decrypt + OnKey),
        One("INVALID_ARN_SERVICE_CASE", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:KMS:us-east-1:111122223333:key/1'", Allow + Decrypt + OnKey),
        One("WILDCARD_IN_SERVICE_NAME", ServiceControlPolicy, Allow + Decrypt + "'Resource':'arn:aws:k*:us-east-1:111122223333:key/1'", Allow + Decrypt + OnKey),
        One("INVALID_ARN_ACCOUNT", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:1111:key/1'", Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:*:key/1'"),
        One("ARN_REGION_NOT_ALLOWED", IdentityPolicy, Allow + "'Action':'iam:GetUser','Resource':'arn:aws:iam:us-east-1:111122223333:user/u'", Allow + "'Action':'iam:GetUser','Resource':'arn:aws:iam::111122223333:user/u'"),
        One("MISSING_ARN_REGION", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms::111122223333:key/1'", Allow + Decrypt + OnKey),
        One("MISSING_ARN_ACCOUNT", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1::key/1'", Allow + Decrypt + OnKey),
        One("INVALID_ARN_RESOURCE", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:111122223333:1'", Allow + Decrypt + OnKey),
        One("UNSUPPORTED_RESOURCE_ARN_IN_POLICY", KeyPolicy, Allow + Root + ",'Action':'kms:*','Resource':'arn:aws:s3:::bucket'", Allow + Root + Rest),
        One("KEY_POLICY_RESOURCE_NOT_STAR", KeyPolicy, Allow + Root + ",'Action':'kms:*'," + OnKey, Allow + Root + Rest),
        One("ALIAS_ARN_DOES_NOT_ALLOW_KEY_USE", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:111122223333:alias/a'", Allow + "'Action':'kms:CreateAlias','Resource':'arn:aws:kms:us-east-1:111122223333:alias/a'"),
        One("ACTION_HAS_NO_RESOURCE", IdentityPolicy, Allow + "'Action':'kms:ListKeys'," + OnKey, Allow + "'Action':'kms:ListKeys','Resource':'*'"),
    ];

    public static IEnumerable<LintCase> Conditions() =>
    [
        If("INVALID_CONDITION_OPERATOR", "'StringEqual':{'kms:KeySpec':'RSA_2048'}", "'StringEquals':{'kms:KeySpec':'RSA_2048'}"),
        If("NULL_WITH_IF_EXISTS", "'NullIfExists':{'kms:KeySpec':'true'}", "'Null':{'kms:KeySpec':'true'}"),
        If("NULL_WITH_QUALIFIER", "'ForAnyValue:Null':{'kms:KeySpec':'true'}", "'Null':{'kms:KeySpec':'true'}"),
        If("MISSING_QUALIFIER", "'StringEquals':{'kms:ResourceAliases':'alias/a'}", "'ForAnyValue:StringEquals':{'kms:ResourceAliases':'alias/a'}"),
        If("FORALLVALUES_WITH_SINGLE_VALUED_KEY", "'ForAllValues:StringEquals':{'kms:EncryptionContext:app':'a'}", "'ForAllValues:StringEquals':{'kms:EncryptionContextKeys':'app'}"),
        One("OVERLY_PERMISSIVE_CONDITION", KeyPolicy, Allow + Root + Rest + ",'Condition':{'ForAllValues:StringEquals':{'kms:EncryptionContext:app':'a'}}", Allow + Root + Rest + ",'Condition':{'StringEquals':{'kms:EncryptionContext:app':'a'}}"),
        If("TYPE_MISMATCH", "'NumericEquals':{'kms:KeySpec':'1'}", "'StringLike':{'kms:KeySpec':'RSA_*'}"),
        One("TYPE_MISMATCH", IdentityPolicy, Allow + "'Action':'kms:ImportKeyMaterial'," + OnKey + ",'Condition':{'StringEquals':{'kms:ValidTo':'1798761599'}}", Allow + "'Action':'kms:ImportKeyMaterial'," + OnKey + ",'Condition':{'NumericLessThanEquals':{'kms:ValidTo':'1798761599'}}"),
        If("STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS", "'StringLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/r'}", "'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/r'}"),

        If("INVALID_CONDITION_KEY_FORMAT", "'StringEquals':{'KeySpec':'RSA_2048'}", "'StringEquals':{'kms:KeySpec':'RSA_2048'}"),
        If("DUPLICATE_KEYS_WITH_DIFFERENT_CASE", "'StringEquals':{'kms:KeySpec':'RSA_2048','kms:keyspec':'RSA_3072'}", "'StringEquals':{'kms:KeySpec':['RSA_2048','RSA_3072']}"),
        If("UNSUPPORTED_GLOBAL_CONDITION_KEY", "'ArnEquals':{'aws:ARN':'arn:aws:iam::111122223333:role/r'}", "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/r'}"),
        If("INVALID_GLOBAL_CONDITION_KEY", "'StringEquals':{'aws:PrincipalAcount':'111122223333'}", "'StringEquals':{'aws:principalaccount':'111122223333'}"),
        If("INVALID_SERVICE_CONDITION_KEY", "'StringEquals':{'kms:ViaServices':'s3.us-east-1.amazonaws.com'}", "'StringEquals':{'kms:ViaService':'s3.us-east-1.amazonaws.com'}"),
        If("MISSING_TAG_KEY_IN_CONDITION", "'StringEquals':{'aws:ResourceTag':'a'}", "'StringEquals':{'aws:ResourceTag/team':'a'}"),
        If("MISSING_TAG_KEY_IN_CONDITION", "'StringEquals':{'kms:EncryptionContext':'a'}", "'StringEquals':{'kms:EncryptionContext:app':'a'}"),
        One("CONDITION_KEY_NOT_PERMITTED", KeyPolicy, Allow + Root + Rest + ",'Condition':{'StringEquals':{'aws:ResourceTag/team':'a'}}", Allow + Root + Rest + ",'Condition':{'StringEquals':{'aws:PrincipalTag/team':'a'}}"),
        One("CONDITION_KEY_NOT_PERMITTED", KeyPolicy, Allow + Root + Rest + ",'Condition':{'ForAnyValue:StringEquals':{'kms:ResourceAliases':'alias/a'}}", Allow + Root + Rest + ",'Condition':{'StringEquals':{'kms:RequestAlias':'alias/a'}}"),
        If("DEPRECATED_CONDITION_KEY", "'StringEquals':{'kms:CustomerMasterKeySpec':'RSA_2048'}", "'StringEquals':{'kms:KeySpec':'RSA_2048'}"),
        One("CONDITION_NEVER_MET", IdentityPolicy, Allow + "'Action':'kms:DescribeKey'," + OnKey + ",'Condition':{'StringEquals':{'kms:EncryptionContext:app':'a'}}", Allow + Decrypt + OnKey + ",'Condition':{'StringEquals':{'kms:EncryptionContext:app':'a'}}"),
        One("UNSUPPORTED_ACTION_FOR_CONDITION_KEY", IdentityPolicy, Allow + "'Action':['kms:Decrypt','kms:DescribeKey']," + OnKey + ",'Condition':{'StringEquals':{'kms:EncryptionContext:app':'a'}}", Allow + "'Action':['kms:Decrypt','kms:DescribeKey']," + OnKey + ",'Condition':{'StringEqualsIfExists':{'kms:EncryptionContext:app':'a'}}"),
        If("MISSING_PAIRED_CONDITION_KEYS", "'IpAddress':{'aws:VpcSourceIp':'10.0.0.0/8'}", "'IpAddress':{'aws:VpcSourceIp':'10.0.0.0/8'},'StringEquals':{'aws:SourceVpc':'vpc-12345678'}"),
        If("UNTRUSTWORTHY_CONDITION_KEY", "'StringEquals':{'aws:UserAgent':'me'}", "'StringEquals':{'aws:username':'me'}"),

        If("EMPTY_ARRAY_CONDITION", "'StringEquals':{'kms:KeySpec':[]}", "'StringEquals':{'kms:KeySpec':['RSA_2048']}"),
        If("WILDCARD_WITHOUT_LIKE_OPERATOR", "'StringEquals':{'kms:RequestAlias':'alias/*'}", "'StringEquals':{'kms:RequestAlias':'alias/${*}'}"),
        If("TYPE_MISMATCH_NUMBER", "'NumericLessThan':{'aws:MultiFactorAuthAge':'soon'}", "'NumericLessThan':{'aws:MultiFactorAuthAge':'60'}"),
        If("TYPE_MISMATCH_DATE", "'DateLessThan':{'aws:CurrentTime':'soon'}", "'DateLessThan':{'aws:CurrentTime':'2026-01-31'}"),
        If("TYPE_MISMATCH_IP_RANGE", "'IpAddress':{'aws:SourceIp':'10'}", "'IpAddress':{'aws:SourceIp':'10.0.0.0/8'}"),
        If("TYPE_MISMATCH_STRING", "'BinaryEquals':{'x:y':'!'}", "'BinaryEquals':{'x:y':'AQI='}"),
        If("TYPE_MISMATCH_ARN", "'ArnLike':{'aws:PrincipalArn':'*'}", "'ArnLike':{'aws:PrincipalArn':'arn:*:iam::*:*'}"),
        If("TYPE_MISMATCH_BOOLEAN", "'Bool':{'kms:MultiRegion':'yes'}", "'Bool':{'kms:MultiRegion':'True'}"),
        If("INVALID_CONDITION_MULTIPLE_BOOLEAN", "'Bool':{'kms:MultiRegion':['true','false']}", "'Bool':{'kms:MultiRegion':['true']}"),
        If("INVALID_DATE_VALUE", "'DateLessThan':{'aws:CurrentTime':'1767225600'}", "'DateLessThan':{'aws:CurrentTime':'2026'}"),
        If("IMPROVE_IP_RANGE", "'IpAddress':{'aws:SourceIp':'203.0.113.7/24'}", "'IpAddress':{'aws:SourceIp':'203.0.113.0/24'}"),
        If("INVALID_REGION", "'StringEquals':{'aws:RequestedRegion':'frankfurt'}", "'StringEquals':{'aws:RequestedRegion':'eu-central-1'}"),
        If("CONDITION_VALUE_NEVER_MATCHES", "'StringEquals':{'kms:KeySpec':'RSA_2084'}", "'StringEquals':{'kms:KeySpec':'RSA_2048'}"),
        If("CONDITION_VALUE_NEVER_MATCHES", "'ArnEquals':{'aws:PrincipalArn':'arn:aws:sts::111122223333:assumed-role/r/s'}", "'ArnEquals':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/r'}"),
        If("CONDITION_VALUE_NEVER_MATCHES", "'StringEquals':{'kms:RequestAlias':'a'}", "'StringEquals':{'kms:RequestAlias':'alias/a'}"),

        new("VARIABLE_UNSUPPORTED_IN_VERSION", KeyPolicy, "{'Version':'2008-10-17','Statement':{" + Variable("${aws:username}") + "}}", "{'Version':'2012-10-17','Statement':{" + Variable("${aws:username}") + "}}"),
        One("MISSING_BRACE_IN_VARIABLE", KeyPolicy, Variable("${aws:username"), Variable("${aws:username}")),
        One("EMPTY_VARIABLE", KeyPolicy, Variable("${}"), Variable("${*}")),
        One("MISSING_QUOTE_IN_VARIABLE", KeyPolicy, Variable("${aws:username, u}"), Variable("${aws:username, `u`}")),
        One("UNSUPPORTED_SPACE_IN_VARIABLE", KeyPolicy, Variable("${ aws:username}"), Variable("${aws:username}")),
        One("VARIABLE_UNSUPPORTED_IN_ELEMENT", IdentityPolicy, Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:${aws:PrincipalAccount}:key/1'", Allow + Decrypt + "'Resource':'arn:aws:kms:us-east-1:111122223333:key/${aws:username}'"),
        If("INVALID_VARIABLE_FOR_OPERATOR", "'NumericEquals':{'aws:MultiFactorAuthAge':'${aws:username}'}", "'NumericEquals':{'aws:MultiFactorAuthAge':'60'}"),
    ];

    public static IEnumerable<LintCase> Access() =>
    [
        One("PUBLIC_ACCESS", KeyPolicy, Allow + Everyone + Rest[1..], Allow + Everyone + Rest[1..] + ",'Condition':{'StringEquals':{'kms:CallerAccount':'111122223333'}}"),
        One("PUBLIC_ACCESS", KeyPolicy, Allow + Everyone + Rest[1..] + ",'Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::*:role/r'}}", Allow + Everyone + Rest[1..] + ",'Condition':{'ArnLike':{'aws:PrincipalArn':'arn:aws:iam::111122223333:role/*'}}"),
        One("PUBLIC_ACCESS", KeyPolicy, Allow + Everyone + Rest[1..] + ",'Condition':{'StringEqualsIfExists':{'aws:PrincipalOrgID':'o-1'}}", Allow + Everyone + Rest[1..] + ",'Condition':{'StringEquals':{'aws:PrincipalOrgID':'o-1'}}"),
        One("PUBLIC_ACCESS", KeyPolicy, Allow + Everyone + Rest[1..] + ",'Condition':{'StringEquals':{'kms:ViaService':'s3.us-east-1.amazonaws.com'}}", Deny + Everyone + Rest[1..]),
        One("ALLOW_WITH_NOT_PRINCIPAL", KeyPolicy, Allow + "'NotPrincipal':{'AWS':'111122223333'}" + Rest, Deny + "'NotPrincipal':{'AWS':'111122223333'}" + Rest),
        One("DENY_WITH_NOT_PRINCIPAL", KeyPolicy, Deny + "'NotPrincipal':{'AWS':'111122223333'}" + Rest, Deny + Everyone + Rest[1..]),
        One("ALLOW_WITH_NOT_ACTION", IdentityPolicy, Allow + "'NotAction':'kms:Decrypt'," + OnKey, Deny + "'NotAction':'kms:Decrypt'," + OnKey),
        One("RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL", KeyPolicy, Allow + "'Principal':{'Service':'s3.amazonaws.com'}" + Rest, Allow + "'Principal':{'Service':'s3.amazonaws.com'}" + Rest + ",'Condition':{'StringEquals':{'aws:SourceAccount':'111122223333'}}"),
        One("ALLOW_ALL_KMS_ACTIONS_ON_EVERY_KEY", IdentityPolicy, Allow + "'Action':'kms:*','Resource':'arn:aws:kms:*:*:key/*'", Allow + "'Action':'kms:*'," + OnKey),
        One("ALLOW_DECRYPT_ON_EVERY_KEY", IdentityPolicy, Allow + "'Action':['kms:De*'],'Resource':'*'", Allow + "'Action':'kms:DescribeKey','Resource':'*'"),

        One("REDUNDANT_ACTION", IdentityPolicy, Allow + "'Action':['kms:GetKeyPolicy','kms:Get*']," + OnKey, Allow + "'Action':['kms:*KeyPolicy','kms:Get*']," + OnKey),
        One("REDUNDANT_RESOURCE", IdentityPolicy, Allow + Decrypt + "'Resource':['" + Arn + "','arn:aws:kms:*:111122223333:key/*']", Allow + Decrypt + "'Resource':['" + Arn + "','arn:aws:kms:*:444455556666:key/*']"),
        new("REDUNDANT_STATEMENT", IdentityPolicy, Of(Allow + Decrypt + OnKey, Allow + "'Action':'kms:*','Resource':'*'"), Of(Allow + Decrypt + OnKey, Allow + "'Action':'kms:*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'true'}}")),
        new("REDUNDANT_STATEMENT", KeyPolicy, Of(Allow + User + Rest[1..], Allow + User + Rest[1..]), Of(Allow + User + Rest[1..], Allow + Root + Rest)),
        new("UNREACHABLE_STATEMENT", KeyPolicy, Of(Allow + User + Rest[1..], Deny + Root + ",'Action':'kms:*','Resource':'*'"), Of(Allow + User + Rest[1..], Deny + Root + ",'Action':'kms:Encrypt','Resource':'*'")),
        new("UNREACHABLE_STATEMENT", IdentityPolicy, Of(Allow + Decrypt + OnKey, Deny + "'Action':'kms:*','Resource':'*'"), Of(Allow + Decrypt + OnKey, Deny + "'Action':'kms:*','Resource':'*','Condition':{'Bool':{'aws:MultiFactorAuthPresent':'false'}}")),

        One("KEY_POLICY_LOCKOUT", KeyPolicy, Allow + Root + Rest, Allow + User + "'Action':'kms:Put*','Resource':'*'"),
        new("KEY_POLICY_LOCKOUT", KeyPolicy, Of(Allow + Root + ",'Action':'kms:*','Resource':'*'", Deny + Everyone + "'Action':'kms:PutKeyPolicy','Resource':'*'"), Of(Allow + Root + ",'Action':'kms:*','Resource':'*'", Deny + User + "'Action':'kms:PutKeyPolicy','Resource':'*'")),
        One("NO_DELEGATION_TO_ACCOUNT", KeyPolicy, Allow + User + "'Action':'kms:*','Resource':'*'", Allow + Root + ",'Action':'kms:*','Resource':'*'"),
    ];

    private static string Variable(string value) => Allow + Root + Rest + ",'Condition':{'StringEquals':{'kms:EncryptionContext:user':'" + value + "'}}";

    // A condition in an identity policy that is good otherwise.
    private static LintCase If(string code, string found, string notFound) => One(code, IdentityPolicy, Statement(found), Statement(notFound));

    private static string Statement(string condition) => Allow + Decrypt + OnKey + ",'Condition':{" + condition + "}";
}
