"""The record as a folder that anyone can keep, serve and verify.

::

    checkpoint           the latest signed checkpoint
    checkpoints.jsonl    every signed checkpoint so far, oldest first, each a JSON string
    entries.jsonl        one entry a line, in canonical JSON, in the order of the record
    key.pub              the public key
    tile/…               the hashes, as tlog-tiles lays them out
    README.md            how to verify
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.canonical import MAX_ENTRY_BYTES, parse
from citizenspring.engines.record.notes import PublicKey
from citizenspring.engines.record.tiles import Tile
from citizenspring.engines.record.tree import HASH_SIZE

__all__ = ["RecordFolder", "write_record"]

_README = """# A public record

Every line of `entries.jsonl` is one public act, in its place in the record. `checkpoint` says how
many there are and holds the root of a Merkle tree over all of them (RFC 6962), signed with the key
in `key.pub`. `tile/` holds the tree's hashes, `checkpoints.jsonl` every checkpoint ever signed.

To verify it, with no account, no database and no network (in the source code of Citizen Spring,
`pip install .` gives you the command):

    citizenspring verify THIS_FOLDER --key "{key}"

Take the key from somewhere else than this folder, and keep the folder: a later one can be compared
with it (`citizenspring verify LATER_FOLDER --older THIS_FOLDER`).
"""


class RecordFolder:
    """Reads an exported record.

    Parameters
    ----------
    path : Path
        The folder.

    Raises
    ------
    BadInput
        The folder is not an exported record.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if not (path / "checkpoint").is_file():
            raise BadInput(
                "this is not an exported record", file=str(path), expected="a file 'checkpoint'"
            )

    def key(self) -> PublicKey:
        """Return the key the folder itself names."""
        return PublicKey.parse(self._text("key.pub"))

    def checkpoint(self) -> str:
        """Return the latest checkpoint."""
        return self._text("checkpoint")

    def checkpoints(self) -> list[str]:
        """Return every checkpoint, oldest first."""
        name = "checkpoints.jsonl"
        lines = self._text(name).splitlines()
        notes = [parse(line, file=name, line=at) for at, line in enumerate(lines, start=1)]
        for at, note in enumerate(notes, start=1):
            if not isinstance(note, str):
                raise BadInput("no checkpoint", file=name, line=at, expected="a JSON string")
        return notes

    def entries(self) -> list[bytes]:
        """Return every line of entries.jsonl, as it stands."""
        name = "entries.jsonl"
        rows = self._bytes(name).split(b"\n")
        if rows[-1] == b"":
            rows.pop()
        for at, row in enumerate(rows, start=1):
            if len(row) > MAX_ENTRY_BYTES:
                limit = f"at most {MAX_ENTRY_BYTES} bytes"
                raise BadInput(f"{len(row)} bytes", file=name, line=at, expected=limit)
        return rows

    def tile(self, tile: Tile) -> list[bytes] | None:
        """Return the hashes of a tile, or None where it is missing or has another length."""
        path = self.path / tile.path
        hashes = path.read_bytes() if path.is_file() else b""
        if len(hashes) != tile.width * HASH_SIZE:
            return None
        return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]

    def _bytes(self, name: str) -> bytes:
        try:
            return (self.path / name).read_bytes()
        except OSError as error:
            raise BadInput("the file cannot be read", file=str(self.path / name)) from error

    def _text(self, name: str) -> str:
        try:
            return self._bytes(name).decode()
        except UnicodeDecodeError as error:
            raise BadInput("this is not UTF-8 text", file=str(self.path / name)) from error


def write_record(
    path: Path,
    *,
    entries: Iterable[bytes],
    tiles: Iterable[tuple[Tile, bytes]],
    checkpoints: Sequence[str],
    key: PublicKey,
) -> None:
    """Write a record to an empty or new folder, exactly as it is kept.

    Parameters
    ----------
    path : Path
        Where to.
    entries : iterable of bytes
        Canonical JSON, in order.
    tiles : iterable of (Tile, bytes)
        The stored hashes; not computed again from the entries, so that a changed row shows.
    checkpoints : sequence of str
        Signed notes, oldest first; the last is the checkpoint of the folder.
    key : PublicKey
        The record's key.

    Raises
    ------
    BadInput
        The folder holds something already, or there is no checkpoint yet.
    """
    if not checkpoints:
        raise BadInput("the record has no checkpoint yet")
    path.mkdir(parents=True, exist_ok=True)
    if any(path.iterdir()):
        raise BadInput("the folder is not empty", file=str(path), expected="a new folder")
    with (path / "entries.jsonl").open("wb") as rows:
        rows.writelines(entry + b"\n" for entry in entries)
    for tile, hashes in tiles:
        target = path / tile.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(hashes)
    lines = "".join(f"{json.dumps(note, ensure_ascii=False)}\n" for note in checkpoints)
    (path / "checkpoints.jsonl").write_text(lines, encoding="utf-8")
    (path / "key.pub").write_text(f"{key}\n", encoding="utf-8")
    (path / "README.md").write_text(_README.format(key=key), encoding="utf-8")
    (path / "checkpoint").write_text(checkpoints[-1], encoding="utf-8")
