// STS and IAM with the AWS SDK for JavaScript. The environment's user may assume the administrator's role and nothing else.
import assert from "node:assert/strict";
import {
  AttachUserPolicyCommand, CreateAccessKeyCommand, CreatePolicyCommand, CreateRoleCommand, CreateUserCommand, DeleteConflictException, DeleteUserCommand,
  DetachUserPolicyCommand, EntityAlreadyExistsException, GetRoleCommand, GetUserCommand, ListUsersCommand, MalformedPolicyDocumentException, NoSuchEntityException,
  paginateListUsers, UpdateAccessKeyCommand, waitUntilPolicyExists, waitUntilRoleExists, waitUntilUserExists,
} from "@aws-sdk/client-iam";
import { CreateKeyCommand, DescribeKeyCommand, ListKeysCommand } from "@aws-sdk/client-kms";
import { AssumeRoleCommand, GetCallerIdentityCommand, GetSessionTokenCommand } from "@aws-sdk/client-sts";
import { account, all, iamOf, kmsOf, refused, region, run, stsOf } from "./cases.js";

const role = "OrganizationAccountAccessRole";
const identityOf = async (credentials) => (await stsOf(credentials).send(new GetCallerIdentityCommand({}))).Arn;
const policy = (...Action) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const trust = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "sts:AssumeRole" }] });

async function assume(RoleSessionName, more = {}) {
  const request = { RoleArn: `arn:aws:iam::${account}:role/${role}`, RoleSessionName, ...more };
  const { Credentials, AssumedRoleUser } = await stsOf().send(new AssumeRoleCommand(request));
  assert.equal(AssumedRoleUser.Arn, `arn:aws:sts::${account}:assumed-role/${role}/${RoleSessionName}`);
  return {
    accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken, expiration: Credentials.Expiration,
  };
}

