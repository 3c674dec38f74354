"""KMS with boto3."""
import os

from cases import REGION, case, client, main, refused

kms = client("kms")


def new_key(**arguments):
    return kms.create_key(**arguments)["KeyMetadata"]


@case
def encrypt_and_decrypt_with_context():
    key = new_key()
    for size in (1, 100, 4096):
        plaintext = os.urandom(size)
        context = {"purpose": "boto3", "空": "値"}
        blob = kms.encrypt(KeyId=key["KeyId"], Plaintext=plaintext, EncryptionContext=context)["CiphertextBlob"]
        assert blob[:5] == b"\x01\x02\x02\x00\x78", blob[:5]
        answer = kms.decrypt(CiphertextBlob=blob, EncryptionContext=context)
        assert answer["Plaintext"] == plaintext and answer["KeyId"] == key["Arn"]
        error = refused("InvalidCiphertextException", kms.decrypt, CiphertextBlob=blob)
        assert error.response["Error"].get("Message", "") == "", error.response


@case
def data_keys_open_as_ciphertexts():
    key = new_key()
    for request in ({"KeySpec": "AES_256"}, {"KeySpec": "AES_128"}, {"NumberOfBytes": 1}, {"NumberOfBytes": 1024}):
        answer = kms.generate_data_key(KeyId=key["KeyId"], **request)
        assert answer["CiphertextBlob"][:5] == b"\x01\x02\x03\x00\x78"
        assert kms.decrypt(CiphertextBlob=answer["CiphertextBlob"])["Plaintext"] == answer["Plaintext"]


@case
def exceptions_have_their_types():
    try:
        kms.describe_key(KeyId="1234abcd-12ab-34cd-56ef-1234567890ab")
        raise AssertionError("not refused")
    except kms.exceptions.NotFoundException as error:
        assert error.response["ResponseMetadata"]["HTTPStatusCode"] == 400
        assert error.response["Error"]["Message"].endswith("does not exist"), error
    key = new_key()
    kms.disable_key(KeyId=key["KeyId"])
    try:
        kms.generate_data_key(KeyId=key["KeyId"], KeySpec="AES_256")
        raise AssertionError("not refused")
    except kms.exceptions.DisabledException as error:
        assert str(error).endswith(f"{key['Arn']} is disabled."), error


@case
def request_ids_are_in_the_metadata():
    metadata = kms.generate_random(NumberOfBytes=1)["ResponseMetadata"]
    assert len(metadata["RequestId"]) == 36 and metadata["HTTPHeaders"]["x-amzn-requestid"] == metadata["RequestId"]


@case
def dates_are_dates():
    import datetime

    key = new_key()
    assert abs((datetime.datetime.now(datetime.timezone.utc) - key["CreationDate"]).total_seconds()) < 60
    deletion = kms.schedule_key_deletion(KeyId=key["KeyId"], PendingWindowInDays=7)["DeletionDate"]
    assert 6.9 < (deletion - key["CreationDate"]).total_seconds() / 86400 < 7.1


@case
def regions_are_apart():
    other = client("kms", region="eu-central-1")
    key = new_key()
    refused("NotFoundException", other.describe_key, KeyId=key["KeyId"])
    error = refused("NotFoundException", other.describe_key, KeyId=key["Arn"])
    assert error.response["Error"]["Message"] == f"Invalid arn {REGION}", error
    blob = kms.encrypt(KeyId=key["KeyId"], Plaintext=b"x")["CiphertextBlob"]
    refused("AccessDeniedException", other.decrypt, CiphertextBlob=blob)
    assert other.create_key()["KeyMetadata"]["Arn"].startswith("arn:aws:kms:eu-central-1:")


@case
def paginators_walk_over_everything_once():
    keys = {new_key()["KeyId"] for _ in range(5)}
    listed = [k["KeyId"] for page in kms.get_paginator("list_keys").paginate(PaginationConfig={"PageSize": 2}) for k in page["Keys"]]
    assert keys <= set(listed) and len(listed) == len(set(listed))

    key = new_key()["KeyId"]
    names = {f"alias/page-{i}" for i in range(7)}
    for name in names:
        kms.create_alias(AliasName=name, TargetKeyId=key)
    for arguments in ({}, {"KeyId": key}):
        pages = kms.get_paginator("list_aliases").paginate(PaginationConfig={"PageSize": 3}, **arguments)
        found = [alias["AliasName"] for page in pages for alias in page["Aliases"]]
        assert names <= set(found) and len(found) == len(set(found)), found

    kms.tag_resource(KeyId=key, Tags=[{"TagKey": f"k{i}", "TagValue": str(i)} for i in range(9)])
    pages = kms.get_paginator("list_resource_tags").paginate(KeyId=key, PaginationConfig={"PageSize": 4})
    tags = [tag["TagKey"] for page in pages for tag in page["Tags"]]
    assert sorted(tags) == [f"k{i}" for i in range(9)], tags
    assert list(kms.get_paginator("list_key_policies").paginate(KeyId=key).search("PolicyNames[]")) == ["default"]


@case
def a_limit_that_is_exactly_met_is_not_truncated():
    key = new_key(Tags=[{"TagKey": "a", "TagValue": ""}, {"TagKey": "b", "TagValue": ""}])["KeyId"]
    page = kms.list_resource_tags(KeyId=key, Limit=2)
    assert page["Truncated"] is False and "NextMarker" not in page
    page = kms.list_resource_tags(KeyId=key, Limit=1)
    assert page["Truncated"] is True
    assert kms.list_resource_tags(KeyId=key, Limit=1, Marker=page["NextMarker"])["Tags"] == [{"TagKey": "b", "TagValue": ""}]


main()
