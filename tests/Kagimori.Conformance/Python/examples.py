"""The examples that botocore carries for KMS: each request is accepted; those that can be carried out are."""
import json
import os

import botocore
from botocore.exceptions import ClientError

from cases import add, client, main, report

OPERATIONS = os.environ["KAGIMORI_OPERATIONS"].split(",")
# What the service may answer instead where an example needs what is not there.
UNFIT = {
    "CreateKey": ("UnsupportedOperationException", "CustomKeyStoreNotFoundException"),
    "CancelKeyDeletion": ("KMSInvalidStateException",),
    "Decrypt": ("InvalidCiphertextException", "InvalidKeyUsageException"),
    "ReEncrypt": ("InvalidCiphertextException",),
    "Encrypt": ("InvalidKeyUsageException",),
    "CreateAlias": ("AlreadyExistsException",),
    "DescribeKey": ("NotFoundException",),
    "PutKeyPolicy": ("MalformedPolicyDocumentException",),
}
UNFIT_BY_ALL = ("NotFoundException", "InvalidKeyUsageException", "DryRunOperationException")
kms = client("kms", region="us-west-2")


def run(operation, arguments):
    method = getattr(kms, botocore.xform_name(operation))
    try:
        method(**arguments)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        assert code in UNFIT.get(operation, ()) + UNFIT_BY_ALL, error


def with_bytes(value):
    if value == "<binary data>":
        return b"binary data"
    if isinstance(value, dict):
        return {name: with_bytes(member) for name, member in value.items()}
    return [with_bytes(item) for item in value] if isinstance(value, list) else value


folder = os.path.join(os.path.dirname(botocore.__file__), "data", "kms", "2014-11-01")
with open(os.path.join(folder, "examples-1.json"), encoding="utf-8") as file:
    examples = json.load(file)["examples"]
for operation in OPERATIONS:
    for number, example in enumerate(examples.get(operation, [])):
        # An example of an attested enclave needs its attestation document.
        if "Recipient" not in example.get("input", {}):
            add(f"{operation} {number + 1}: {example.get('title', '')}", lambda o=operation, e=example: run(o, with_bytes(e.get("input", {}))))
if not any(operation in examples for operation in OPERATIONS):
    report("botocore has examples", False, "botocore carries no examples of KMS")
main()
