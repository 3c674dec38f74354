// KMS with the AWS SDK for JavaScript.
import assert from "node:assert/strict";
import { constants, createCipheriv, createDecipheriv, publicEncrypt, randomBytes } from "node:crypto";
import {
  CreateAliasCommand, CreateGrantCommand, CreateKeyCommand, DecryptCommand, DescribeKeyCommand, DisabledException, DisableKeyCommand, EncryptCommand,
  GenerateDataKeyCommand, GenerateRandomCommand, GetParametersForImportCommand, ImportKeyMaterialCommand, InvalidCiphertextException, ListKeysCommand,
  ListResourceTagsCommand, NotFoundException, paginateListAliases, paginateListGrants, paginateListKeyPolicies, paginateListKeyRotations, paginateListKeys,
  paginateListResourceTags, paginateListRetirableGrants, ReEncryptCommand, RetireGrantCommand, RevokeGrantCommand, ScheduleKeyDeletionCommand, TagResourceCommand,
} from "@aws-sdk/client-kms";
import { CreateAccessKeyCommand, CreateUserCommand, PutUserPolicyCommand } from "@aws-sdk/client-iam";
import { account, all, iamOf, kmsOf, refused, region, run } from "./cases.js";

const kms = kmsOf();
const iam = iamOf();
const newKey = async (request = {}) => (await kms.send(new CreateKeyCommand(request))).KeyMetadata;
const arnOf = (name) => `arn:aws:iam::${account}:user/${name}`;

// A user without any permission, and a client that signs as it.
async function newUser(name) {
  await iam.send(new CreateUserCommand({ UserName: name }));
  const key = (await iam.send(new CreateAccessKeyCommand({ UserName: name }))).AccessKey;
  return kmsOf({ accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey });
}

const denial = (name, action, resource, why) => `User: ${arnOf(name)} is not authorized to perform: kms:${action} on resource: ${resource} ${why}`;

