"""An enclave's requests, made by others: python-cryptography attests, boto3 asks, openssl opens the answer.

attestation.py make FOLDER   makes the attestation authority; FOLDER/root.pem is its root
attestation.py               runs the cases against a server that trusts that root; KAGIMORI_ATTESTATION is the folder"""
import datetime
import hashlib
import os
import struct
import subprocess
import sys
import time

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa, utils
from cryptography.x509.oid import NameOID

PCR0 = hashlib.sha384(b"image").digest()


def cbor(value):
    """RFC 8949, as much of it as a document needs."""
    if value is None:
        return b"\xf6"
    if isinstance(value, int):
        return head(0, value)
    if isinstance(value, bytes):
        return head(2, len(value)) + value
    if isinstance(value, str):
        return head(3, len(value.encode())) + value.encode()
    if isinstance(value, list):
        return head(4, len(value)) + b"".join(map(cbor, value))
    return head(5, len(value)) + b"".join(cbor(name) + cbor(item) for name, item in value.items())


def head(major, number):
    if number < 24:
        return bytes([major << 5 | number])
    size = next(size for size in (0, 1, 2, 3) if number < 1 << (8 << size))
    return bytes([major << 5 | 24 + size]) + struct.pack(">" + "BHIQ"[size], number)


def certificate(name, key, issuer, issuer_key, authority):
    now = datetime.datetime.now(datetime.timezone.utc)
    usage = dict.fromkeys(("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "crl_sign", "encipher_only", "decipher_only"), False)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    return (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer.subject if issuer else subject)
        .public_key(key.public_key()).serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(hours=1)).not_valid_after(now + datetime.timedelta(hours=2))
        .add_extension(x509.BasicConstraints(authority, None), critical=True)
        .add_extension(x509.KeyUsage(digital_signature=not authority, key_cert_sign=authority, **usage), critical=True)
        .sign(issuer_key, hashes.SHA384()))


def make(folder):
    root_key, leaf_key = (ec.generate_private_key(ec.SECP384R1()) for _ in range(2))
    root = certificate("root", root_key, None, root_key, authority=True)
    leaf = certificate("leaf", leaf_key, root, root_key, authority=False)
    recipient = rsa.generate_private_key(65537, 2048)
    for name, content in (
        ("root.pem", root.public_bytes(serialization.Encoding.PEM)), ("root.der", root.public_bytes(serialization.Encoding.DER)),
        ("leaf.der", leaf.public_bytes(serialization.Encoding.DER)), ("leaf.key", pem(leaf_key)), ("recipient.key", pem(recipient)),
    ):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(content)


def pem(key):
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def main():
    from cases import add, client, main as run, refused

    folder = os.environ["KAGIMORI_ATTESTATION"]
    kms = client("kms")

    def read(name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()

    signer = serialization.load_pem_private_key(read("leaf.key"), None)
    recipient_key = serialization.load_pem_private_key(read("recipient.key"), None)

    def attest(**changes):
        document = {
            "module_id": "i-1234567890abcdef0-enc0123456789abcdef", "digest": "SHA384", "timestamp": int(time.time() * 1000),
            "pcrs": {0: PCR0, 8: bytes(48)}, "certificate": read("leaf.der"), "cabundle": [read("root.der")],
            "public_key": recipient_key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo),
            "user_data": None, "nonce": None, **changes,
        }
        payload = cbor(document)
        protected = b"\xa1\x01\x38\x22"
        r, s = utils.decode_dss_signature(signer.sign(cbor(["Signature1", protected, b"", payload]), ec.ECDSA(hashes.SHA384())))
        signature = r.to_bytes(48, "big") + s.to_bytes(48, "big")
        message = b"\x84" + cbor(protected) + b"\xa0" + cbor(payload) + cbor(signature)
        return {"KeyEncryptionAlgorithm": "RSAES_OAEP_SHA_256", "AttestationDocument": b"\xd2" + message}

    def opened(answer):
        return subprocess.run(
            ["openssl", "cms", "-decrypt", "-inform", "DER", "-binary", "-inkey", os.path.join(folder, "recipient.key")],
            input=answer["CiphertextForRecipient"], capture_output=True, check=True).stdout

    key = kms.create_key()["KeyMetadata"]["Arn"]

    def decrypt():
        blob = kms.encrypt(KeyId=key, Plaintext=b"hello")["CiphertextBlob"]
        answer = kms.decrypt(CiphertextBlob=blob, Recipient=attest())
        assert "Plaintext" not in answer and opened(answer) == b"hello"

    def generate_data_key():
        answer = kms.generate_data_key(KeyId=key, KeySpec="AES_256", Recipient=attest())
        assert "Plaintext" not in answer and opened(answer) == kms.decrypt(CiphertextBlob=answer["CiphertextBlob"])["Plaintext"]

    def generate_data_key_pair():
        answer = kms.generate_data_key_pair(KeyId=key, KeyPairSpec="RSA_2048", Recipient=attest())
        private = serialization.load_der_private_key(opened(answer), None)
        public = private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        assert "PrivateKeyPlaintext" not in answer and public == answer["PublicKey"]

    def generate_random():
        answer = kms.generate_random(NumberOfBytes=1024, Recipient=attest())
        assert "Plaintext" not in answer and len(opened(answer)) == 1024

    def derive_shared_secret():
        arn = kms.create_key(KeySpec="ECC_NIST_P384", KeyUsage="KEY_AGREEMENT")["KeyMetadata"]["Arn"]
        peer = ec.generate_private_key(ec.SECP384R1())
        public = peer.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        answer = kms.derive_shared_secret(KeyId=arn, KeyAgreementAlgorithm="ECDH", PublicKey=public, Recipient=attest())
        ours = peer.exchange(ec.ECDH(), serialization.load_der_public_key(kms.get_public_key(KeyId=arn)["PublicKey"]))
        assert "SharedSecret" not in answer and opened(answer) == ours

    def not_believed():
        for changes in ({"timestamp": 1}, {"digest": "SHA512"}, {"pcrs": {0: b"short"}}, {"public_key": None}, {"certificate": read("root.der")}):
            refused("ValidationException", kms.generate_random, NumberOfBytes=1, Recipient=attest(**changes))
        forged = attest()
        forged["AttestationDocument"] = forged["AttestationDocument"].replace(PCR0, bytes(48))
        refused("ValidationException", kms.generate_random, NumberOfBytes=1, Recipient=forged)

    for function in (decrypt, generate_data_key, generate_data_key_pair, generate_random, derive_shared_secret, not_believed):
        add(function.__name__, function)
    run()


if __name__ == "__main__":
    make(sys.argv[2]) if sys.argv[1:2] == ["make"] else main()
