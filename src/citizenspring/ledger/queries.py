"""Reading the record: entries, checkpoints, proofs, raw tiles."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.cache import caches
from django.db import connection
from django.db.models import QuerySet

from citizenspring.engines.record import (
    TILE_WIDTH,
    Receipt,
    Sealed,
    Tile,
    bundle,
    canonical,
    consistency_path,
    tiles_of,
)

from .errors import NothingRecorded
from .keys import public_key
from .models import Checkpoint, Entry
from .proofs import proof_of
from .storage import stored_hashes, stored_tree

__all__ = [
    "Slice",
    "all_tiles",
    "checkpoints",
    "consistency",
    "entries_between",
    "kinds_in_use",
    "latest_checkpoint",
    "latest_stamp",
    "newest_entries",
    "raw_entries",
    "raw_tile",
    "receipt_for",
    "waiting_count",
]

PAGE = 30
MOST_WAITING = 1_000
REMEMBERED_SECONDS = 5
KINDS_IN_USE = """
WITH RECURSIVE found (kind) AS (
    (SELECT kind FROM ledger_entry WHERE index IS NOT NULL ORDER BY kind LIMIT 1)
    UNION ALL
    SELECT (
        SELECT kind FROM ledger_entry
        WHERE index IS NOT NULL AND kind > found.kind ORDER BY kind LIMIT 1
    ) FROM found WHERE found.kind IS NOT NULL
)
SELECT kind FROM found WHERE kind IS NOT NULL
"""


@dataclass(frozen=True)
class Slice:
    """Some entries, newest first, and the place above the older ones."""

    entries: list[Entry]
    older: int | None


def latest_checkpoint() -> Checkpoint | None:
    return Checkpoint.objects.first()


def latest_stamp() -> Checkpoint | None:
    """The latest checkpoint as the foot of every page shows it, a few seconds old at most."""
    pieces = caches["template_fragments"]
    found = pieces.get("ledger.latest")
    if found is None:
        found = latest_checkpoint()
        pieces.set("ledger.latest", found or "none", REMEMBERED_SECONDS)
    return found if isinstance(found, Checkpoint) else None


def checkpoints() -> QuerySet[Checkpoint]:
    return Checkpoint.objects.all()


def entries_between(first: int, end: int) -> QuerySet[Entry]:
    """Entries that have their place, from ``first`` up to but without ``end``, in order."""
    return Entry.objects.filter(index__gte=first, index__lt=end).order_by("index")


def newest_entries(kind: str = "", before: int | None = None) -> Slice:
    """A page of the record; ``before`` is the place above it."""
    placed = Entry.objects.filter(index__isnull=False)
    if kind:
        placed = placed.filter(kind=kind)
    below = placed if before is None else placed.filter(index__lt=before)
    found = list(below.order_by("-index")[: PAGE + 1])
    older = found[PAGE - 1].index if len(found) > PAGE else None
    return Slice(found[:PAGE], older)


def kinds_in_use() -> list[str]:
    """Every kind of entry, found by jumping along the index rather than reading all entries."""
    with connection.cursor() as cursor:
        cursor.execute(KINDS_IN_USE)
        return [kind for (kind,) in cursor.fetchall()]


def waiting_count() -> int:
    """Entries that have no place yet, up to a thousand."""
    return Entry.objects.filter(index__isnull=True)[:MOST_WAITING].count()


def receipt_for(entry: Entry, private: Sealed | None = None) -> Receipt:
    """A receipt that proves the entry in the latest checkpoint; ``private`` only for its holder."""
    checkpoint = latest_checkpoint()
    if entry.index is None or checkpoint is None:
        raise NothingRecorded
    proof = proof_of(bytes(entry.leaf), entry.index, checkpoint.size)
    return Receipt(
        entry=entry.body,
        index=entry.index,
        proof=proof.path,
        checkpoint=checkpoint.note,
        key=str(public_key()),
        private=private,
    )


def consistency(old: int, new: int) -> list[bytes]:
    """The proof that the tree of ``new`` entries continues that of ``old``."""
    return consistency_path(stored_tree(new).node, old, new)


def raw_tile(tile: Tile) -> bytes | None:
    """The hashes of a tile of the signed tree, or None where it is not that large yet."""
    checkpoint = latest_checkpoint()
    size = checkpoint.size if checkpoint else 0
    if (tile.number * TILE_WIDTH + tile.width) > size >> (8 * tile.level):
        return None
    return stored_hashes(tile.level, tile.number)[: 32 * tile.width]


def raw_entries(tile: Tile) -> bytes | None:
    """The entry bundle under a tile of leaf hashes."""
    first = tile.number * TILE_WIDTH
    found = entries_between(first, first + tile.width).values_list("body", flat=True)
    lines = [canonical(body) for body in found]
    return bundle(lines) if len(lines) == tile.width else None


def all_tiles(size: int) -> Iterator[tuple[Tile, bytes]]:
    """Every tile of the tree with its hashes as they are stored."""
    for tile in tiles_of(size):
        yield tile, stored_hashes(tile.level, tile.number)[: 32 * tile.width]
