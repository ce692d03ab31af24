"""Commitments: a digest stands in the record for facts that stay private and can be erased."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.canonical import canonical

__all__ = ["DOMAIN", "SALT_SIZE", "Sealed", "digest_of", "new_salt", "seal"]

DOMAIN = b"citizenspring/seal/v1\n"
SALT_SIZE = 16


def digest_of(facts: Any, salt: bytes) -> str:
    """Return the digest that stands in the record for private facts.

    Parameters
    ----------
    facts : Any
        JSON facts.
    salt : bytes
        16 random bytes. Without them nobody can guess the facts from the digest, so that erasing
        salt and facts leaves a number that says nothing.

    Returns
    -------
    str
        64 hexadecimal digits.

    Raises
    ------
    BadInput
        The salt is too short to keep anything secret.

    Examples
    --------
    >>> digest_of({"vote": 1}, bytes(32)) == digest_of({"vote": -1}, bytes(32))
    False
    """
    if len(salt) < SALT_SIZE:
        raise BadInput(f"the salt has {len(salt)} bytes", expected=f"at least {SALT_SIZE}")
    return sha256(DOMAIN + salt + canonical(facts)).hexdigest()


def new_salt() -> bytes:
    """Return a salt that nobody can foresee."""
    return secrets.token_bytes(SALT_SIZE)


@dataclass(frozen=True)
class Sealed:
    """Private facts with the salt that opens them.

    Parameters
    ----------
    facts : mapping
        What only the holder and the platform know.
    salt : bytes
        The salt of their digest.
    """

    facts: Mapping[str, Any]
    salt: bytes

    @property
    def digest(self) -> str:
        """What the record shows."""
        return digest_of(dict(self.facts), self.salt)

    def opens(self, digest: str) -> bool:
        """Say whether these facts are the ones a digest stands for."""
        return hmac.compare_digest(self.digest, digest)


def seal(facts: Mapping[str, Any]) -> Sealed:
    """Seal facts under a fresh salt.

    Examples
    --------
    >>> one, other = seal({"vote": 1}), seal({"vote": 1})
    >>> one.digest == other.digest, one.opens(one.digest), one.opens(other.digest)
    (False, True, False)
    """
    return Sealed(facts, new_salt())
