using Kagimori.Cryptography.Attestation;

namespace Kagimori;

/// <summary>Every refusal of the engine, as named factories in AWS's wording where it is known.</summary>
/// <remarks>Signature errors, which differ between JSON and Query services, are in Authentication/AuthenticationRefusals.</remarks>
public static class Refusals
{
    // ---- Protocol ----
    public static Refusal UnknownOperation() => new("UnknownOperationException", null);

    public static Refusal MethodNotAllowed() => new("UnknownOperationException", null, 404);

    public static Refusal Serialization(string? message) => new("SerializationException", message);

    public static Refusal RequestTooLarge() => new("RequestEntityTooLargeException", "Request size exceeded the limit.", 413);

    /// <summary>The body's framing is broken, or it did not arrive in time.</summary>
    public static Refusal UnreadableBody(int statusCode) => new("SerializationException", "The request body could not be read.", statusCode);

    /// <summary>The store or the audit trail has failed: until it is mended nothing is done.</summary>
    public static Refusal Unavailable() => new("ServiceUnavailable", "The service is temporarily unavailable.", 503);

    public static Refusal InternalFailure() => new("KMSInternalException", "The request processing has failed because of an unknown error.", 500);

    public static Refusal ServiceFailure() => new("ServiceFailure", "The request processing has failed because of an unknown error.", 500);

    public static Refusal MissingAction() => new("MissingAction", "The request must contain the parameter Action.");

    public static Refusal InvalidAction(string action, string version) => new("InvalidAction", $"Could not find operation {action} for version {version}");

    public static Refusal MalformedQueryString() => new("MalformedQueryString", "The query string contains a syntax error.", 404);

    // ---- Request shape ----
    public static Refusal Validation(string message) => new("ValidationException", message);

    /// <summary>A number or a flag that cannot be read as one.</summary>
    public static Refusal MalformedMember(string member) => MalformedInput($"The value of {member} cannot be read.");

    /// <summary>Parameters that make no request, in the words of IAM where they are known.</summary>
    public static Refusal MalformedInput(string message) => new("MalformedInput", message);

    public static Refusal QueryValidation(string message) => new("ValidationError", message);

    // ---- Authorization ----
    public static Refusal AccessDenied(string message) => new("AccessDeniedException", message);

    public static Refusal QueryAccessDenied(string message) => new("AccessDenied", message, 403);

