"""Imports key material that another implementation made and wrapped (python-cryptography, and openssl for SM2), and holds what the service then
computes with it against what that implementation computes from the same bytes."""
import os
import subprocess
import tempfile
import time

from cryptography.hazmat.primitives import hashes, hmac, keywrap, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa

from cases import add, case, client, main, refused
from judge import HASHES, MESSAGE, verify

OAEP, HYBRID = "RSAES_OAEP_SHA_", "RSA_AES_KEY_WRAP_SHA_"
THERE = "eu-central-1"
kms = client("kms")


def openssl(*arguments, **files):
    """Runs openssl in a folder with these files; answers what it wrote to the file out."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        subprocess.run(["openssl", *arguments], cwd=folder, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if not os.path.exists(os.path.join(folder, "out")):
            return None
        with open(os.path.join(folder, "out"), "rb") as file:
            return file.read()


def wrap(public_key, algorithm, material):
    if algorithm == "SM2PKE":
        return openssl("pkeyutl", "-encrypt", "-pubin", "-keyform", "DER", "-inkey", "key", "-in", "material", "-out", "out", key=public_key, material=material)
    public = serialization.load_der_public_key(public_key)
    chosen = hashes.SHA1() if algorithm.endswith("SHA_1") else hashes.SHA256()
    oaep = padding.OAEP(padding.MGF1(chosen), chosen, None)
    if algorithm.startswith(OAEP):
        return public.encrypt(material, oaep)
    aes_key = os.urandom(32)
    return public.encrypt(aes_key, oaep) + keywrap.aes_key_wrap_with_padding(aes_key, material)


def import_material(key, material, algorithm, wrapping="RSA_2048", kms=kms):
    parameters = kms.get_parameters_for_import(KeyId=key, WrappingAlgorithm=algorithm, WrappingKeySpec=wrapping)
    return kms.import_key_material(
        KeyId=key, ImportToken=parameters["ImportToken"], EncryptedKeyMaterial=wrap(parameters["PublicKey"], algorithm, material),
        ExpirationModel="KEY_MATERIAL_DOES_NOT_EXPIRE")


def create(spec, usage, **more):
    key = kms.create_key(KeySpec=spec, KeyUsage=usage, Origin="EXTERNAL", **more)["KeyMetadata"]
    assert key["KeyState"] == "PendingImport", key
    return key["KeyId"]


def pkcs8(private):
    return private.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())


def spki(private):
    return private.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def pair(spec, private, algorithm, wrapping, wrapping_spec):
    def run():
        key = create(spec, "SIGN_VERIFY")
        import_material(key, pkcs8(private), wrapping, wrapping_spec)
        assert kms.get_public_key(KeyId=key)["PublicKey"] == spki(private)
        verify(private.public_key(), algorithm, kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm=algorithm)["Signature"])
        kms.delete_imported_key_material(KeyId=key)
        refused("KMSInvalidStateException", kms.sign, KeyId=key, Message=MESSAGE, SigningAlgorithm=algorithm)
        import_material(key, pkcs8(private), wrapping, wrapping_spec)
        verify(private.public_key(), algorithm, kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm=algorithm)["Signature"])
    add(f"{spec} by {wrapping} under {wrapping_spec}", run)


def mac(length, size, wrapping):
    def run():
        material = os.urandom(size)
        key = create(f"HMAC_{length}", "GENERATE_VERIFY_MAC")
        import_material(key, material, wrapping)
        here = hmac.HMAC(material, HASHES[length])
        here.update(MESSAGE)
        assert kms.generate_mac(KeyId=key, Message=MESSAGE, MacAlgorithm=f"HMAC_SHA_{length}")["Mac"] == here.finalize()
        error = refused("IncorrectKeyMaterialException", import_material, key=key, material=os.urandom(size), algorithm=wrapping)
        assert "does not have the expected identifier" in str(error)
    add(f"HMAC_{length} of {size} bytes by {wrapping}", run)


def symmetric(wrapping, wrapping_spec):
    def run():
        material = os.urandom(32)
        key = create("SYMMETRIC_DEFAULT", "ENCRYPT_DECRYPT")
        first = import_material(key, material, wrapping, wrapping_spec)["KeyMaterialId"]
        blob = kms.encrypt(KeyId=key, Plaintext=MESSAGE)["CiphertextBlob"]
        kms.delete_imported_key_material(KeyId=key)
        refused("KMSInvalidStateException", kms.decrypt, CiphertextBlob=blob)
        assert import_material(key, material, wrapping, wrapping_spec)["KeyMaterialId"] == first
        assert kms.decrypt(CiphertextBlob=blob)["Plaintext"] == MESSAGE
    add(f"SYMMETRIC_DEFAULT by {wrapping} under {wrapping_spec}", run)


@case
def an_imported_RSA_key_decrypts_what_was_encrypted_elsewhere():
    private = rsa.generate_private_key(65537, 3072)
    key = create("RSA_3072", "ENCRYPT_DECRYPT")
    import_material(key, pkcs8(private), HYBRID + "256")
    for algorithm, chosen in (("RSAES_OAEP_SHA_1", hashes.SHA1()), ("RSAES_OAEP_SHA_256", hashes.SHA256())):
        oaep = padding.OAEP(padding.MGF1(chosen), chosen, None)
        ciphertext = private.public_key().encrypt(MESSAGE, oaep)
        assert kms.decrypt(KeyId=key, CiphertextBlob=ciphertext, EncryptionAlgorithm=algorithm)["Plaintext"] == MESSAGE
        assert private.decrypt(kms.encrypt(KeyId=key, Plaintext=MESSAGE, EncryptionAlgorithm=algorithm)["CiphertextBlob"], oaep) == MESSAGE


@case
def an_imported_curve_key_agrees_on_the_secret_computed_elsewhere():
    private, peer = ec.generate_private_key(ec.SECP384R1()), ec.generate_private_key(ec.SECP384R1())
    key = create("ECC_NIST_P384", "KEY_AGREEMENT")
    import_material(key, pkcs8(private), OAEP + "1")
    secret = kms.derive_shared_secret(KeyId=key, KeyAgreementAlgorithm="ECDH", PublicKey=spki(peer))["SharedSecret"]
    assert secret == private.exchange(ec.ECDH(), peer.public_key()) == peer.exchange(ec.ECDH(), private.public_key())


@case
def an_imported_SM2_key_signs_for_openssl():
    private = openssl("pkcs8", "-topk8", "-nocrypt", "-in", "key", "-outform", "DER", "-out", "out",
                      key=openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:sm2", "-out", "out"))
    public = openssl("pkey", "-inform", "DER", "-in", "key", "-pubout", "-outform", "DER", "-out", "out", key=private)
    for algorithm, wrapping in (("SM2PKE", "SM2"), (OAEP + "256", "RSA_2048"), (OAEP + "1", "RSA_2048")):
        key = create("SM2", "SIGN_VERIFY")
        import_material(key, private, algorithm, wrapping)
        assert kms.get_public_key(KeyId=key)["PublicKey"] == public
        signature = kms.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm="SM2DSA")["Signature"]
        openssl("pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", "key", "-sigfile", "signature", "-in", "message", "-rawin",
                "-digest", "sm3", "-pkeyopt", "distid:1234567812345678", key=public, signature=signature, message=MESSAGE)


@case
def a_replica_needs_the_same_material():
    there = client("kms", THERE)
    private = ec.generate_private_key(ec.SECP256R1())
    key = create("ECC_NIST_P256", "SIGN_VERIFY", MultiRegion=True)
    refused("KMSInvalidStateException", kms.replicate_key, KeyId=key, ReplicaRegion=THERE)
    import_material(key, pkcs8(private), OAEP + "256")
    kms.replicate_key(KeyId=key, ReplicaRegion=THERE)
    _wait_until(lambda: there.describe_key(KeyId=key)["KeyMetadata"]["KeyState"] == "PendingImport")
    refused("IncorrectKeyMaterialException", import_material, key=key, material=pkcs8(ec.generate_private_key(ec.SECP256R1())), algorithm=OAEP + "256", kms=there)
    import_material(key, pkcs8(private), OAEP + "256", kms=there)
    signature = there.sign(KeyId=key, Message=MESSAGE, SigningAlgorithm="ECDSA_SHA_256")["Signature"]
    verify(private.public_key(), "ECDSA_SHA_256", signature)
    assert kms.verify(KeyId=key, Message=MESSAGE, Signature=signature, SigningAlgorithm="ECDSA_SHA_256")["SignatureValid"]


def _wait_until(holds):
    for _ in range(100):
        if holds():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come about within 10 seconds")


@case
def material_of_ML_DSA_is_refused():
    refused("ValidationException", kms.create_key, KeySpec="ML_DSA_44", KeyUsage="SIGN_VERIFY", Origin="EXTERNAL")


for chosen in ("1", "256"):
    symmetric(OAEP + chosen, "RSA_3072")
    for length, size in (("224", 28), ("256", 32), ("384", 48), ("512", 64), ("256", 128)):
        mac(length, size, OAEP + chosen)
    for bits in (2048, 3072, 4096):
        pair(f"RSA_{bits}", rsa.generate_private_key(65537, bits), "RSASSA_PSS_SHA_256", HYBRID + chosen, "RSA_2048")
    for name, curve, algorithm in (("P256", ec.SECP256R1(), "ECDSA_SHA_256"), ("P384", ec.SECP384R1(), "ECDSA_SHA_384"), ("P521", ec.SECP521R1(), "ECDSA_SHA_512")):
        pair(f"ECC_NIST_{name}", ec.generate_private_key(curve), algorithm, HYBRID + chosen, "RSA_2048")
        pair(f"ECC_NIST_{name}", ec.generate_private_key(curve), algorithm, OAEP + chosen, "RSA_3072")
    pair("ECC_SECG_P256K1", ec.generate_private_key(ec.SECP256K1()), "ECDSA_SHA_256", OAEP + chosen, "RSA_2048")
    pair("ECC_NIST_EDWARDS25519", ed25519.Ed25519PrivateKey.generate(), "ED25519_SHA_512", OAEP + chosen, "RSA_3072")
    pair("ECC_NIST_EDWARDS25519", ed25519.Ed25519PrivateKey.generate(), "ED25519_SHA_512", HYBRID + chosen, "RSA_2048")
pair("RSA_2048", rsa.generate_private_key(65537, 2048), "RSASSA_PKCS1_V1_5_SHA_512", "SM2PKE", "SM2")
pair("ECC_NIST_P256", ec.generate_private_key(ec.SECP256R1()), "ECDSA_SHA_256", "SM2PKE", "SM2")
pair("ECC_NIST_EDWARDS25519", ed25519.Ed25519PrivateKey.generate(), "ED25519_SHA_512", "SM2PKE", "SM2")
main()
