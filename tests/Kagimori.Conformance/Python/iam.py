"""IAM with boto3."""
import json

from cases import case, client, main, refused

iam = client("iam", region="us-east-1")
POLICY = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "kms:ListKeys", "Resource": "*"}]})
TRUST = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole"}]})


@case
def the_life_of_a_user():
    user = iam.create_user(UserName="boto", Path="/people/", Tags=[{"Key": "team", "Value": "blue"}])["User"]
    assert user["Arn"] == "arn:aws:iam::123456789012:user/people/boto" and user["UserId"].startswith("AIDA")
    refused("EntityAlreadyExists", iam.create_user, UserName="BOTO")
    key = iam.create_access_key(UserName="boto")["AccessKey"]
    settings = {"aws_access_key_id": key["AccessKeyId"], "aws_secret_access_key": key["SecretAccessKey"]}
    refused("AccessDeniedException", client("kms", **settings).list_keys)
    iam.put_user_policy(UserName="boto", PolicyName="list", PolicyDocument=POLICY)
    assert iam.get_user_policy(UserName="boto", PolicyName="list")["PolicyDocument"] == json.loads(POLICY)
    client("kms", **settings).list_keys()
    iam.update_access_key(UserName="boto", AccessKeyId=key["AccessKeyId"], Status="Inactive")
    refused("UnrecognizedClientException", client("kms", **settings).list_keys)
    refused("DeleteConflict", iam.delete_user, UserName="boto")
    iam.delete_access_key(UserName="boto", AccessKeyId=key["AccessKeyId"])
    iam.delete_user_policy(UserName="boto", PolicyName="list")
    iam.delete_user(UserName="boto")
    refused("NoSuchEntity", iam.get_user, UserName="boto")


@case
def groups_and_managed_policies_reach_their_members():
    arn = iam.create_policy(PolicyName="boto-list", PolicyDocument=POLICY)["Policy"]["Arn"]
    iam.create_group(GroupName="boto-group")
    iam.attach_group_policy(GroupName="boto-group", PolicyArn=arn)
    iam.create_user(UserName="member")
    key = iam.create_access_key(UserName="member")["AccessKey"]
    kms = client("kms", aws_access_key_id=key["AccessKeyId"], aws_secret_access_key=key["SecretAccessKey"])
    refused("AccessDeniedException", kms.list_keys)
    iam.add_user_to_group(GroupName="boto-group", UserName="member")
    kms.list_keys()
    assert [g["GroupName"] for g in iam.list_groups_for_user(UserName="member")["Groups"]] == ["boto-group"]
    iam.remove_user_from_group(GroupName="boto-group", UserName="member")
    refused("AccessDeniedException", kms.list_keys)
    refused("DeleteConflict", iam.delete_policy, PolicyArn=arn)
    iam.detach_group_policy(GroupName="boto-group", PolicyArn=arn)
    iam.delete_policy(PolicyArn=arn)
    iam.delete_group(GroupName="boto-group")


@case
def roles_are_assumed_by_whom_they_trust():
    role = iam.create_role(RoleName="boto-role", AssumeRolePolicyDocument=TRUST)["Role"]
    assert role["AssumeRolePolicyDocument"]["Statement"][0]["Action"] == "sts:AssumeRole"
    iam.put_role_policy(RoleName="boto-role", PolicyName="list", PolicyDocument=POLICY)
    assert iam.list_role_policies(RoleName="boto-role")["PolicyNames"] == ["list"]
    refused("MalformedPolicyDocument", iam.create_role, RoleName="other", AssumeRolePolicyDocument="{}")
    refused("DeleteConflict", iam.delete_role, RoleName="boto-role")
    iam.delete_role_policy(RoleName="boto-role", PolicyName="list")
    iam.delete_role(RoleName="boto-role")


@case
def paginators_walk_over_everything_once():
    names = [f"page-{i}" for i in range(5)]
    for name in names:
        iam.create_user(UserName=name)
    listed = [u["UserName"] for page in iam.get_paginator("list_users").paginate(PaginationConfig={"PageSize": 2}) for u in page["Users"]]
    assert set(names) <= set(listed) and len(listed) == len(set(listed)), listed


main()
