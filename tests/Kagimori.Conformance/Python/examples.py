"""The examples that botocore carries for KMS: each is called as it is documented, on keys that suit it, and answered as it is documented."""
import json
import os

import botocore
from botocore.exceptions import ClientError
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding
from cryptography.hazmat.primitives.serialization import load_der_public_key

from cases import add, client, main

REGION = "us-west-2"
ROLE = "arn:aws:iam::111122223333:role/ExampleRole"
TRUST = {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "111122223333"}, "Action": "sts:AssumeRole"}]}
kms = client("kms", REGION)
iam = client("iam")

# What cannot run here. Each must be refused: an example that can run is to be taken from this list.
HSM = "there is no AWS CloudHSM cluster"
LEFT_OUT = {
    "CreateKey 6": HSM, "CreateCustomKeyStore": HSM, "ConnectCustomKeyStore": HSM, "DisconnectCustomKeyStore": HSM, "UpdateCustomKeyStore": HSM,
    "DeleteCustomKeyStore": HSM, "DescribeCustomKeyStores 2": HSM,
}
# Members that are answered otherwise than documented, mostly by AWS KMS itself, too.
OTHERWISE = {
    "DescribeCustomKeyStores 1": ["CustomKeyStores"],  # empty, as there is none
    "DescribeKey 3": ["MultiRegionKeyType"],  # documented is a primary key in two Regions at once
    "ListGrants 1": ["Truncated"],  # true, for four grants
    "ReplicateKey 1": ["KeyState", "Enabled", "ReplicaPolicy", "ReplicaTags"],  # Creating, not yet enabled; abridged; absent where there are none
}
# AWS publishes no description of their keys.
NOT_OFFERED = {"alias/aws/acm", "alias/aws/redshift"}
# Members that are of each account and key, by the ends of their names.
OWN = ("Id", "Arn", "Date", "To", "Account", "Principal", "Region", "Name", "Token", "Operations")


def key(region=REGION, **arguments):
    return client("kms", region).create_key(**arguments)["KeyMetadata"]["Arn"]


def with_alias(alias, arn):
    without_alias(alias)
    kms.create_alias(AliasName=alias, TargetKeyId=arn)
    return arn


def without_alias(alias):
    try:
        kms.delete_alias(AliasName=alias)
    except kms.exceptions.NotFoundException:
        pass


def done(operation, arn, **arguments):
    """A key on which an operation was carried out."""
    getattr(kms, operation)(KeyId=arn, **arguments)
    return arn


def aliases(*names):
    """An AWS managed key comes to be when it is first asked for."""
    for name in names:
        with_alias(f"alias/{name}", key()) if name.startswith("example") else kms.describe_key(KeyId=f"alias/{name}")
    return {}


def encrypted(arn):
    return kms.encrypt(KeyId=arn, Plaintext=b"binary data")["CiphertextBlob"]


def grant(arn):
    return {"KeyId": arn, "GrantId": kms.create_grant(KeyId=arn, GranteePrincipal=ROLE, RetiringPrincipal=ROLE, Operations=["Decrypt", "Encrypt"])["GrantId"]}


def material(arn):
    """Key material for a key, wrapped, and the token with which it is imported."""
    parameters = kms.get_parameters_for_import(KeyId=arn, WrappingAlgorithm="RSAES_OAEP_SHA_256", WrappingKeySpec="RSA_2048")
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
    wrapped = load_der_public_key(parameters["PublicKey"]).encrypt(os.urandom(32), oaep)
    return {"KeyId": arn, "ImportToken": parameters["ImportToken"], "EncryptedKeyMaterial": wrapped}


def replicated():
    arn = key(MultiRegion=True)
    for region in ("eu-west-1", "ap-northeast-1", "sa-east-1"):
        kms.replicate_key(KeyId=arn, ReplicaRegion=region)
    replica = arn.replace(REGION, "ap-northeast-1")
    while client("kms", "ap-northeast-1").describe_key(KeyId=replica)["KeyMetadata"]["KeyState"] == "Creating":
        pass
    return replica


def signed(message):
    arn = with_alias("alias/ECC_signing_key", key(KeySpec="ECC_NIST_P384", KeyUsage="SIGN_VERIFY"))
    return kms.sign(KeyId=arn, Message=message, SigningAlgorithm="ECDSA_SHA_384")["Signature"]


def mac(example):
    arn = key(KeySpec="HMAC_384", KeyUsage="GENERATE_VERIFY_MAC")
    return {"KeyId": arn, "Mac": kms.generate_mac(KeyId=arn, Message=example["Message"], MacAlgorithm="HMAC_SHA_384")["Mac"]}


def identities():
    iam.create_user(UserName="ExampleAdminUser")
    for role in ("ExampleRole", "ExampleAdminRole", "ExamplePowerUserRole"):
        iam.create_role(RoleName=role, AssumeRolePolicyDocument=json.dumps(TRUST))


