"""The tree where it is kept: tiles in the database."""

from collections.abc import Callable, Iterable, Mapping

from django.db import connection

from citizenspring.engines.record import TILE_WIDTH, TiledTree

from .models import Tile

__all__ = ["stored_hashes", "stored_tree", "write_tiles"]

UPSERT = """
INSERT INTO ledger_tile (level, number, hashes) VALUES (%s, %s, %s)
ON CONFLICT (level, number) DO UPDATE SET hashes = excluded.hashes
"""


def stored_hashes(level: int, number: int) -> bytes:
    """The hashes of a tile, full or not."""
    return bytes(Tile.objects.values_list("hashes", flat=True).get(level=level, number=number))


def stored_tree(size: int) -> TiledTree:
    """The tree of the record, of which tiles are read as they are needed."""
    return TiledTree(_of_size(size), size)


def _of_size(size: int) -> Callable[[int, int], bytes]:
    """Read tiles as they were at this size: a later batch may have filled them further."""

    def load(level: int, number: int) -> bytes:
        width = min(TILE_WIDTH, (size >> (8 * level)) - number * TILE_WIDTH)
        return stored_hashes(level, number)[: 32 * width]

    return load


def write_tiles(changed: Mapping[tuple[int, int], bytes]) -> None:
    rows: Iterable[tuple[int, int, bytes]] = (
        (level, number, hashes) for (level, number), hashes in changed.items()
    )
    with connection.cursor() as cursor:
        cursor.executemany(UPSERT, list(rows))
