"""Comparing what the database now holds with what the record says of it.

Every app registers a check for the kinds of entries whose facts it keeps in rows of its own, so
that one row changed behind the platform's back is found.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.engines.record import KeyMismatch, Tree, canonical, digest_of, hash_leaf

from .keys import public_key
from .models import Checkpoint, Entry
from .published import published_size
from .queries import all_tiles

__all__ = ["Finding", "SealedRow", "check_sealed_rows", "register_check", "run_checks"]

CHUNK = 5_000


@dataclass(frozen=True)
class Finding:
    """One thing that does not agree with the record, named so that it can be found."""

    kind: str
    where: str
    sentence: str


@dataclass(frozen=True)
class SealedRow:
    """A live row whose facts were sealed in the record."""

    where: str
    seal: str
    salt: bytes
    facts: dict[str, Any]


Check = Callable[[], Iterable[Finding]]
_checks: dict[str, Check] = {}


def register_check(kind: str, check: Check) -> None:
    """Have ``citizenspring check`` compare the live rows behind entries of this kind."""
    _checks[kind] = check


def run_checks() -> Iterator[Finding]:
    """Everything that does not agree: the record with itself, then each app's rows with it."""
    yield from check_record()
    for kind in sorted(_checks):
        yield from _checks[kind]()


def check_sealed_rows(
    kind: str, rows: Iterable[SealedRow], *, gone: Iterable[str] = ()
) -> Iterator[Finding]:
    """Compare live rows with the seals of the entries of one kind.

    ``gone`` are seals whose rows rightly no longer exist (replaced, withdrawn, erased). Found are:
    a row whose facts do not give its seal, a row the record does not know, and an entry whose row
    is missing.
    """
    recorded = Counter(_seals(kind))
    for row in rows:
        if digest_of(row.facts, row.salt) != row.seal:
            yield Finding(kind, row.where, "The row was changed after it was recorded.")
        if recorded[row.seal] <= 0:
            yield Finding(kind, row.where, "The record does not know this row.")
        recorded[row.seal] -= 1
    missing = recorded - Counter(gone)
    for seal in missing:
        yield Finding(kind, seal, "The record has this seal, but its row is missing.")


def _seals(kind: str) -> Iterator[str]:
    found = Entry.objects.filter(kind=kind, body__has_key="seal")
    yield from found.values_list("body__seal", flat=True).iterator(CHUNK)


def check_record() -> Iterator[Finding]:
    """Compare every stored entry with its leaf, the leaves with the tiles and the checkpoints."""
    checkpoints = list(Checkpoint.objects.order_by("size"))
    size = checkpoints[-1].size if checkpoints else 0
    if published_size() > size:
        yield Finding("record", "checkpoint", "An older copy of the database is in place.")
    signed = _signed_leaves(size)
    yield from _changed_entries(signed)
    tree = Tree.of_hashes(signed)
    for checkpoint in checkpoints:
        yield from _wrong_checkpoint(checkpoint, tree)


def _signed_leaves(size: int) -> list[bytes]:
    leaves: list[bytes] = []
    for tile, hashes in all_tiles(size):
        if tile.level == 0:
            leaves += [hashes[at : at + 32] for at in range(0, len(hashes), 32)]
    return leaves


def _changed_entries(signed: list[bytes]) -> Iterator[Finding]:
    expected = 0
    placed = Entry.objects.order_by("index").values_list("index", "kind", "body", "leaf")
    for index, kind, body, leaf in placed.iterator(CHUNK):
        where = "waiting" if index is None else f"entry {index}"
        if index is not None:
            for lost in range(expected, index):
                yield Finding("record", f"entry {lost}", "The entry is missing.")
            expected = index + 1
        right = bytes(leaf) if index is None or index >= len(signed) else signed[index]
        named = body.get("kind") if isinstance(body, dict) else None
        if kind != named or not _gives(body, right) or bytes(leaf) != right:
            yield Finding("record", where, "The entry was changed after it was recorded.")
    for lost in range(expected, len(signed)):
        yield Finding("record", f"entry {lost}", "The entry is missing.")


def _gives(body: Any, leaf: bytes) -> bool:
    try:
        return hash_leaf(canonical(body)) == leaf
    except BadInput:
        return False


def _wrong_checkpoint(checkpoint: Checkpoint, tree: Tree) -> Iterator[Finding]:
    where = f"checkpoint {checkpoint.size}"
    try:
        signed = SignedCheckpoint.open(checkpoint.note, [public_key()])
    except (BadInput, KeyMismatch) as problem:
        yield Finding("record", where, str(problem))
        return
    fits = signed.size <= tree.size and tree.root(signed.size) == signed.root
    if not fits or signed.size != checkpoint.size or bytes(checkpoint.root) != signed.root:
        yield Finding("record", where, "The signed root does not fit the stored hashes.")
