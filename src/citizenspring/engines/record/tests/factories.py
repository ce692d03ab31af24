"""A small record on disk, and ways to damage it."""

from pathlib import Path

from citizenspring.engines.record import (
    Checkpoint,
    Receipt,
    SigningKey,
    Tile,
    TiledTree,
    Tree,
    canonical,
    hash_leaf,
    parse,
    tiles_of,
    write_record,
)

KEY = SigningKey("spring.example/record", bytes(range(32)))
ORIGIN = "spring.example/record"


def make_entries(count: int) -> list[bytes]:
    return [canonical({"kind": "vote.cast", "nonce": at}) for at in range(count)]


def make_tiles(rows: list[bytes]) -> list[tuple[Tile, bytes]]:
    tree = TiledTree(lambda _level, _number: b"")
    tree.append(hash_leaf(row) for row in rows)
    return [(tile, tree.changed[tile.level, tile.number]) for tile in tiles_of(len(rows))]


def make_note(rows: list[bytes], key: SigningKey = KEY) -> str:
    tree = TiledTree(lambda _level, _number: b"")
    tree.append(hash_leaf(row) for row in rows)
    return Checkpoint(ORIGIN, len(rows), tree.root()).signed(key)


def make_record(path: Path, rows: list[bytes], *, signed_at: tuple[int, ...] = ()) -> Path:
    sizes = sorted({*signed_at, len(rows)})
    notes = [make_note(rows[:size]) for size in sizes]
    tiles = make_tiles(rows)
    write_record(path, entries=rows, tiles=tiles, checkpoints=notes, key=KEY.public)
    return path


def make_receipt(rows: list[bytes], index: int) -> Receipt:
    tree = Tree(rows)
    proof = tuple(tree.inclusion(index))
    return Receipt(parse(rows[index]), index, proof, make_note(rows), str(KEY.public))


def rewrite(path: Path, rows: list[bytes]) -> None:
    (path / "entries.jsonl").write_bytes(b"".join(row + b"\n" for row in rows))


def rewrite_tiles(path: Path, rows: list[bytes]) -> None:
    for tile, hashes in make_tiles(rows):
        (path / tile.path).parent.mkdir(parents=True, exist_ok=True)
        (path / tile.path).write_bytes(hashes)