await run({
  async "a key's description comes back typed"() {
    const key = await newKey({ Description: "鍵", Tags: [{ TagKey: "team", TagValue: "blue" }] });
    assert.equal(key.Arn, `arn:aws:kms:${region}:${account}:key/${key.KeyId}`);
    assert.ok(Math.abs(Date.now() - key.CreationDate.getTime()) < 60_000, String(key.CreationDate));
    const { KeyMetadata, $metadata } = await kms.send(new DescribeKeyCommand({ KeyId: key.Arn }));
    assert.deepEqual(KeyMetadata, key);
    assert.match($metadata.requestId, /^[0-9a-f-]{36}$/);
    const deletion = await kms.send(new ScheduleKeyDeletionCommand({ KeyId: key.KeyId, PendingWindowInDays: 7 }));
    assert.equal(Math.round((deletion.DeletionDate - key.CreationDate) / 86_400_000), 7);
  },

  async "what is encrypted with a context is decrypted with it alone"() {
    const { KeyId, Arn } = await newKey();
    const context = { purpose: "JavaScript", 空: "値" };
    for (const size of [1, 100, 4096]) {
      const plaintext = randomBytes(size);
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext: plaintext, EncryptionContext: context }));
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: context }));
      assert.deepEqual(Buffer.from(opened.Plaintext), plaintext);
      assert.equal(opened.KeyId, Arn);
      await refused(InvalidCiphertextException, kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: { purpose: "JavaScript" } })));
    }
  },

  async "a ciphertext moves to another key"() {
    const [from, to] = [await newKey(), await newKey()];
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId: from.KeyId, Plaintext: Buffer.from("moved") }));
    const moved = await kms.send(new ReEncryptCommand({ CiphertextBlob, DestinationKeyId: to.KeyId, DestinationEncryptionContext: { at: "home" } }));
    assert.deepEqual([moved.SourceKeyId, moved.KeyId], [from.Arn, to.Arn]);
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { at: "home" } }));
    assert.equal(Buffer.from(opened.Plaintext).toString(), "moved");
  },

  async "a data key opens what its twin has closed"() {
    const { KeyId } = await newKey();
    const data = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }));
    const nonce = randomBytes(12);
    const cipher = createCipheriv("aes-256-gcm", data.Plaintext, nonce);
    const closed = Buffer.concat([cipher.update("envelope"), cipher.final()]);
    const key = (await kms.send(new DecryptCommand({ CiphertextBlob: data.CiphertextBlob }))).Plaintext;
    const decipher = createDecipheriv("aes-256-gcm", key, nonce).setAuthTag(cipher.getAuthTag());
    assert.equal(Buffer.concat([decipher.update(closed), decipher.final()]).toString(), "envelope");
  },

  async "errors are of their own classes"() {
    const missing = "1234abcd-12ab-34cd-56ef-1234567890ab";
    const error = await refused(NotFoundException, kms.send(new DescribeKeyCommand({ KeyId: missing })),
      `Key 'arn:aws:kms:${region}:${account}:key/${missing}' does not exist`);
    assert.equal(error.$metadata.httpStatusCode, 400);
    const { KeyId, Arn } = await newKey();
    await kms.send(new DisableKeyCommand({ KeyId }));
    await refused(DisabledException, kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("x") })), `${Arn} is disabled.`);
    await refused("ValidationException", kms.send(new GenerateRandomCommand({ NumberOfBytes: 1025 })));
  },

  async "who may not is told so in AWS's words"() {
    const user = await newUser("outsider");
    const { Arn } = await newKey();
    await refused("AccessDeniedException", user.send(new GenerateDataKeyCommand({ KeyId: Arn, KeySpec: "AES_256" })),
      denial("outsider", "GenerateDataKey", Arn, "because no identity-based policy allows the kms:GenerateDataKey action"));
    await refused("AccessDeniedException", user.send(new ListKeysCommand({})),
      denial("outsider", "ListKeys", "*", "because no identity-based policy allows the kms:ListKeys action"));
    const document = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "kms:Encrypt", Resource: "*" }, { Effect: "Allow", Action: "kms:*", Resource: "*" }] };
    await iam.send(new PutUserPolicyCommand({ UserName: "outsider", PolicyName: "all-but-encrypt", PolicyDocument: JSON.stringify(document) }));
    await user.send(new GenerateDataKeyCommand({ KeyId: Arn, KeySpec: "AES_256" }));
    await refused("AccessDeniedException", user.send(new EncryptCommand({ KeyId: Arn, Plaintext: Buffer.from("x") })),
      denial("outsider", "Encrypt", Arn, "with an explicit deny in an identity-based policy"));
  },

  async "wrong credentials are refused"() {
    const unknown = kmsOf({ accessKeyId: "AKIANOBODYNOBODY1234", secretAccessKey: "x".repeat(40) });
    await refused("UnrecognizedClientException", unknown.send(new ListKeysCommand({})), "The security token included in the request is invalid.");
    const wrong = kmsOf({ accessKeyId: process.env.AWS_ACCESS_KEY_ID, secretAccessKey: "x".repeat(40) });
    await refused("InvalidSignatureException", wrong.send(new ListKeysCommand({})));
  },

  async "a grant allows what it says until it is retired"() {
    const [user, { KeyId, Arn }] = [await newUser("grantee"), await newKey()];
    const context = { department: "10" };
    const encrypt = (EncryptionContext) => user.send(new EncryptCommand({ KeyId: Arn, Plaintext: Buffer.from("x"), EncryptionContext }));
    await refused("AccessDeniedException", encrypt(context));
    const grant = await kms.send(new CreateGrantCommand({
      KeyId, GranteePrincipal: arnOf("grantee"), RetiringPrincipal: arnOf("grantee"), Operations: ["Encrypt", "RetireGrant"], Name: "for-the-grantee",
      Constraints: { EncryptionContextSubset: context },
    }));
    await user.send(new EncryptCommand({ KeyId: Arn, Plaintext: Buffer.from("x"), EncryptionContext: { ...context, more: "1" }, GrantTokens: [grant.GrantToken] }));
    await encrypt(context);
    await refused("AccessDeniedException", encrypt({ department: "11" }));
    const [listed] = await all(paginateListGrants({ client: kms }, { KeyId }), "Grants");
    assert.deepEqual([listed.GrantId, listed.Name, listed.Constraints], [grant.GrantId, "for-the-grantee", { EncryptionContextSubset: context }]);
    const retirable = await all(paginateListRetirableGrants({ client: kms }, { RetiringPrincipal: arnOf("grantee") }), "Grants");
    assert.deepEqual(retirable.map((g) => g.GrantId), [grant.GrantId]);
    await user.send(new RetireGrantCommand({ GrantToken: grant.GrantToken }));
    await refused("AccessDeniedException", encrypt(context));
    await refused(NotFoundException, kms.send(new RevokeGrantCommand({ KeyId, GrantId: grant.GrantId })));
  },

  async "paginators walk over everything once"() {
    const once = (found, expected) => {
      assert.equal(new Set(found).size, found.length);
      for (const item of expected) assert.ok(found.includes(item), item);
    };
    const keys = [];
    for (let i = 0; i < 5; i++) keys.push((await newKey()).KeyId);
    once((await all(paginateListKeys({ client: kms, pageSize: 2 }, {}), "Keys")).map((key) => key.KeyId), keys);

    const [KeyId] = keys;
    const numbers = Array.from({ length: 7 }, (_, i) => i);
    for (const i of numbers) {
      await kms.send(new CreateAliasCommand({ AliasName: `alias/js/${i}`, TargetKeyId: KeyId }));
      await kms.send(new CreateGrantCommand({ KeyId, GranteePrincipal: `arn:aws:iam::${account}:root`, Operations: ["Decrypt"], Name: `js-${i}` }));
    }
    await kms.send(new TagResourceCommand({ KeyId, Tags: numbers.map((i) => ({ TagKey: `k${i}`, TagValue: String(i) })) }));
    const config = { client: kms, pageSize: 3 };
    once((await all(paginateListAliases(config, { KeyId }), "Aliases")).map((a) => a.AliasName), numbers.map((i) => `alias/js/${i}`));
    once((await all(paginateListGrants(config, { KeyId }), "Grants")).map((g) => g.Name), numbers.map((i) => `js-${i}`));
    once((await all(paginateListResourceTags(config, { KeyId }), "Tags")).map((t) => t.TagKey), numbers.map((i) => `k${i}`));
    assert.deepEqual(await all(paginateListKeyPolicies(config, { KeyId }), "PolicyNames"), ["default"]);
    assert.deepEqual(await all(paginateListKeyRotations(config, { KeyId }), "Rotations"), []);
    const whole = await kms.send(new ListResourceTagsCommand({ KeyId, Limit: 7 }));
    assert.deepEqual([whole.Truncated, whole.NextMarker], [false, undefined]);
  },

  async "key material wrapped with node:crypto is imported"() {
    const { KeyId } = await newKey({ Origin: "EXTERNAL" });
    const request = { KeyId, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_4096" };
    const { PublicKey, ImportToken, ParametersValidTo } = await kms.send(new GetParametersForImportCommand(request));
    assert.equal(Math.round((ParametersValidTo - Date.now()) / 3_600_000), 24);
    const key = { key: Buffer.from(PublicKey), format: "der", type: "spki", padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };
    const ValidTo = new Date(Math.round(Date.now() / 1000 + 86_400) * 1000);
    const imported = await kms.send(new ImportKeyMaterialCommand({
      KeyId, ImportToken, EncryptedKeyMaterial: publicEncrypt(key, randomBytes(32)), ExpirationModel: "KEY_MATERIAL_EXPIRES", ValidTo,
    }));
    assert.match(imported.KeyMaterialId, /^[0-9a-f]{64}$/);
    const { KeyMetadata } = await kms.send(new DescribeKeyCommand({ KeyId }));
    assert.deepEqual([KeyMetadata.KeyState, KeyMetadata.ValidTo, KeyMetadata.CurrentKeyMaterialId], ["Enabled", ValidTo, imported.KeyMaterialId]);
    await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from("x") }));
  },
});
