"""The whole record as a folder that anyone can keep, serve and verify."""

from collections.abc import Iterator
from pathlib import Path

from citizenspring.engines.record import canonical, write_record

from .errors import NothingRecorded
from .keys import public_key
from .queries import all_tiles, checkpoints, entries_between

__all__ = ["export_record"]

CHUNK = 5_000


def export_record(folder: Path) -> int:
    """Write the record to a new folder, exactly as it is stored; return the number of entries."""
    notes = list(checkpoints().order_by("size").values_list("size", "note"))
    if not notes:
        raise NothingRecorded
    size = notes[-1][0]
    write_record(
        folder,
        entries=_lines(size),
        tiles=all_tiles(size),
        checkpoints=[note for _, note in notes],
        key=public_key(),
    )
    return size


def _lines(size: int) -> Iterator[bytes]:
    bodies = entries_between(0, size).values_list("body", flat=True)
    for body in bodies.iterator(CHUNK):
        yield canonical(body)