    /// <summary>The one answer for a ciphertext whose key is missing, foreign or hidden.</summary>
    public static Refusal CiphertextKeyNotAccessible() => new("AccessDeniedException",
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.");

    public static Refusal InvalidGrantToken() => new("InvalidGrantTokenException", null);

    // ---- Keys ----
    public static Refusal InvalidKeyId(string keyId) => new("NotFoundException", $"Invalid keyId '{keyId}'");

    public static Refusal InvalidArn(string arn) => new("InvalidArnException", $"Invalid arn {arn}");

    public static Refusal ArnOfAnotherRegion(string region) => new("NotFoundException", $"Invalid arn {region}");

    public static Refusal KeyNotFound(string keyArn) => new("NotFoundException", $"Key '{keyArn}' does not exist");

    public static Refusal AliasNotFound(string aliasArn) => new("NotFoundException", $"Alias {aliasArn} is not found.");

    public static Refusal PolicyNotFound() => new("NotFoundException", "No such policy exists");

    public static Refusal Disabled(string keyArn) => new("DisabledException", $"{keyArn} is disabled.");

    public static Refusal PendingDeletion(string keyArn) => new("KMSInvalidStateException", $"{keyArn} is pending deletion.");

    public static Refusal NotPendingDeletion(string keyArn) => new("KMSInvalidStateException", $"{keyArn} is not pending deletion.");

    public static Refusal PendingImport(string keyArn) => new("KMSInvalidStateException", $"{keyArn} is pending import.");

    public static Refusal InvalidState(string keyArn, string state) => InvalidState($"{keyArn} is {state}.");

    public static Refusal InvalidState(string message) => new("KMSInvalidStateException", message);

    public static Refusal InvalidKeyUsage(string keyArn, string usage, string operation) =>
        new("InvalidKeyUsageException", $"{keyArn} key usage is {usage} which is not valid for {operation}.");

    public static Refusal IncompatibleAlgorithm(string algorithm, string keySpec) =>
        new("InvalidKeyUsageException", $"Algorithm {algorithm} is incompatible with key spec {keySpec}.");

    public static Refusal IncompatibleUsage(string usage, string spec) =>
        Validation($"KeyUsage {usage} is not compatible with KeySpec {spec}");

    public static Refusal UsageRequired() =>
        Validation("You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.");

    // ---- Key pairs and MACs ----
    public static Refusal MessageTypeOfKeySpec(string messageType, string keySpec) =>
        Validation($"Message type {messageType} is incompatible with key spec {keySpec}.");

    public static Refusal MessageTypeOfAlgorithm(string messageType, string algorithm) =>
        Validation($"Message type {messageType} is incompatible with algorithm {algorithm}.");

    public static Refusal DigestLength(string algorithm) => Validation($"Digest is invalid length for algorithm {algorithm}.");

    public static Refusal InvalidSignature() => new("KMSInvalidSignatureException", null);

    public static Refusal InvalidMac() => new("KMSInvalidMacException", null);

    /// <summary>The public key of the other side is not one of the key's curve.</summary>
    public static Refusal InvalidPublicKey() => new("ValidationException", null);

    public static Refusal PlaintextTooLong(string algorithm, string keySpec, int maximum) =>
        Validation($"Algorithm {algorithm} and key spec {keySpec} cannot encrypt data larger than {maximum} bytes.");

    public static Refusal ContextOfAsymmetricKey() =>
        Validation("EncryptionContext is not supported when encrypting/decrypting with asymmetric CMKs.");

    /// <param name="what">What was to be generated: a data key or a data key pair.</param>
    public static Refusal DataKeyOfAsymmetricKey(string what) => new("InvalidKeyUsageException", $"You cannot generate {what} with an asymmetric CMK");

    /// <summary>Too many key pairs are being made; a client tries again.</summary>
    public static Refusal KeyPairsBusy() => new("KMSInternalException", "Too many key pairs are being generated. Try again.", 500);

    public static Refusal Unsupported(string? message = null) => new("UnsupportedOperationException", message);

    public static Refusal LimitExceeded(string message) => new("LimitExceededException", message);

    // ---- Multi-Region keys, rotation ----
    public static Refusal AliasNotSupported() => new("InvalidArnException", "Key Aliases are not supported for this operation.");

    public static Refusal NotPrimary(string keyArn) => Unsupported($"{keyArn} is not a multi-region primary key.");

    public static Refusal NotPrimaryToUpdate(string keyArn) => InvalidState($"{keyArn} is not a multi-Region primary key.");

    public static Refusal ReplicaExists() =>
        new("AlreadyExistsException", "You can create only one replica of each primary key in each AWS Region.");

    public static Refusal NoReplicaThere(string keyId) => Validation($"{keyId} does not have a replica key in the specified Region.");

    public static Refusal InvalidReplicaRegion(string region) =>
        Validation($"Region {region} is not a valid Region or multi-Region keys are not supported in Region {region}.");

    public static Refusal NotForReplica(string keyArn, string operation) =>
        Unsupported($"{keyArn} is a multi-region replica key which is not valid for {operation}.");

    public static Refusal InvalidOrigin(string keyArn, string origin) => Unsupported($"{keyArn} origin is {origin} which is not valid for this operation.");

    public static Refusal AutomaticRotationIsNear() =>
        new("ConflictException", "An automatic rotation of this key is in progress or begins within the next 20 minutes.");

    public static Refusal TooManyRotations(string keyArn) => LimitExceeded(
        $"The on-demand rotations limit has been reached for the given keyId. No more on-demand rotations can be performed for this key: {keyArn}");

    // ---- Grants ----
    public static Refusal InvalidPrincipalArn(string arn) => new("InvalidArnException", $"ARN is not valid: {arn}");

    public static Refusal UnknownPrincipalArn(string arn) => new("InvalidArnException", $"ARN does not refer to a valid principal: {arn}");

    /// <param name="what">The parameter, or Input where a listing is filtered.</param>
    public static Refusal UnknownPrincipalId(string what) =>
        new("InvalidArnException", $"{what} does not refer to a valid principal{(what == "Input" ? "" : ".")}");

    public static Refusal UnknownService(string service) => Validation($"{service} is not a valid service principal.");

    /// <param name="parameter">The filter by a service.</param>
    public static Refusal NotAService(string parameter) => Validation($"{parameter} can be used only by callers in a service principal.");

    public static Refusal RetiringPrincipalNotFound(string principal) => new("NotFoundException", $"Retiring principal {principal} could not be found");

    /// <param name="kind">The kind of KMS key with its article.</param>
    public static Refusal GrantOperations(IEnumerable<string?> operations, string kind, string usage, IEnumerable<string> valid) => Validation(
        $"Operations [{string.Join(", ", operations)}] are not supported when creating a grant for {kind} KMS key with key usage {usage}. " +
        $"Valid operations are [{string.Join(", ", valid)}]");

    public static Refusal GrantNotFound(string grantId) => new("NotFoundException", $"Grant ID {grantId} not found");

    // ---- Imported key material ----
    public static Refusal InvalidWrapping(string algorithm, string wrappingSpec, string keySpec) =>
        Validation($"Wrapping algorithm {algorithm} and wrapping key spec {wrappingSpec} cannot be used to import a {keySpec} key.");

    public static Refusal SpecOfOrigin(string keySpec, string origin) => Validation($"KeySpec {keySpec} is not supported for Origin {origin}");

    /// <param name="parameter">What only a symmetric encryption key, which can have several key materials, takes.</param>
    public static Refusal NotForImportedKey(string parameter, string keySpec) =>
        Validation($"Input parameter {parameter} cannot be used with {keySpec} imported keys.");

    public static Refusal InvalidImportToken() => new("InvalidImportTokenException", null);

    public static Refusal ExpiredImportToken() => new("ExpiredImportTokenException", null);

    public static Refusal IncorrectKeyMaterial(string message) => new("IncorrectKeyMaterialException", message);

    public static Refusal AnotherMaterialPending(string keyArn, string id, string pendingId) => InvalidState(
        $"New key material (id: {id}) cannot be imported into KMS key {keyArn}, because another key material (id: {pendingId}) is pending rotation.");

    // ---- Ciphertexts ----
    /// <summary>The one answer for every way a ciphertext can be wrong.</summary>
    /// <param name="reason">Which layer refused, for the audit trail only.</param>
    public static Refusal InvalidCiphertext(string reason) => new("InvalidCiphertextException", null) { Reason = reason };

    public static Refusal MalformedEncryptionContext() => Validation("EncryptionContext contains text that is not well-formed Unicode.");

    public static Refusal IncorrectKey() =>
        new("IncorrectKeyException", "The key ID in the request does not identify a CMK that can perform this operation.");

    public static Refusal DryRun() => new("DryRunOperationException", "The request would have succeeded, but the DryRun option is set.");

    // ---- Recipients ----
    public static Refusal IncompleteRecipient() => Validation("Recipient must have both an AttestationDocument and a KeyEncryptionAlgorithm.");

    public static Refusal InvalidAttestation(AttestationFault fault) => Validation(fault switch
    {
        AttestationFault.Certificate => "The certificate of the attestation document does not lead to a trusted root, or is not valid now.",
        AttestationFault.Signature => "The signature of the attestation document is not valid.",
        AttestationFault.Timestamp => $"The attestation document was not made within the last {AttestationVerifier.Window.TotalMinutes:0} minutes.",
        AttestationFault.PublicKey => "The attestation document must have an RSA public key of at least 2048 bits.",
        _ => "The attestation document is malformed.",
    });

    // ---- Key policies ----
    public static Refusal MalformedPolicy(string message) => new("MalformedPolicyDocumentException", message);

    public static Refusal InvalidPrincipals() => MalformedPolicy("Policy contains a statement with one or more invalid principals.");

    public static Refusal PolicyLockout() =>
        MalformedPolicy("The new key policy will not allow you to update the key policy in the future.");

    // ---- Aliases, tags, paging ----
    public static Refusal AliasPrefix() => Validation(
        "Alias must start with the prefix \"alias/\". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html");

    public static Refusal ReservedAlias() => new("NotAuthorizedException", "Aliases beginning with alias/aws/ are reserved for AWS managed keys.");

    public static Refusal TooManyAliases(int maximum, int current) =>
        LimitExceeded($"Aliases per key quota for this account in this region is {maximum}, current usage is {current}.");

    public static Refusal AliasExists(string aliasArn) => new("AlreadyExistsException", $"An alias with the name {aliasArn} already exists");

    public static Refusal Tag(string message) => new("TagException", message);

    public static Refusal LimitOutOfRange(int maximum) => Validation($"Limit must be between 1 and {maximum} inclusive.");

    public static Refusal InvalidMarker() => new("InvalidMarkerException", null);

    /// <summary>Another change won again and again; the caller may try once more.</summary>
    public static Refusal Conflict() => new("ConflictException", "The request conflicts with another change that is in progress. Try again.");

    // ---- IAM and STS ----
    public static Refusal NoSuchEntity(string message) => new("NoSuchEntity", message, 404);

    public static Refusal EntityAlreadyExists(string message) => new("EntityAlreadyExists", message, 409);

    public static Refusal DeleteConflict(string message) => new("DeleteConflict", message, 409);

    public static Refusal QueryLimitExceeded(string message) => new("LimitExceeded", message, 409);

    public static Refusal MalformedPolicyDocument(string message) => new("MalformedPolicyDocument", message);

    public static Refusal InvalidInput(string message) => new("InvalidInput", message);

    public static Refusal InvalidAuthorizationMessage() => new("InvalidAuthorizationMessageException", "Message is not valid");

    public static Refusal PackedPolicyTooLarge(string message) => new("PackedPolicyTooLarge", message);

    public static Refusal ConcurrentModification() =>
        new("ConcurrentModification", "The request was rejected because multiple requests to change this object were submitted simultaneously.", 409);
}