# For an example, or for all of an operation: what stands in its request in the place of what is documented. Without: a symmetric key.
SETTINGS = {
    "CancelKeyDeletion": lambda e: {"KeyId": done("schedule_key_deletion", key(), PendingWindowInDays=7)},
    "CreateAlias": lambda e: without_alias(e["AliasName"]) or {"TargetKeyId": key()},
    "Decrypt": lambda e: (lambda arn: {"KeyId": arn, "CiphertextBlob": encrypted(arn)})(key()),
    "DeleteAlias": lambda e: with_alias(e["AliasName"], key()) and {},
    "DeleteImportedKeyMaterial": lambda e: {"KeyId": kms.import_key_material(
        ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE", **material(key(Origin="EXTERNAL")))["KeyId"]},
    "DescribeKey 2": lambda e: {"KeyId": done("disable_key", key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY"))},
    "DescribeKey 3": lambda e: {"KeyId": replicated()},
    "DescribeKey 4": lambda e: {"KeyId": key(KeySpec="HMAC_256", KeyUsage="GENERATE_VERIFY_MAC", Description="Development test key")},
    "DisableKeyRotation": lambda e: {"KeyId": done("enable_key_rotation", key())},
    "EnableKey": lambda e: {"KeyId": done("disable_key", key())},
    "GenerateDataKey": lambda e: with_alias(e["KeyId"], key()) and {},
    "GenerateDataKeyWithoutPlaintext": lambda e: with_alias(e["KeyId"], key()) and {},
    "GenerateMac": lambda e: {"KeyId": key(KeySpec="HMAC_384", KeyUsage="GENERATE_VERIFY_MAC")},
    "GetKeyRotationStatus": lambda e: {"KeyId": done("enable_key_rotation", key())},
    "GetParametersForImport": lambda e: {"KeyId": key(Origin="EXTERNAL")},
    "GetPublicKey": lambda e: {"KeyId": key(KeySpec="RSA_4096", KeyUsage="ENCRYPT_DECRYPT")},
    "ImportKeyMaterial": lambda e: material(key(Origin="EXTERNAL")),
    "ListAliases": lambda e: aliases("aws/ebs", "aws/rds", "aws/s3", "example1", "example2", "example3"),
    "ListGrants": lambda e: {"KeyId": grant(key())["KeyId"]},
    "ListKeys": lambda e: {},
    "ListResourceTags": lambda e: {"KeyId": key(Tags=[
        {"TagKey": "CostCenter", "TagValue": "87654"}, {"TagKey": "CreatedBy", "TagValue": "ExampleUser"}, {"TagKey": "Purpose", "TagValue": "Test"}])},
    "ListRetirableGrants": lambda e: grant(key()) and {},
    "ReEncrypt": lambda e: {"CiphertextBlob": encrypted(key()), "DestinationKeyId": key()},
    "ReplicateKey": lambda e: {"KeyId": key(e["KeyId"].split(":")[3], MultiRegion=True)},
    "RetireGrant": lambda e: grant(key()),
    "RevokeGrant": lambda e: grant(key()),
    "Sign": lambda e: signed(e["Message"]) and {},
    "UpdateAlias": lambda e: with_alias(e["AliasName"], key()) and {"TargetKeyId": key()},
    "Verify": lambda e: {"Signature": signed(e["Message"])},
    "VerifyMac": mac,
}


def run(name, operation, example):
    documented = example.get("input", {})
    prepare = SETTINGS.get(name) or SETTINGS.get(operation) or (lambda e: {"KeyId": key()} if "KeyId" in e else {})
    replacements = prepare(documented)
    assert replacements.keys() <= documented.keys(), replacements
    arguments = {**documented, **replacements}
    arn = arguments.get("KeyId", "")
    region = arn.split(":")[3] if arn.startswith("arn:") else REGION
    # A key that is documented by its id is called by its id.
    for member in ("KeyId", "TargetKeyId", "DestinationKeyId"):
        if member in replacements and not documented[member].startswith("arn:"):
            arguments[member] = replacements[member].split("/")[1]
    answer = getattr(client("kms", region), botocore.xform_name(operation))(**arguments)
    compare(name, example.get("output", {}), answer)


def compare(name, documented, answered, member=""):
    """Every documented member is answered; what is not of its own account and key has the documented value."""
    if isinstance(documented, dict):
        for inner, value in documented.items():
            if inner not in OTHERWISE.get(name, []):
                assert inner in answered, f"{inner} is not in {answered}"
                compare(name, value, answered[inner], inner)
    elif isinstance(documented, list) and documented and isinstance(documented[0], dict):
        assert answered, f"{member} is empty"
        for value, item in pairs(documented, answered):
            compare(name, value, item, member)
    elif member == "Policy":
        assert json.loads(answered) == json.loads(documented), answered
    elif isinstance(documented, str) and documented.startswith("<"):
        assert isinstance(answered, bytes) and answered, f"{member}: {answered}"
    elif not member.endswith(OWN):
        assert answered == documented, f"{member} is {answered}, not {documented}"


def pairs(documented, answered):
    """Aliases by their names, for an account has others; all else in its order."""
    if "AliasName" not in documented[0]:
        return zip(documented, answered)
    named = {item["AliasName"]: item for item in answered}
    return [(item, named[item["AliasName"]]) for item in documented if item["AliasName"] not in NOT_OFFERED]


def refuse(reason, operation, example):
    try:
        getattr(kms, botocore.xform_name(operation))(**example.get("input", {}))
    except ClientError:
        return
    raise AssertionError(f"runs, although it is left out because {reason}")


folder = os.path.join(os.path.dirname(botocore.__file__), "data", "kms", "2014-11-01")
with open(os.path.join(folder, "examples-1.json"), encoding="utf-8") as file:
    examples = json.load(file)["examples"]
identities()
for operation, of_operation in examples.items():
    for number, example in enumerate(of_operation):
        name = f"{operation} {number + 1}"
        reason = LEFT_OUT.get(name) or LEFT_OUT.get(operation) or ("Recipient" in example.get("input", {}) and "there is no enclave to attest")
        if reason:
            add(f"{name} (left out: {reason})", lambda r=reason, o=operation, e=example: refuse(r, o, e))
        else:
            add(f"{name}: {example.get('title', '')}", lambda n=name, o=operation, e=example: run(n, o, e))
main()
