namespace Kagimori.Operations.Identities;

/// <summary>What the IAM operations refuse, in IAM's words where they are known.</summary>
internal static class IdentityRefusals
{
    public static Refusal ServiceLinkedPath() => Refusals.InvalidInput("The path /aws-service-role/ is reserved for service-linked roles.");

    // ---- Not there ----
    public static Refusal EntityNotFound(string kind, string name) => Refusals.NoSuchEntity($"The {kind} with name {name} cannot be found.");

    public static Refusal InlinePolicyNotFound(string kind, string name) =>
        Refusals.NoSuchEntity($"The {kind} policy with name {name} cannot be found.");

    public static Refusal PolicyNotFound(string arn) => Refusals.NoSuchEntity($"Policy {arn} was not found.");

    public static Refusal PolicyNotAttachable(string arn) => Refusals.NoSuchEntity($"Policy {arn} does not exist or is not attachable.");

    public static Refusal BoundaryNotAttachable(string arn) => Refusals.NoSuchEntity($"Scope ARN: {arn} does not exist or is not attachable.");

    public static Refusal PolicyVersionNotFound(string arn, string version) =>
        Refusals.NoSuchEntity($"Policy {arn} version {version} does not exist or is not attachable.");

    public static Refusal BoundaryNotFound(string kind, string name) =>
        Refusals.NoSuchEntity($"The permissions boundary of the {kind} with name {name} cannot be found.");

    public static Refusal AccessKeyNotFound(string id) => Refusals.NoSuchEntity($"The Access Key with id {id} cannot be found.");

    public static Refusal LoginProfileNotFound(string userName) => Refusals.NoSuchEntity($"Login Profile for User {userName} cannot be found.");

    public static Refusal MfaDeviceNotFound(string serialNumber) =>
        Refusals.NoSuchEntity($"VirtualMFADevice with serial number {serialNumber} doesn't exist.");

    /// <summary>The device is nobody's, another user's, or does not exist.</summary>
    public static Refusal MfaDeviceOfAnother() => Refusals.NoSuchEntity("MFA Device invalid for user.");

    public static Refusal ProviderNotFound(string arn) => Refusals.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");

    public static Refusal AccountAliasNotFound(string alias) => Refusals.NoSuchEntity($"The Account Alias with name {alias} cannot be found.");

    // ---- Already there ----
    public static Refusal AccountAliasExists(string alias) => Refusals.EntityAlreadyExists($"The account alias {alias} already exists.");

    public static Refusal EntityExists(string kind, string name) => Refusals.EntityAlreadyExists($"{kind} with name {name} already exists.");

    public static Refusal PolicyExists(string name) =>
        Refusals.EntityAlreadyExists($"A policy called {name} already exists. Duplicate names are not allowed.");

    public static Refusal MfaDeviceExists() => Refusals.EntityAlreadyExists("MFA device already exists.");

    public static Refusal MfaDeviceOfUserExists(string userName) => Refusals.EntityAlreadyExists($"MFA Device for user {userName} already exists.");

    public static Refusal MfaDeviceInUse() => Refusals.EntityAlreadyExists("MFA Device is already in use.");

    public static Refusal ProviderExists(string url) => Refusals.EntityAlreadyExists($"Provider with url {url} already exists.");

    // ---- Something hangs on it ----
    public static Refusal HasAttachedPolicies() => Refusals.DeleteConflict("Cannot delete entity, must detach all policies first.");

    public static Refusal HasInlinePolicies() => Refusals.DeleteConflict("Cannot delete entity, must delete policies first.");

    public static Refusal HasAccessKeys() => Refusals.DeleteConflict("Cannot delete entity, must delete access keys first.");

    public static Refusal HasMfaDevices() => Refusals.DeleteConflict("Cannot delete entity, must remove tokens from principal first.");

    public static Refusal MfaDeviceNotDeactivated() => Refusals.DeleteConflict("MFA VirtualDevice in use. Must deactivate first.");

