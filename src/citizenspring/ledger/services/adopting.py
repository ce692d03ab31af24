"""Bringing an older database up to a newer copy of its own record."""

from pathlib import Path
from uuid import UUID

from django.db import transaction

from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.engines.record import RecordFolder, hash_leaf, parse, verify_record
from citizenspring.ledger.errors import CopyRefused
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.published import publish
from citizenspring.ledger.storage import stored_tree, write_tiles

from .sequencing import place_entries, wait_for_the_pen

__all__ = ["adopt"]


@transaction.atomic
def adopt(folder: Path) -> int:
    """Add the entries that a copy of the record has beyond this database; return how many.

    After an older backup was restored, this continues the record that was published instead of
    contradicting it. The copy must hold under this installation's key and continue what is here.
    """
    if not verify_record(folder, key=public_key()).holds:
        raise CopyRefused
    wait_for_the_pen()
    copy = RecordFolder(folder)
    known = Checkpoint.objects.first()
    size = known.size if known else 0
    rows = copy.entries()
    tree = stored_tree(size)
    if size > len(rows):
        raise CopyRefused
    tree.append(hash_leaf(row) for row in rows[size:])
    newer = [SignedCheckpoint.read(note) for note in copy.checkpoints()]
    if any(tree.root(each.size) != each.root for each in newer if each.size >= size):
        raise CopyRefused
    write_tiles(tree.changed)
    _write_rows(rows, size)
    for each, note in zip(newer, copy.checkpoints(), strict=True):
        if each.size > size:
            Checkpoint.objects.create(size=each.size, root=each.root, note=note)
    publish(copy.checkpoint())
    return len(rows) - size


def _write_rows(rows: list[bytes], size: int) -> None:
    """Write what is missing; an entry that waits here already takes the place it was given."""
    waiting = {bytes(entry.leaf): entry for entry in Entry.objects.filter(index__isnull=True)}
    missing: list[Entry] = []
    placed: dict[int, Entry] = {}
    for index, row in enumerate(rows[size:], start=size):
        leaf = hash_leaf(row)
        if leaf in waiting:
            placed[index] = waiting[leaf]
        else:
            missing.append(_entry(index, row, leaf))
    Entry.objects.bulk_create(missing, batch_size=5_000)
    place_entries(list(placed.values()), list(placed))


def _entry(index: int, row: bytes, leaf: bytes) -> Entry:
    body = parse(row)
    about = UUID(body["about"]) if "about" in body else None
    return Entry(kind=body["kind"], about=about, body=body, leaf=leaf, index=index)
