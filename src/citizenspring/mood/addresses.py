"""The mailbox behind an address, and links that only its owner can know."""

import hashlib
import hmac
import secrets

from django.conf import settings

from citizenspring.people.addresses import identity_key

__all__ = ["digest_of", "mailbox_of", "new_token", "signed", "signed_by_us"]


def mailbox_of(email: str) -> bytes:
    """The same digest for every spelling of a mailbox; it tells nobody the address."""
    return identity_key(email)


def new_token() -> str:
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def signed(purpose: str, what: object) -> str:
    """A token that opens one purpose of one thing, for as long as the thing is there."""
    return _keyed(purpose, str(what)).hex()


def signed_by_us(purpose: str, what: object, token: str) -> bool:
    return hmac.compare_digest(signed(purpose, what), token)


def _keyed(purpose: str, text: str) -> bytes:
    message = f"mood {purpose}\n{text}".encode()
    return hmac.digest(settings.SECRET_KEY.encode(), message, hashlib.sha256)