    public static Refusal HasMembers() => Refusals.DeleteConflict("Cannot delete entity, must remove users from group first.");

    public static Refusal PolicyAttached() => Refusals.DeleteConflict("Cannot delete a policy attached to entities.");

    public static Refusal PolicyHasVersions() => Refusals.DeleteConflict(
        "This policy has more than one version. Before you delete a policy, you must delete the policy's versions."
        + " The default version is deleted with the policy.");

    public static Refusal DefaultVersion() => Refusals.DeleteConflict("Cannot delete the default version of a policy.");

    // ---- Nobody's to change ----
    public static Refusal PolicyOutsideAccount() => Refusals.QueryAccessDenied("Policy is outside your own account.");

    // ---- Limits ----
    public static Refusal QuotaExceeded(string quota, int limit) => Refusals.QueryLimitExceeded($"Cannot exceed quota for {quota}: {limit}");

    public static Refusal InlinePoliciesTooLarge(int limit, string kind, string name) =>
        Refusals.QueryLimitExceeded($"Maximum policy size of {limit} bytes exceeded for {kind} {name}");

    public static Refusal TooManyVersions(int limit) => Refusals.QueryLimitExceeded(
        $"A managed policy can have up to {limit} versions. Before you create a new version, you must delete an existing version.");

    public static Refusal TooManyTags() => Refusals.QueryLimitExceeded("The number of tags has reached the maximum limit.");

    // ---- MFA ----
    public static Refusal InvalidAuthenticationCode() => new("InvalidAuthenticationCode", "Authentication code for device is not valid.", 403);

    public static Refusal MultiFactorRequired() => Refusals.QueryAccessDenied(
        "To complete this action, please ensure that you are authenticated with an MFA device that is enabled for this user.");

    public static Refusal NoSecurityKey() => Refusals.QueryValidation(
        "The MFA device serial number sent in the request is invalid or not supported by this API."
        + " Currently, only hardware FIDO security keys are supported. Please use the compatible device or API.");

    public static Refusal SerialNumberTooLong(int limit) => Refusals.QueryValidation($"The serial number of the device would be longer than {limit} characters.");

    // ---- OpenID Connect providers ----
    public static Refusal InvalidProviderUrl() => Refusals.QueryValidation("Invalid Open ID Connect Provider URL");

    public static Refusal InvalidProviderArn(string arn) => Refusals.InvalidInput($"Invalid ARN: {arn}");

    public static Refusal TooManyThumbprints(int limit) => Refusals.InvalidInput($"Thumbprint list must contain fewer than {limit} entries.");

    public static Refusal InvalidThumbprint() => Refusals.InvalidInput("A thumbprint must have 40 hexadecimal digits.");

    // ---- Input ----
    public static Refusal InvalidPolicyArn(string arn) => Refusals.InvalidInput($"ARN {arn} is not valid.");

    public static Refusal InvalidPrincipal(string type, string principal) =>
        Refusals.MalformedPolicyDocument($"Invalid principal in policy: \"{type}\":\"{principal}\"");

    public static Refusal DuplicateTagKeys() =>
        Refusals.InvalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");

    /// <summary>No tags to add, or none to take away.</summary>
    public static Refusal NoTags() => Refusals.InvalidInput("Error occurred while validating input.");

    public static Refusal ReservedTagKey() => Refusals.InvalidInput("aws: prefixed tag key names are not allowed for external use.");

    public static Refusal ExpiredStatus() => Refusals.InvalidInput("An access key can be made Active or Inactive.");

    public static Refusal InvalidDescription() => Refusals.QueryValidation("The specified value for description is invalid.");

    public static Refusal InvalidMarker() => Refusals.QueryValidation("Invalid Marker.");

    public static Refusal MarkerOfAnotherFilter() => Refusals.QueryValidation("Marker and Filter do not match");

