namespace Kagimori.Operations.Organizations;

/// <summary>Every refusal of Organizations, in AWS's wording where it is known, else in the words of its documentation.</summary>
internal static class OrganizationRefusals
{
    public static Refusal NotInUse() => new("AWSOrganizationsNotInUseException", "Your account is not a member of an organization.");

    public static Refusal AlreadyInOrganization() => new("AlreadyInOrganizationException", "The AWS account is already a member of an organization.");

    /// <summary>An operation of the management account, asked for by a member.</summary>
    public static Refusal NotManagement() => new("AccessDeniedException", "You don't have permissions to access this resource.");

    public static Refusal NotEmpty() => new("OrganizationNotEmptyException", "To delete an organization, you must first remove all accounts except the management account.");

    public static Refusal RootNotFound() => new("RootNotFoundException", "You specified a root that doesn't exist.");

    public static Refusal ParentNotFound() => new("ParentNotFoundException", "You specified a parent that doesn't exist.");

    public static Refusal SourceParentNotFound() => new("SourceParentNotFoundException", "You specified a source parent that doesn't exist.");

    public static Refusal DestinationParentNotFound() => new("DestinationParentNotFoundException", "You specified a destination parent that doesn't exist.");

    public static Refusal ChildNotFound() => new("ChildNotFoundException", "You specified a child that doesn't exist.");

    public static Refusal UnitNotFound() => new("OrganizationalUnitNotFoundException", "You specified an organizational unit that doesn't exist.");

    public static Refusal UnitNotEmpty() => new("OrganizationalUnitNotEmptyException", "You specified an organizational unit that is not empty.");

    public static Refusal DuplicateUnit() => new("DuplicateOrganizationalUnitException", "An OU with the same name already exists.");

    public static Refusal AccountNotFound() => new("AccountNotFoundException", "You specified an account that doesn't exist.");

    public static Refusal DuplicateAccount() => new("DuplicateAccountException", "The account is already present in the specified destination.");

    public static Refusal ManagementCannotLeave() =>
        new("MasterCannotLeaveOrganizationException", "You can't remove a management account from an organization.");

    public static Refusal AccountRequestNotFound() => new("CreateAccountStatusNotFoundException", "You specified a create account request that doesn't exist.");

    public static Refusal PolicyNotFound() => new("PolicyNotFoundException", "You specified a policy that doesn't exist.");

    public static Refusal DuplicatePolicy() => new("DuplicatePolicyException", "A policy with the specified name and type already exists.");

    public static Refusal PolicyInUse() => new("PolicyInUseException", "The policy is attached to one or more entities. You must detach it from all roots, OUs, and accounts before performing this operation.");

    public static Refusal MalformedPolicy() =>
        new("MalformedPolicyDocumentException", "The provided policy document does not meet the requirements of the specified policy type.");

    public static Refusal PolicyTypeNotAvailable() =>
        new("PolicyTypeNotAvailableForOrganizationException", "You can't use the specified policy type with the feature set currently enabled for this organization.");

    public static Refusal PolicyTypeEnabled() => new("PolicyTypeAlreadyEnabledException", "The specified policy type is already enabled.");

    public static Refusal PolicyTypeNotEnabled() => new("PolicyTypeNotEnabledException", "This operation can be performed only for enabled policy types.");

    public static Refusal TargetNotFound() => new("TargetNotFoundException", "You specified a target that doesn't exist.");

    public static Refusal DuplicateAttachment() => new("DuplicatePolicyAttachmentException", "A policy with the specified ID is already attached to the specified target.");

    public static Refusal NotAttached() => new("PolicyNotAttachedException", "The policy isn't attached to the specified target.");

    public static Refusal HandshakeNotFound() => new("HandshakeNotFoundException", "You specified a handshake that doesn't exist.");

    public static Refusal DuplicateHandshake() => new("DuplicateHandshakeException", "A handshake with the same action and target already exists.");

    public static Refusal HandshakeInState() => new("HandshakeAlreadyInStateException", "The specified handshake is already in the requested state.");

    public static Refusal HandshakeTransition() => new("InvalidHandshakeTransitionException", "You can't perform the operation on the handshake in its current state.");

    public static Refusal HandshakeConstraint(string reason, string message) => new("HandshakeConstraintViolationException", message) { ReasonCode = reason };

    public static Refusal Constraint(string reason, string message) => new("ConstraintViolationException", message) { ReasonCode = reason };

    public static Refusal InvalidInput(string reason, string message) => new("InvalidInputException", message) { ReasonCode = reason };

    public static Refusal InvalidNextToken() => InvalidInput("INVALID_NEXT_TOKEN", "You provided an invalid value for the NextToken parameter.");

    /// <summary>A refusal of the steps that all services share, as Organizations tells it.</summary>
    public static Refusal Of(Refusal refusal) => refusal.Code switch
    {
        "ValidationException" => refusal with { Code = "InvalidInputException", ReasonCode = ReasonOf(refusal.Message!) },
        "ConflictException" => new("ConcurrentModificationException", "AWS Organizations can't complete your request because it conflicts with another attempt to modify the same entity. Try again later."),
        "KMSInternalException" => new("ServiceException", "AWS Organizations can't complete your request because of an internal service error. Try again later.", refusal.StatusCode),
        _ => refusal,
    };

    // The first violation stands first.
    private static string ReasonOf(string violations)
    {
        (string Words, string Code)[] reasons =
        [
            ("must not be null", "INPUT_REQUIRED"), ("enum value set", "INVALID_ENUM"), ("regular expression", "INVALID_PATTERN"),
            ("length less than", "MAX_LENGTH_EXCEEDED"), ("length greater than", "MIN_LENGTH_EXCEEDED"), ("less than", "MAX_VALUE_EXCEEDED"), ("greater than", "MIN_VALUE_EXCEEDED"),
        ];
        return reasons.Where(reason => violations.Contains(reason.Words, StringComparison.Ordinal))
            .MinBy(reason => violations.IndexOf(reason.Words, StringComparison.Ordinal)).Code ?? "INVALID_PATTERN";
    }
}
