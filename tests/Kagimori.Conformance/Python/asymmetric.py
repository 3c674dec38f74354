"""Holds what the service signs, decrypts and derives against another implementation: boto3 as the client, python-cryptography (and openssl
for SM2) as the judge."""
import os
import subprocess
import tempfile
import traceback

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding

from cases import client, report
from judge import MESSAGE, verify

kms = client("kms")


def check(name, action):
    try:
        action()
        report(name, True)
    except Exception:  # every kind of failure is a failure of the check
        report(name, False, traceback.format_exc())


def create(spec, usage):
    return kms.create_key(KeySpec=spec, KeyUsage=usage)["KeyMetadata"]["Arn"]


def public_key(key):
    return serialization.load_der_public_key(kms.get_public_key(KeyId=key)["PublicKey"])


def signing(spec, algorithms):
    key = create(spec, "SIGN_VERIFY")
    public = public_key(key)
    for algorithm in algorithms:
        def sign():
            signature = kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm=algorithm)["Signature"]
            verify(public, algorithm, signature)
            assert kms.verify(KeyId=key, Message=MESSAGE, Signature=signature, SigningAlgorithm=algorithm)["SignatureValid"]
            try:
                verify(public, algorithm, signature[:-1] + bytes([signature[-1] ^ 1]))
                raise AssertionError("a changed signature verifies")
            except InvalidSignature:
                pass
        check(f"sign {spec} {algorithm}", sign)


def encryption(spec):
    key = create(spec, "ENCRYPT_DECRYPT")
    public = public_key(key)
    for algorithm, chosen in (("RSAES_OAEP_SHA_1", hashes.SHA1()), ("RSAES_OAEP_SHA_256", hashes.SHA256())):
        def decrypt():
            ciphertext = public.encrypt(MESSAGE, padding.OAEP(padding.MGF1(chosen), chosen, None))
            assert kms.decrypt(KeyId=key, CiphertextBlob=ciphertext, EncryptionAlgorithm=algorithm)["Plaintext"] == MESSAGE
        check(f"decrypt {spec} {algorithm}", decrypt)


def agreement(spec, curve):
    key = create(spec, "KEY_AGREEMENT")
    def derive():
        mine = ec.generate_private_key(curve)
        encoded = mine.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        derived = kms.derive_shared_secret(KeyId=key, KeyAgreementAlgorithm="ECDH", PublicKey=encoded)["SharedSecret"]
        assert derived == mine.exchange(ec.ECDH(), public_key(key))
    check(f"derive {spec}", derive)


def data_key_pair(spec):
    key = kms.create_key()["KeyMetadata"]["Arn"]
    def generate():
        pair = kms.generate_data_key_pair(KeyId=key, KeyPairSpec=spec, EncryptionContext={"a": "b"})
        private = serialization.load_der_private_key(pair["PrivateKeyPlaintext"], None)
        assert private.public_key() == serialization.load_der_public_key(pair["PublicKey"])
        opened = kms.decrypt(CiphertextBlob=pair["PrivateKeyCiphertextBlob"], EncryptionContext={"a": "b"})
        assert opened["Plaintext"] == pair["PrivateKeyPlaintext"]
    check(f"data key pair {spec}", generate)


def macs():
    for length in ("224", "256", "384", "512"):
        key = create(f"HMAC_{length}", "GENERATE_VERIFY_MAC")
        def generate():
            mac = kms.generate_mac(KeyId=key, Message=MESSAGE, MacAlgorithm=f"HMAC_SHA_{length}")["Mac"]
            assert len(mac) == int(length) // 8
            assert kms.verify_mac(KeyId=key, Message=MESSAGE, Mac=mac, MacAlgorithm=f"HMAC_SHA_{length}")["MacValid"]
        check(f"mac HMAC_{length}", generate)


def sm2():
    key = create("SM2", "SIGN_VERIFY")
    def sign():
        signature = kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm="SM2DSA")["Signature"]
        with tempfile.TemporaryDirectory() as folder:
            files = {"key.der": kms.get_public_key(KeyId=key)["PublicKey"], "signature": signature, "message": MESSAGE}
            for name, content in files.items():
                with open(os.path.join(folder, name), "wb") as file:
                    file.write(content)
            subprocess.run(
                ["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key.der", "-sigfile", "signature", "-in", "message", "-rawin",
                 "-digest", "sm3", "-pkeyopt", "distid:1234567812345678"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
    check("sign SM2", sign)


RSA = [f"RSASSA_{kind}_SHA_{length}" for kind in ("PSS", "PKCS1_V1_5") for length in ("256", "384", "512")]
for size in ("RSA_2048", "RSA_3072", "RSA_4096"):
    signing(size, RSA)
    encryption(size)
for name, algorithm in (("ECC_NIST_P256", "ECDSA_SHA_256"), ("ECC_NIST_P384", "ECDSA_SHA_384"), ("ECC_NIST_P521", "ECDSA_SHA_512"),
                        ("ECC_SECG_P256K1", "ECDSA_SHA_256"), ("ECC_NIST_EDWARDS25519", "ED25519_SHA_512")):
    signing(name, [algorithm])
for name, curve in (("ECC_NIST_P256", ec.SECP256R1()), ("ECC_NIST_P384", ec.SECP384R1()), ("ECC_NIST_P521", ec.SECP521R1())):
    agreement(name, curve)
for name in ("RSA_2048", "RSA_3072", "ECC_NIST_P256", "ECC_NIST_P384", "ECC_NIST_P521", "ECC_SECG_P256K1", "ECC_NIST_EDWARDS25519"):
    data_key_pair(name)
macs()
sm2()
