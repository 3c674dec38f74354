"""What python-cryptography says of a signature."""
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding

MESSAGE = b"message"
HASHES = {"224": hashes.SHA224(), "256": hashes.SHA256(), "384": hashes.SHA384(), "512": hashes.SHA512()}


def verify(public, algorithm, signature):
    chosen = HASHES.get(algorithm[-3:])
    if algorithm.startswith("RSASSA_PSS"):
        public.verify(signature, MESSAGE, padding.PSS(padding.MGF1(chosen), chosen.digest_size), chosen)
    elif algorithm.startswith("RSASSA_PKCS1"):
        public.verify(signature, MESSAGE, padding.PKCS1v15(), chosen)
    elif algorithm.startswith("ECDSA"):
        public.verify(signature, MESSAGE, ec.ECDSA(chosen))
    else:
        public.verify(signature, MESSAGE)
