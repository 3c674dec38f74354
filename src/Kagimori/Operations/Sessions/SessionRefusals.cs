namespace Kagimori.Operations.Sessions;

/// <summary>What the STS operations refuse, in AWS's words where they are known.</summary>
internal static class SessionRefusals
{
    // ---- Who may ask ----
    public static Refusal RootCannotAssume() => Refusals.QueryAccessDenied("Roles may not be assumed by root accounts.");

    /// <summary>Temporary credentials cannot make others in this way.</summary>
    public static Refusal SessionCredentials(string operation) => Refusals.QueryAccessDenied($"Cannot call {operation} with session credentials");

    /// <summary>A role that does not exist is answered as one that does not trust the caller.</summary>
    public static Refusal RoleDenied(string callerArn, string roleArn) =>
        Refusals.QueryAccessDenied($"User: {callerArn} is not authorized to perform: sts:AssumeRole on resource: {roleArn}");

    /// <summary>A text that can be no role's ARN, of which whether it is there need not be hidden.</summary>
    public static Refusal InvalidRoleArn(string arn) => Refusals.QueryValidation($"{arn} is invalid");

    public static Refusal AccessKeyNotFound() => new("InvalidClientTokenId", "The security token included in the request is invalid.", 403);

    // ---- MFA: the texts as AWS has them, spaces included ----
    public static Refusal IncompleteMultiFactor() =>
        Refusals.QueryAccessDenied("MultiFactorAuthentication failed, must provide both MFA serial number and one time pass code.");

    /// <summary>The device is not the caller's, or too many wrong codes came one after the other.</summary>
    public static Refusal UnknownMfaDevice() => Refusals.QueryAccessDenied(
        "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.");

    public static Refusal InvalidMfaCode() => Refusals.QueryAccessDenied("MultiFactorAuthentication failed with invalid MFA one time pass code. ");

    // ---- How long ----
    public static Refusal LongerThanRole() =>
        Refusals.QueryValidation("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");

    public static Refusal LongerThanChain() =>
        Refusals.QueryValidation("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.");

    // ---- Session tags and source identity ----
    public static Refusal DuplicateTagKeys() =>
        InvalidParameterValue("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    public static Refusal ReservedTagKey() => InvalidParameterValue("aws: prefixed tag key names are not allowed for external use.");

    public static Refusal TransitiveKeyWithoutTag() =>
        InvalidParameterValue("The specified transitive tag key must be included in the requested tags.");

    public static Refusal InheritedTagKey() => InvalidParameterValue(
        "One of the specified transitive tag keys can't be set because it conflicts with a transitive tag key from the calling session.");

    public static Refusal ReservedSourceIdentity() => Refusals.QueryValidation("SourceIdentity cannot begin with aws:.");

    public static Refusal AnotherSourceIdentity() =>
        Refusals.QueryAccessDenied("The source identity of the calling session is set already and cannot be changed.");

    private static Refusal InvalidParameterValue(string message) => new("InvalidParameterValue", message);
}
