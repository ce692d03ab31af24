"""Who sends, to push services (RFC 8292), and to which of them the platform speaks at all."""

import base64
import hashlib
from functools import cache
from urllib.parse import urlsplit

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from citizenspring import env

__all__ = ["is_known_service", "private_key", "public_key"]

# The push services of the makers of browsers. To any other address nothing is ever sent.
SERVICES = ("fcm.googleapis.com",)
FAMILIES = (".push.services.mozilla.com", ".notify.windows.com", ".push.apple.com")
HTTPS_PORTS = {None, 443}
# The number of points of the curve P-256: a private key is any number below it but 0.
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def private_key() -> ec.EllipticCurvePrivateKey:
    """The key of this installation: from the setting, or made once in a file of its own."""
    return _from(settings.PUSH_KEY or env.kept_secret(settings.KEYS_FOLDER / "push.key"))


def public_key() -> str:
    """What a browser is told when it subscribes: only this key may then send to it."""
    public = private_key().public_key()
    raw = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@cache
def _from(secret: str) -> ec.EllipticCurvePrivateKey:
    wide = int.from_bytes(hashlib.sha512(f"push key\n{secret}".encode()).digest())
    return ec.derive_private_key(1 + wide % (ORDER - 1), ec.SECP256R1())


def is_known_service(endpoint: str) -> bool:
    """Whether the endpoint lies at a known push service: no other machine can be reached by it."""
    try:
        parts = urlsplit(endpoint)
        port = parts.port
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    if settings.PUSH_TO_THIS_MACHINE and parts.scheme == "http" and host == "127.0.0.1":
        return True
    is_plain = parts.scheme == "https" and port in HTTPS_PORTS and "@" not in parts.netloc
    return is_plain and (host in SERVICES or host.endswith(FAMILIES)) and endpoint.isascii()
