// Key pairs and HMAC keys with the AWS SDK for JavaScript, and node:crypto as the other side.
import assert from "node:assert/strict";
import {
  constants, createHash, createHmac, createPrivateKey, createPublicKey, diffieHellman, generateKeyPairSync, publicEncrypt, randomBytes, sign, verify,
} from "node:crypto";
import {
  CreateKeyCommand, DecryptCommand, DeriveSharedSecretCommand, GenerateDataKeyPairCommand, GenerateMacCommand, GetParametersForImportCommand, GetPublicKeyCommand,
  ImportKeyMaterialCommand, KMSInvalidMacException, KMSInvalidSignatureException, SignCommand, VerifyCommand, VerifyMacCommand,
} from "@aws-sdk/client-kms";
import { kmsOf, refused, run } from "./cases.js";

const kms = kmsOf();
const message = Buffer.from("message");
const other = Buffer.from("another message");
const newKey = async (KeySpec, KeyUsage, Origin) => (await kms.send(new CreateKeyCommand({ KeySpec, KeyUsage, Origin }))).KeyMetadata.KeyId;
const publicKey = (der) => createPublicKey({ key: Buffer.from(der), format: "der", type: "spki" });
const publicKeyOf = async (KeyId) => publicKey((await kms.send(new GetPublicKeyCommand({ KeyId }))).PublicKey);
const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" };

// How node:crypto names a signing algorithm of KMS: a hash, and the options beside the key.
function algorithmOf(name) {
  const hash = name.startsWith("ED25519") ? null : `sha${name.slice(-3)}`;
  const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return [hash, name.startsWith("RSASSA_PSS") ? pss : { dsaEncoding: "der" }];
}

const cases = {};
for (const [spec, algorithms] of Object.entries({
  RSA_2048: ["RSASSA_PSS_SHA_256", "RSASSA_PSS_SHA_384", "RSASSA_PSS_SHA_512", "RSASSA_PKCS1_V1_5_SHA_256", "RSASSA_PKCS1_V1_5_SHA_384", "RSASSA_PKCS1_V1_5_SHA_512"],
  ECC_NIST_P256: ["ECDSA_SHA_256"],
  ECC_NIST_P384: ["ECDSA_SHA_384"],
  ECC_NIST_P521: ["ECDSA_SHA_512"],
  ECC_SECG_P256K1: ["ECDSA_SHA_256"],
  ECC_NIST_EDWARDS25519: ["ED25519_SHA_512"],
})) {
  cases[`what ${spec} signs verifies on both sides`] = async () => {
    const KeyId = await newKey(spec, "SIGN_VERIFY");
    const key = await publicKeyOf(KeyId);
    for (const SigningAlgorithm of algorithms) {
      const [hash, options] = algorithmOf(SigningAlgorithm);
      const ways = hash ? [["RAW", message], ["DIGEST", createHash(hash).update(message).digest()]] : [["RAW", message]];
      for (const [MessageType, Message] of ways) {
        const { Signature } = await kms.send(new SignCommand({ KeyId, Message, MessageType, SigningAlgorithm }));
        assert.ok(verify(hash, message, { key, ...options }, Signature), `${SigningAlgorithm} of ${MessageType}`);
        assert.ok(!verify(hash, other, { key, ...options }, Signature));
        assert.equal((await kms.send(new VerifyCommand({ KeyId, Message, MessageType, SigningAlgorithm, Signature }))).SignatureValid, true);
        await refused(KMSInvalidSignatureException, kms.send(new VerifyCommand({ KeyId, Message: other, MessageType: "RAW", SigningAlgorithm, Signature })));
      }
    }
  };
}

Object.assign(cases, {
  async "what node:crypto encrypts with the public key only the key decrypts"() {
    const KeyId = await newKey("RSA_2048", "ENCRYPT_DECRYPT");
    const CiphertextBlob = publicEncrypt({ key: await publicKeyOf(KeyId), ...oaep }, message);
    const opened = await kms.send(new DecryptCommand({ KeyId, CiphertextBlob, EncryptionAlgorithm: "RSAES_OAEP_SHA_256" }));
    assert.deepEqual(Buffer.from(opened.Plaintext), message);
  },

  async "a data key pair signs where it was brought"() {
    const KeyId = await newKey();
    const pair = await kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P384" }));
    const opened = await kms.send(new DecryptCommand({ CiphertextBlob: pair.PrivateKeyCiphertextBlob }));
    assert.deepEqual(opened.Plaintext, pair.PrivateKeyPlaintext);
    const privateKey = createPrivateKey({ key: Buffer.from(opened.Plaintext), format: "der", type: "pkcs8" });
    assert.ok(verify("sha384", message, publicKey(pair.PublicKey), sign("sha384", message, privateKey)));
  },

  async "a shared secret is the same on both sides"() {
    const KeyId = await newKey("ECC_NIST_P256", "KEY_AGREEMENT");
    const mine = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
    const PublicKey = mine.publicKey.export({ format: "der", type: "spki" });
    const theirs = await kms.send(new DeriveSharedSecretCommand({ KeyId, KeyAgreementAlgorithm: "ECDH", PublicKey }));
    assert.deepEqual(Buffer.from(theirs.SharedSecret), diffieHellman({ privateKey: mine.privateKey, publicKey: await publicKeyOf(KeyId) }));
  },

  async "an imported HMAC key computes what node:crypto computes"() {
    const KeyId = await newKey("HMAC_384", "GENERATE_VERIFY_MAC", "EXTERNAL");
    const { PublicKey, ImportToken } = await kms.send(
      new GetParametersForImportCommand({ KeyId, WrappingAlgorithm: "RSAES_OAEP_SHA_256", WrappingKeySpec: "RSA_2048" }));
    const material = randomBytes(48);
    const EncryptedKeyMaterial = publicEncrypt({ key: publicKey(PublicKey), ...oaep }, material);
    await kms.send(new ImportKeyMaterialCommand({ KeyId, ImportToken, EncryptedKeyMaterial, ExpirationModel: "KEY_MATERIAL_DOES_NOT_EXPIRE" }));
    const request = { KeyId, Message: message, MacAlgorithm: "HMAC_SHA_384" };
    const { Mac } = await kms.send(new GenerateMacCommand(request));
    assert.deepEqual(Buffer.from(Mac), createHmac("sha384", material).update(message).digest());
    assert.equal((await kms.send(new VerifyMacCommand({ ...request, Mac }))).MacValid, true);
    await refused(KMSInvalidMacException, kms.send(new VerifyMacCommand({ ...request, Message: other, Mac })));
  },
});
await run(cases);