    /// <summary>Twelve digits are an account id.</summary>
    public static Refusal AccountAliasIsNumber() => Refusals.QueryValidation("The account alias must not be a 12-digit number.");

    public static Refusal UserNameRequired() => Refusals.QueryValidation("Must specify userName when calling with non-User credentials");

    // ---- Simulation ----
    /// <param name="list">The list as IAM names it in this message.</param>
    public static Refusal InvalidSimulatedPolicy(string list, int position) => Refusals.InvalidInput($"{list} item {position} has invalid content");

    public static Refusal InvalidResourcePolicy() => Refusals.InvalidInput("Resource policy has invalid content");

    public static Refusal TooManyBoundaries() => Refusals.InvalidInput("The list of Permissions Boundary policies cannot exceed 1 items.");

    public static Refusal ActionWithoutService() => Refusals.InvalidInput("The action is invalid since it is missing names");

    public static Refusal InvalidResourceName(string resource) => Refusals.InvalidInput($"ResourceNames are not in a valid ARN format: {resource}.");

    public static Refusal InvalidEntityArn(string arn) => Refusals.InvalidInput($"Invalid Entity Arn: {arn} does not clearly define entity type and name.");

    public static Refusal CallerArnRequired() => Refusals.InvalidInput("Invalid caller - Caller cannot be null or empty.");

    public static Refusal InvalidSimulatedCaller() => Refusals.InvalidInput("Invalid caller - Caller must be an IAM user, role or group in this context.");

    public static Refusal InvalidResourceOwner(string owner) => Refusals.InvalidInput($"'{owner}' is not a valid as a Resource Owner.");

    public static Refusal InvalidSimulatedSource(string arn) => Refusals.InvalidInput($"Invalid ARN provided in the request: {arn}");

    public static Refusal ForeignSimulatedSource(string caller, string owner) =>
        Refusals.InvalidInput($"Invalid Policy Source Arn: caller's account {caller} does not have access to policies in account {owner}.");

    public static Refusal SimulatedSourceNotFound() => Refusals.NoSuchEntity("Unable to retrieve specified IAM entity.");

    public static Refusal UnlikeActions(IEnumerable<string> known, IEnumerable<string> unknown) => Refusals.InvalidInput(
        $"Invalid Input Actions: [{string.Join(',', known)}] and [{string.Join(',', unknown)}] require different authorization information. ");

    public static Refusal ResourceHandlingNotSupported(string action) => Refusals.InvalidInput(
        $"Invalid input resource handling options. Action does not support resource handling options: {action}. Please refer to the documentation for more details: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html");

    public static Refusal UnknownResourceHandling(string option, string action) =>
        Refusals.InvalidInput($"Invalid input resource handling options. {action} has no resource handling option {option}.");

    public static Refusal EmptyOrganizationLevel(int position) =>
        Refusals.InvalidInput($"Organization policy at index {position} must contain at least one service control policy");

    public static Refusal InvalidInlineExclusion() =>
        Refusals.InvalidInput("Invalid inline policy exclusion: policyName, attachmentType, and attachmentName are required");

    public static Refusal ContextKeyNameRequired() => Refusals.InvalidInput("ContextKeyName cannot be null or empty.");

    public static Refusal ContextKeyTypeRequired(string name) => Refusals.InvalidInput($"Context key {name} has invalid type null.");

    public static Refusal ContextValueRequired(string name) => Refusals.InvalidInput($"Context values for context key {name} cannot be null or empty.");

    public static Refusal DuplicateContextKey(string name) => Refusals.InvalidInput($"Duplicate context key: {name}.");

    public static Refusal SingleContextValue(string type, int count) =>
        Refusals.InvalidInput($"Context key {type} expected a single value, but received {count}.");

    public static Refusal InvalidContextValue(string name, string expected) => Refusals.InvalidInput($"Invalid context value for key {name}: expected {expected}.");

    public static Refusal InvalidSimulationMarker() => Refusals.InvalidInput("Invalid marker for pagination.");
}
