"""One hash a ballot, so that a changed file tells which ballot was touched."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import Tree, hash_leaf

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["leaves_of", "leaves_text", "read_leaves", "root_of"]

_FILE = "ballots.hashes"


def leaves_of(lines: Iterable[bytes]) -> list[bytes]:
    """Return the hash of each line of ballots.csv below its header."""
    return [hash_leaf(line) for line in islice(lines, 1, None)]


def leaves_text(leaves: Iterable[bytes]) -> str:
    """Return ballots.hashes."""
    return "".join(f"{leaf.hex()}\n" for leaf in leaves)


def read_leaves(text: str) -> list[bytes]:
    """Read ballots.hashes.

    Raises
    ------
    BadInput
        A line is no hash.
    """
    try:
        return [bytes.fromhex(line) for line in text.splitlines()]
    except ValueError as error:
        raise BadInput("a line is no hash", file=_FILE, expected="64 hex digits") from error


def root_of(leaves: Iterable[bytes]) -> str:
    """Return the root of the Merkle tree over the ballots, as it stands in the public record."""
    return Tree.of_hashes(list(leaves)).root().hex()
