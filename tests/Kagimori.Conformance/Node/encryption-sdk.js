// The AWS Encryption SDK for JavaScript, with a multi-Region key: its primary in one Region, its replica in another.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { KMS } from "@aws-sdk/client-kms";
import encryptionSdk from "@aws-crypto/client-node";
import { account, run, settings } from "./cases.js";

const {
  AwsKmsMrkAwareSymmetricDiscoveryKeyringNode, AwsKmsMrkAwareSymmetricKeyringNode, buildAwsKmsMrkAwareDiscoveryMultiKeyringNode,
  buildAwsKmsMrkAwareStrictMultiKeyringNode, buildClient, CommitmentPolicy, getLocalCryptographicMaterialsCache, KmsKeyringNode, NodeCachingMaterialsManager,
} = encryptionSdk;
const { encrypt, decrypt } = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT);
const [home, abroad] = ["eu-central-1", "ap-northeast-1"];
const clientProvider = (region) => new KMS(settings(undefined, region));
const kms = { [home]: clientProvider(home), [abroad]: clientProvider(abroad) };
const discoveryFilter = { accountIDs: [account], partition: "aws" };
const encryptionContext = { purpose: "conformance", 空: "値" };
const data = randomBytes(10_000);

const { Arn: primary, KeyId } = (await kms[home].createKey({ MultiRegion: true })).KeyMetadata;
const { Arn: replica } = (await kms[home].replicateKey({ KeyId, ReplicaRegion: abroad })).ReplicaKeyMetadata;
const single = (await kms[home].createKey({})).KeyMetadata.Arn;
const lone = (await kms[abroad].createKey({})).KeyMetadata.Arn;
while ((await kms[abroad].describeKey({ KeyId })).KeyMetadata.KeyState === "Creating");

const strict = (region, keyId) => new AwsKmsMrkAwareSymmetricKeyringNode({ client: kms[region], keyId });

async function opens(keyring, message) {
  const { plaintext, messageHeader } = await decrypt(keyring, message);
  assert.deepEqual(plaintext, data);
  for (const [name, value] of Object.entries(encryptionContext)) assert.equal(messageHeader.encryptionContext[name], value);
  return messageHeader;
}

await run({
  async "what the primary encrypts in one Region the replica decrypts in the other"() {
    const { result } = await encrypt(strict(home, primary), data, { encryptionContext });
    const header = await opens(strict(abroad, replica), result);
    assert.deepEqual(header.encryptedDataKeys.map((key) => key.providerInfo), [primary]);
  },

  async "and the other way round"() {
    const { result } = await encrypt(strict(abroad, replica), data, { encryptionContext });
    await opens(strict(home, primary), result);
  },

  async "a key that is not related does not decrypt"() {
    const { result } = await encrypt(strict(home, primary), data, { encryptionContext });
    await assert.rejects(decrypt(strict(abroad, lone), result), /Unable to decrypt data key/);
  },

  async "a message for two keys is opened with either"() {
    const both = buildAwsKmsMrkAwareStrictMultiKeyringNode({ clientProvider, generatorKeyId: primary, keyIds: [lone, single] });
    const { result } = await encrypt(both, data, { encryptionContext });
    for (const [region, key] of [[abroad, replica], [abroad, lone], [home, single]]) {
      const header = await opens(strict(region, key), result);
      assert.deepEqual(header.encryptedDataKeys.map((dataKey) => dataKey.providerInfo), [primary, lone, single]);
    }
  },

  async "the key is discovered in the other Region"() {
    const { result } = await encrypt(strict(home, primary), data, { encryptionContext });
    await opens(new AwsKmsMrkAwareSymmetricDiscoveryKeyringNode({ client: kms[abroad], discoveryFilter }), result);
    await opens(buildAwsKmsMrkAwareDiscoveryMultiKeyringNode({ clientProvider, regions: [abroad, home], discoveryFilter }), result);
    const others = { accountIDs: ["999999999999"], partition: "aws" };
    await assert.rejects(decrypt(new AwsKmsMrkAwareSymmetricDiscoveryKeyringNode({ client: kms[abroad], discoveryFilter: others }), result));
  },

  async "keyrings that know no multi-Region keys work with single-Region keys"() {
    const { result } = await encrypt(new KmsKeyringNode({ clientProvider, generatorKeyId: single, keyIds: [lone] }), data, { encryptionContext });
    await opens(new KmsKeyringNode({ clientProvider, keyIds: [lone] }), result);
    await opens(new KmsKeyringNode({ clientProvider, discovery: true, discoveryFilter }), result);
  },

  async "an alias names the generator"() {
    await kms[home].createAlias({ AliasName: "alias/encryption-sdk", TargetKeyId: KeyId });
    const alias = primary.replace(/key\/.*/, "alias/encryption-sdk");
    const { result } = await encrypt(strict(home, alias), data, { encryptionContext });
    const header = await opens(strict(abroad, replica), result);
    assert.deepEqual(header.encryptedDataKeys.map((dataKey) => dataKey.providerInfo), [primary]);
  },

  async "cached materials spare the service its requests"() {
    const counted = new KMS(settings(undefined, home));
    let requests = 0;
    counted.middlewareStack.add((next) => (request) => { requests++; return next(request); }, { step: "build" });
    const backingMaterials = new AwsKmsMrkAwareSymmetricKeyringNode({ client: counted, keyId: primary });
    const manager = new NodeCachingMaterialsManager({ backingMaterials, cache: getLocalCryptographicMaterialsCache(10), maxAge: 60_000, maxMessagesEncrypted: 10 });
    const messages = [];
    for (let i = 0; i < 3; i++) messages.push((await encrypt(manager, data, { encryptionContext, plaintextLength: data.length })).result);
    assert.equal(requests, 1);
    for (const message of messages) await opens(strict(abroad, replica), message);
  },

  async "a changed message is refused"() {
    const { result } = await encrypt(strict(home, primary), data, { encryptionContext });
    const changed = Buffer.from(result);
    const at = changed.indexOf("conformance");
    changed.write("CONFORMANCE", at);
    await assert.rejects(decrypt(strict(home, primary), changed));
    changed.write("conformance", at);
    await opens(strict(home, primary), changed);
  },

  async "a replica that is disabled decrypts nothing"() {
    const { result } = await encrypt(strict(home, primary), data, { encryptionContext });
    await kms[abroad].disableKey({ KeyId });
    await assert.rejects(decrypt(strict(abroad, replica), result), new RegExp(`${replica} is disabled`));
    await opens(strict(home, primary), result);
    await kms[abroad].enableKey({ KeyId });
    await opens(strict(abroad, replica), result);
  },
});
