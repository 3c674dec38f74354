"""STS with boto3."""
import os
import urllib.error
import urllib.request
import xml.etree.ElementTree as xml

import boto3

from cases import case, client, main, refused

NAMESPACE = "{https://sts.amazonaws.com/doc/2011-06-15/}"
ROLE = "arn:aws:iam::123456789012:role/OrganizationAccountAccessRole"
sts = client("sts")
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@case
def the_caller_is_told_who_it_is():
    answer = sts.get_caller_identity()
    assert answer["Arn"] == "arn:aws:iam::123456789012:user/admin" and answer["Account"] == "123456789012"
    assert answer["UserId"].startswith("AIDA")


@case
def a_presigned_URL_needs_no_header():
    url = sts.generate_presigned_url("get_caller_identity", ExpiresIn=60, HttpMethod="GET")
    with opener.open(url) as answer:
        assert xml.fromstring(answer.read()).find(f".//{NAMESPACE}Arn").text == "arn:aws:iam::123456789012:user/admin"
    try:
        opener.open(url[:-1] + ("1" if url[-1] == "0" else "0"))
        raise AssertionError("not refused")
    except urllib.error.HTTPError as error:
        assert error.code == 403, error.code
        assert xml.fromstring(error.read()).find(f".//{NAMESPACE}Code").text == "SignatureDoesNotMatch"


@case
def a_session_of_a_role_signs_with_its_token():
    credentials = sts.assume_role(RoleArn=ROLE, RoleSessionName="boto3", DurationSeconds=900)["Credentials"]
    names = {"aws_access_key_id": "AccessKeyId", "aws_secret_access_key": "SecretAccessKey", "aws_session_token": "SessionToken"}
    settings = {name: credentials[member] for name, member in names.items()}
    assert client("sts", **settings).get_caller_identity()["Arn"] == "arn:aws:sts::123456789012:assumed-role/OrganizationAccountAccessRole/boto3"
    assert client("kms", **settings).create_key()["KeyMetadata"]["Enabled"]
    url = client("sts", **settings).generate_presigned_url("get_caller_identity", HttpMethod="GET")
    with opener.open(url) as answer:
        assert b"assumed-role/OrganizationAccountAccessRole/boto3" in answer.read()
    settings["aws_session_token"] = settings["aws_session_token"][:-4] + "AAAA"
    refused("InvalidClientTokenId", client("sts", **settings).get_caller_identity)


@case
def durations_have_bounds():
    refused("ValidationError", sts.get_session_token, DurationSeconds=129601)
    refused("ValidationError", sts.assume_role, RoleArn=ROLE, RoleSessionName="boto3", DurationSeconds=43200)


main()
