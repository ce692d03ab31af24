"""Checkpoints: the size and root of the record at one moment, signed.

References
----------
C2SP tlog-checkpoint, https://c2sp.org/tlog-checkpoint
"""

import base64
import binascii
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.notes import PublicKey, SigningKey, note_of, sign, signatures_of
from citizenspring.engines.record.tree import HASH_SIZE

__all__ = ["Checkpoint"]


@dataclass(frozen=True)
class Checkpoint:
    """What the record was at one moment.

    Parameters
    ----------
    origin : str
        Which record: an address without scheme.
    size : int
        Number of entries.
    root : bytes
        Root of the Merkle tree over them.

    Examples
    --------
    >>> from citizenspring.engines.record.tree import EMPTY_ROOT
    >>> print(Checkpoint("spring.example/record", 0, EMPTY_ROOT).text(), end="")
    spring.example/record
    0
    47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=
    """

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the lines that are signed."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, *keys: SigningKey) -> str:
        """Return the signed note."""
        return sign(self.text(), *keys)

    @classmethod
    def open(cls, note: str, keys: Iterable[PublicKey]) -> Self:
        """Read a checkpoint whose signatures hold.

        Raises
        ------
        BadInput
            Not a checkpoint.
        KeyMismatch
            A signature is missing or wrong.
        """
        return cls._of_text(note_of(note, keys))

    @classmethod
    def read(cls, note: str) -> Self:
        """Read a checkpoint without asking who signed it."""
        return cls._of_text(signatures_of(note)[0])

    @classmethod
    def _of_text(cls, text: str) -> Self:
        origin, size, coded, *_ = [*text.split("\n"), "", "", ""]
        try:
            root = base64.b64decode(coded, validate=True)
        except binascii.Error:
            root = b""
        plain = size.isascii() and size.isdigit() and str(int(size)) == size
        if not origin or not plain or len(root) != HASH_SIZE:
            raise BadInput("this is not a checkpoint", expected="an origin, a size and a root")
        return cls(origin, int(size), root)