await run({
  async "the session of a role signs with its token"() {
    const session = await assume("node", { DurationSeconds: 900 });
    assert.ok(Math.abs(session.expiration - Date.now() - 900_000) < 60_000, String(session.expiration));
    assert.equal(await identityOf(), `arn:aws:iam::${account}:user/admin`);
    assert.equal(await identityOf(session), `arn:aws:sts::${account}:assumed-role/${role}/node`);
    await kmsOf(session).send(new CreateKeyCommand({}));
    const foreign = { ...session, sessionToken: (await assume("another")).sessionToken };
    await refused("UnrecognizedClientException", kmsOf(foreign).send(new ListKeysCommand({})));
  },

  async "a session's own policy takes away"() {
    const { KeyMetadata } = await kmsOf(await assume("maker")).send(new CreateKeyCommand({}));
    const kms = kmsOf(await assume("reader", { Policy: policy("kms:DescribeKey") }));
    assert.equal((await kms.send(new DescribeKeyCommand({ KeyId: KeyMetadata.KeyId }))).KeyMetadata.Arn, KeyMetadata.Arn);
    await refused("AccessDeniedException", kms.send(new ListKeysCommand({})), `User: arn:aws:sts::${account}:assumed-role/${role}/reader`
      + " is not authorized to perform: kms:ListKeys on resource: * because no session policy allows the kms:ListKeys action");
  },

  async "who may not assume a role is told so"() {
    const arn = `arn:aws:iam::${account}:role/missing`;
    await refused("AccessDenied", stsOf().send(new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: "node" })),
      `User: arn:aws:iam::${account}:user/admin is not authorized to perform: sts:AssumeRole on resource: ${arn}`);
    const { Credentials } = await stsOf().send(new GetSessionTokenCommand({ DurationSeconds: 900 }));
    assert.equal(await identityOf({ accessKeyId: Credentials.AccessKeyId, secretAccessKey: Credentials.SecretAccessKey, sessionToken: Credentials.SessionToken }),
      `arn:aws:iam::${account}:user/admin`);
    await refused("AccessDenied", iamOf().send(new ListUsersCommand({})));
  },

  async "waiters see what was made"() {
    const iam = iamOf(await assume("waiter"));
    const waiting = { client: iam, maxWaitTime: 5, minDelay: 1, maxDelay: 1 };
    await iam.send(new CreateUserCommand({ UserName: "waited", Tags: [{ Key: "チーム", Value: "青" }] }));
    assert.equal((await waitUntilUserExists(waiting, { UserName: "waited" })).state, "SUCCESS");
    await iam.send(new CreateRoleCommand({ RoleName: "waited", AssumeRolePolicyDocument: trust, Description: "<&>\"' ü" }));
    assert.equal((await waitUntilRoleExists(waiting, { RoleName: "waited" })).state, "SUCCESS");
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: "waited", PolicyDocument: policy("kms:ListKeys") }));
    assert.equal((await waitUntilPolicyExists(waiting, { PolicyArn: Policy.Arn })).state, "SUCCESS");
    assert.deepEqual((await iam.send(new GetUserCommand({ UserName: "waited" }))).User.Tags, [{ Key: "チーム", Value: "青" }]);
    const { Role } = await iam.send(new GetRoleCommand({ RoleName: "waited" }));
    assert.deepEqual([Role.Description, decodeURIComponent(Role.AssumeRolePolicyDocument)], ["<&>\"' ü", trust]);
    assert.ok(Math.abs(Date.now() - Role.CreateDate.getTime()) < 60_000);
  },

  async "a user lives from its first key to its end"() {
    const iam = iamOf(await assume("owner"));
    const UserName = "short-lived";
    await iam.send(new CreateUserCommand({ UserName }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName }));
    const kms = kmsOf({ accessKeyId: AccessKey.AccessKeyId, secretAccessKey: AccessKey.SecretAccessKey });
    await refused("AccessDeniedException", kms.send(new ListKeysCommand({})));
    const { Policy } = await iam.send(new CreatePolicyCommand({ PolicyName: UserName, PolicyDocument: policy("kms:ListKeys") }));
    await iam.send(new AttachUserPolicyCommand({ UserName, PolicyArn: Policy.Arn }));
    await kms.send(new ListKeysCommand({}));
    await iam.send(new DetachUserPolicyCommand({ UserName, PolicyArn: Policy.Arn }));
    await refused("AccessDeniedException", kms.send(new ListKeysCommand({})));
    await iam.send(new UpdateAccessKeyCommand({ UserName, AccessKeyId: AccessKey.AccessKeyId, Status: "Inactive" }));
    await refused("UnrecognizedClientException", kms.send(new ListKeysCommand({})));
    await refused(DeleteConflictException, iam.send(new DeleteUserCommand({ UserName })));
  },

  async "errors are of their own classes"() {
    const iam = iamOf(await assume("erring"));
    const error = await refused(NoSuchEntityException, iam.send(new GetUserCommand({ UserName: "nobody" })), "The user with name nobody cannot be found.");
    assert.equal(error.$metadata.httpStatusCode, 404);
    assert.match(error.$metadata.requestId, /^[0-9a-f-]{36}$/);
    await iam.send(new CreateUserCommand({ UserName: "twice" }));
    await refused(EntityAlreadyExistsException, iam.send(new CreateUserCommand({ UserName: "twice" })), "User with name twice already exists.");
    await refused(MalformedPolicyDocumentException, iam.send(new CreatePolicyCommand({ PolicyName: "bad", PolicyDocument: "{}" })));
    await refused("ValidationError", iam.send(new CreateUserCommand({ UserName: "a b" })));
  },

  async "paginators walk over everything once"() {
    const iam = iamOf(await assume("pager"));
    for (let i = 0; i < 5; i++) await iam.send(new CreateUserCommand({ UserName: `page-${i}`, Path: "/pages/" }));
    const names = (await all(paginateListUsers({ client: iam, pageSize: 2 }, { PathPrefix: "/pages/" }), "Users")).map((user) => user.UserName);
    assert.deepEqual(names, Array.from({ length: 5 }, (_, i) => `page-${i}`));
  },

  async "a key knows who made it in which Region"() {
    const { KeyMetadata } = await kmsOf(await assume("abroad"), "eu-west-3").send(new CreateKeyCommand({ MultiRegion: true }));
    assert.match(KeyMetadata.Arn, new RegExp(`^arn:aws:kms:eu-west-3:${account}:key/mrk-[0-9a-f]{32}$`));
    assert.notEqual(region, "eu-west-3");
  },
});
