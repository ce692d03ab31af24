"""Signed notes: a few lines of text with signatures that say who stands for them.

References
----------
C2SP signed-note, https://c2sp.org/signed-note
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from citizenspring.engines.errors import BadInput, EngineError

__all__ = [
    "KeyMismatch",
    "PublicKey",
    "Signature",
    "SigningKey",
    "note_of",
    "sign",
    "signatures_of",
]

ED25519 = 0x01
COSIGNATURE = 0x04
_DASH = "\N{EM DASH} "
_PRIVATE = "PRIVATE+KEY+"
_ID_SIZE = 4
_KEY_SIZE = 32


class KeyMismatch(EngineError):
    """No signature of the key that was asked for holds."""


@dataclass(frozen=True)
class PublicKey:
    """A name and an Ed25519 key, as anyone may know them.

    Parameters
    ----------
    name : str
        Who signs: without spaces or plus signs, best the address of the record.
    raw : bytes
        The 32 bytes of the key.
    kind : int
        1 for the record itself, 4 for a witness who signs with the time.

    Examples
    --------
    >>> key = PublicKey.parse(
    ...     "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
    >>> key.name, key.id.hex()
    ('PeterNeumann', 'c74f20a3')
    """

    name: str
    raw: bytes
    kind: int = ED25519

    def __post_init__(self) -> None:
        if not self.name or "+" in self.name or any(letter.isspace() for letter in self.name):
            raise BadInput(f"the key name {self.name!r} is not usable", expected="no space, no +")

    @property
    def id(self) -> bytes:
        """Four bytes by which a signature line names its key."""
        text = self.name.encode() + b"\n" + bytes([self.kind]) + self.raw
        return sha256(text).digest()[:_ID_SIZE]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key from its one-line form ``name+id+base64``."""
        name, _, rest = text.strip().partition("+")
        shown, _, coded = rest.partition("+")
        raw = _decode(coded)
        if len(raw) != _KEY_SIZE + 1 or raw[0] not in {ED25519, COSIGNATURE}:
            raise BadInput(f"{text.strip()[:80]!r} is not a public key", expected="name+id+base64")
        key = cls(name, raw[1:], raw[0])
        if key.id.hex() != shown:
            raise BadInput(f"the key of {name} does not match its id {shown!r}")
        return key

    def __str__(self) -> str:
        coded = base64.b64encode(bytes([self.kind]) + self.raw).decode()
        return f"{self.name}+{self.id.hex()}+{coded}"

    def verifies(self, message: bytes, signature: bytes) -> bool:
        """Say whether the signature over the message is this key's."""
        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True)
class SigningKey:
    """A name and the secret that signs for it.

    Parameters
    ----------
    name : str
        As in `PublicKey`.
    seed : bytes
        32 secret bytes.
    kind : int
        As in `PublicKey`.

    Examples
    --------
    >>> key = SigningKey("spring.example", bytes(32))
    >>> SigningKey.parse(key.secret_text()) == key
    True
    >>> key
    SigningKey(name='spring.example', kind=1)
    """

    name: str
    seed: bytes = field(repr=False)
    kind: int = ED25519

    @classmethod
    def generate(cls, name: str, kind: int = ED25519) -> Self:
        """Make a new key from the machine's own randomness."""
        return cls(name, Ed25519PrivateKey.generate().private_bytes_raw(), kind)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a key from its secret one-line form ``PRIVATE+KEY+name+id+base64``."""
        name, _, rest = text.strip().removeprefix(_PRIVATE).partition("+")
        shown, _, coded = rest.partition("+")
        raw = _decode(coded)
        if not text.startswith(_PRIVATE) or len(raw) != _KEY_SIZE + 1:
            raise BadInput("this is not a signing key", expected="PRIVATE+KEY+name+id+base64")
        key = cls(name, raw[1:], raw[0])
        if key.public.id.hex() != shown:
            raise BadInput(f"the signing key of {name} does not match its id {shown!r}")
        return key

    def secret_text(self) -> str:
        """Return the secret one-line form."""
        coded = base64.b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{_PRIVATE}{self.name}+{self.public.id.hex()}+{coded}"

    @property
    def public(self) -> PublicKey:
        """What may be published."""
        secret = Ed25519PrivateKey.from_private_bytes(self.seed)
        return PublicKey(self.name, secret.public_key().public_bytes_raw(), self.kind)

    def signature(self, message: bytes) -> bytes:
        """Sign bytes."""
        return Ed25519PrivateKey.from_private_bytes(self.seed).sign(message)


@dataclass(frozen=True)
class Signature:
    """One signature line: who, with which key, and the bytes."""

    name: str
    key_id: bytes
    raw: bytes

    def __str__(self) -> str:
        return f"{_DASH}{self.name} {base64.b64encode(self.key_id + self.raw).decode()}"


def sign(text: str, *keys: SigningKey) -> str:
    r"""Sign a text.

    Parameters
    ----------
    text : str
        Lines; ends with a line end.
    *keys : SigningKey
        Who signs, in this order.

    Returns
    -------
    str
        The note.

    Examples
    --------
    >>> note = sign("Two trees.\n", SigningKey("spring.example", bytes(32)))
    >>> note.splitlines()[0], note.splitlines()[2][:20]
    ('Two trees.', '— spring.example 5b8')
    """
    if not text.endswith("\n"):
        raise BadInput("a note must end with a line end")
    lines = [Signature(key.name, key.public.id, key.signature(text.encode())) for key in keys]
    return text + "\n" + "".join(f"{line}\n" for line in lines)


def signatures_of(note: str) -> tuple[str, list[Signature]]:
    """Take a note apart, without checking any signature.

    Raises
    ------
    BadInput
        Not a signed note.
    """
    text, gap, below = note.rpartition("\n\n")
    if not gap or not below.endswith("\n"):
        raise BadInput("this is not a signed note", expected="a text, a blank line and signatures")
    return text + "\n", [_signature(line) for line in below.splitlines()]


def note_of(note: str, keys: Iterable[PublicKey]) -> str:
    """Return the text of a note that every one of these keys has signed.

    Parameters
    ----------
    note : str
        A signed note; signatures of keys not asked for are passed over.
    keys : iterable of PublicKey
        Whose signatures must hold.

    Returns
    -------
    str
        The text, with its line end.

    Raises
    ------
    BadInput
        Not a signed note.
    KeyMismatch
        A signature is missing or wrong.
    """
    text, found = signatures_of(note)
    for key in keys:
        mine = [each for each in found if (each.name, each.key_id) == (key.name, key.id)]
        if not mine:
            message = f"There is no signature of {key.name} ({key.id.hex()}) on this note."
            raise KeyMismatch(message)
        if not all(key.verifies(text.encode(), each.raw) for each in mine):
            message = f"The signature of {key.name} ({key.id.hex()}) does not fit the text."
            raise KeyMismatch(message)
    return text


def _signature(line: str) -> Signature:
    name, _, coded = line.removeprefix(_DASH).partition(" ")
    raw = _decode(coded)
    if not line.startswith(_DASH) or not name or len(raw) <= _ID_SIZE:
        raise BadInput(f"{line[:80]!r} is not a signature line", expected="— name base64")
    return Signature(name, raw[:_ID_SIZE], raw[_ID_SIZE:])


def _decode(coded: str) -> bytes:
    try:
        return base64.b64decode(coded, validate=True)
    except (binascii.Error, ValueError):
        return b""
