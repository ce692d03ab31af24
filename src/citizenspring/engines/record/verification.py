"""Verification of an exported record, row by row, with nothing but the folder and a key."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.alignment import Difference, align
from citizenspring.engines.record.checkpoints import Checkpoint
from citizenspring.engines.record.folder import RecordFolder
from citizenspring.engines.record.notes import KeyMismatch, PublicKey
from citizenspring.engines.record.report import Problem, Report
from citizenspring.engines.record.tiles import TILE_WIDTH, tiles_of
from citizenspring.engines.record.tree import EMPTY_ROOT, Tree, hash_leaf

__all__ = ["verify_diff", "verify_record"]

_WHAT_HAPPENED = {
    "changed": "Row {signed} was changed.",
    "dropped": "Row {signed} is missing.",
    "inserted": "Line {line} of entries.jsonl was inserted: nobody signed it.",
    "duplicated": "Line {line} of entries.jsonl repeats a row that stands elsewhere.",
    "moved": "Row {signed} was moved to line {line} of entries.jsonl.",
}


def verify_record(folder: Path, *, key: PublicKey | None = None) -> Report:
    """Check every row, hash and checkpoint of an exported record.

    Parameters
    ----------
    folder : Path
        The exported record.
    key : PublicKey, optional
        The record's key as you know it from elsewhere; without it, the folder's own.

    Returns
    -------
    Report
        Naming each row that was changed, dropped, inserted, moved or duplicated since it was
        signed, each damaged tile, and each checkpoint that contradicts the rest.

    Raises
    ------
    BadInput
        The folder is not an exported record.
    """
    record = RecordFolder(folder)
    trusted = key or record.key()
    rows = [hash_leaf(row) for row in record.entries()]
    notes = record.checkpoints()
    problems: list[Problem] = []
    size = 0
    try:
        latest = Checkpoint.open(record.checkpoint(), [trusted])
    except KeyMismatch as error:
        problems.append(Problem("signature", f"checkpoint: {error}"))
    else:
        size = latest.size
        problems += _against(record, rows, latest, _opened(notes, trusted))
    problems += _history(notes, trusted, record.checkpoint())
    return Report(len(rows), size, trusted, tuple(problems), bool(key), len(notes))


def _against(
    record: RecordFolder, rows: list[bytes], latest: Checkpoint, earlier: list[Checkpoint]
) -> Iterator[Problem]:
    stored = _Stored.read(record, latest.size)
    signed = stored.signed_leaves(rows, latest)
    if signed is None:
        yield _rewritten(rows, [*earlier, latest])
        return
    yield from stored.damage(signed)
    yield from (_row_problem(each) for each in align(signed, rows))
    tree = Tree.of_hashes(signed)
    for each in earlier:
        if each.size <= tree.size and tree.root(each.size) != each.root:
            sentence = f"The checkpoint of {each.size} entries does not fit the latest one."
            yield Problem("checkpoint", sentence)


@dataclass(frozen=True)
class _Stored:
    """The tiles of a folder: leaf hashes, None where a tile is missing, and the roots above."""

    leaves: list[list[bytes] | None]
    above: list[bytes | None]
    size: int
    faulty: tuple[str, ...]
    record: RecordFolder

    @classmethod
    def read(cls, record: RecordFolder, size: int) -> Self:
        leaves: list[list[bytes] | None] = []
        above: list[bytes | None] = []
        faulty = []
        for tile in tiles_of(size):
            hashes = record.tile(tile)
            if hashes is None:
                faulty.append(tile.path)
            if tile.level == 0:
                leaves.append(hashes)
            elif tile.level == 1:
                above += hashes or [None] * tile.width
        return cls(leaves, above, size, tuple(faulty), record)

    def signed_leaves(self, rows: list[bytes], latest: Checkpoint) -> list[bytes] | None:
        """Return the leaf hashes that the signature covers, or None where they are lost."""
        for whole in (self._as_stored(), rows, self._mended(rows), self._by_rows(rows)):
            if len(whole) == latest.size and _root(whole) == latest.root:
                return list(whole)
        return None

    def _as_stored(self) -> list[bytes]:
        return [leaf for tile in self.leaves for leaf in tile or ()]

    def _mended(self, rows: list[bytes]) -> list[bytes]:
        """Take each tile that fits the level above, and elsewhere the rows."""
        mended: list[bytes] = []
        for number, tile in enumerate(self.leaves):
            wanted = self.above[number] if number < len(self.above) else None
            if tile is not None and (wanted is None or _root(tile) == wanted):
                mended += tile
            else:
                mended += rows[number * TILE_WIDTH : (number + 1) * TILE_WIDTH]
        return mended

    def _by_rows(self, rows: list[bytes]) -> list[bytes]:
        """Take the rows of each tile that fit the level above, and elsewhere the tile."""
        mended: list[bytes] = []
        for number, tile in enumerate(self.leaves):
            block = rows[number * TILE_WIDTH : (number + 1) * TILE_WIDTH]
            wanted = self.above[number] if number < len(self.above) else None
            mended += block if tile is None or (wanted and _root(block) == wanted) else tile
        return mended

    def damage(self, signed: list[bytes]) -> Iterator[Problem]:
        """Name the tiles that differ from the signed tree."""
        tree = Tree.of_hashes(signed)
        for tile in tiles_of(self.size):
            first = tile.number * TILE_WIDTH
            right = [tree.node(8 * tile.level, first + at) for at in range(tile.width)]
            if self.record.tile(tile) != right:
                what = "is missing" if tile.path in self.faulty else "was changed"
                yield Problem("tile", f"The file {tile.path} {what}.")


def _root(leaves: Sequence[bytes]) -> bytes:
    return Tree.of_hashes(leaves).root() if leaves else EMPTY_ROOT


def _rewritten(rows: list[bytes], checkpoints: Iterable[Checkpoint]) -> Problem:
    """Bracket a rewriting by the checkpoints that still fit the rows."""
    tree = Tree.of_hashes(rows)
    good, bad = 0, None
    for each in sorted(checkpoints, key=lambda checkpoint: checkpoint.size):
        if each.size <= tree.size and tree.root(each.size) == each.root:
            good = each.size
        else:
            bad = each.size
            break
    sentence = (
        f"Rows and hashes were both rewritten: the first bad row is {good} or later"
        f" and before row {bad}."
    )
    return Problem("history", sentence, good)


def _row_problem(each: Difference) -> Problem:
    line = None if each.found is None else each.found + 1
    sentence = _WHAT_HAPPENED[each.code].format(signed=each.signed, line=line)
    return Problem(each.code, sentence, each.found if each.signed is None else each.signed)


def _opened(notes: list[str], key: PublicKey) -> list[Checkpoint]:
    found = []
    for note in notes:
        try:
            found.append(Checkpoint.open(note, [key]))
        except (BadInput, KeyMismatch):
            continue
    return found


def _history(notes: list[str], key: PublicKey, latest: str) -> Iterator[Problem]:
    """Check the signatures of all checkpoints, and that they only grow."""
    seen: dict[int, bytes] = {}
    before = 0
    for line, note in enumerate(notes, start=1):
        try:
            each = Checkpoint.open(note, [key])
        except (BadInput, KeyMismatch) as error:
            yield Problem("signature", f"checkpoints.jsonl, line {line}: {error}")
            continue
        if seen.setdefault(each.size, each.root) != each.root:
            sentence = f"Two signed checkpoints of {each.size} entries have different roots."
            yield Problem("split_view", sentence)
        if each.size < before:
            sentence = f"checkpoints.jsonl, line {line}: the record shrank to {each.size} entries."
            yield Problem("checkpoint", sentence)
        before = max(before, each.size)
    if not notes or notes[-1] != latest:
        yield Problem("checkpoint", "The latest checkpoint is not the last of checkpoints.jsonl.")


def verify_diff(old: Path, new: Path, *, key: PublicKey | None = None) -> Report:
    """Check that a record continues an older copy of it, and name the first row that does not.

    Parameters
    ----------
    old, new : Path
        Two exported records.
    key : PublicKey, optional
        As in `verify_record`; without it, the key of the older copy.

    Returns
    -------
    Report
        Its first problem names the first bad row.

    Raises
    ------
    BadInput
        A folder is not an exported record.
    """
    before, after = RecordFolder(old), RecordFolder(new)
    trusted = key or before.key()
    was = [hash_leaf(row) for row in before.entries()]
    now = [hash_leaf(row) for row in after.entries()]
    problems = [*_unlike(was, now), *_forked(before, after, trusted)]
    return Report(len(now), len(was), trusted, tuple(problems), bool(key), 2)


def _unlike(was: list[bytes], now: list[bytes]) -> list[Problem]:
    """Compare the rows of the older copy; what was added at the end is no difference."""
    found = align(was, now)
    end = len(now)
    for each in sorted(found, key=lambda one: -(one.found or 0)):
        if each.code == "inserted" and each.found == end - 1:
            end -= 1
    now = now[:end]
    if now == was:
        return []
    first = next(
        (at for at, pair in enumerate(zip(was, now, strict=False)) if pair[0] != pair[1]), end
    )
    sentence = f"The newer record leaves the older one at row {first}."
    return [Problem("history", sentence, first), *(_row_problem(each) for each in align(was, now))]


def _forked(before: RecordFolder, after: RecordFolder, key: PublicKey) -> Iterator[Problem]:
    try:
        small = Checkpoint.open(before.checkpoint(), [key])
        large = Checkpoint.open(after.checkpoint(), [key])
    except KeyMismatch as error:
        yield Problem("signature", str(error))
        return
    tree = Tree.of_hashes(hash_leaf(row) for row in after.entries())
    if large.size < small.size:
        sentence = f"The record shrank from {small.size} to {large.size} entries."
        yield Problem("history", sentence, large.size)
    elif small.size <= tree.size and tree.root(small.size) != small.root:
        yield Problem("checkpoint", "The newer record does not continue the older checkpoint.")
