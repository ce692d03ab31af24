"""The tree cut into tiles of 256 hashes, as files that never change once full.

A tile at level L holds the roots of complete subtrees of 256^L leaves, so that a reader fetches a
few small files instead of the whole record, and a writer needs only the last tile of each level.

References
----------
C2SP tlog-tiles, https://c2sp.org/tlog-tiles
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from citizenspring.engines.errors import BadInput
from citizenspring.engines.record.canonical import MAX_ENTRY_BYTES
from citizenspring.engines.record.tree import HASH_SIZE, hash_children, root_at

__all__ = ["TILE_WIDTH", "Tile", "TiledTree", "bundle", "tiles_of", "unbundle"]

TILE_WIDTH = 256
_HEIGHT = 8


@dataclass(frozen=True, order=True)
class Tile:
    """The name of a tile.

    Parameters
    ----------
    level : int
        0 for leaf hashes.
    number : int
        Which tile of that level, from 0.
    width : int
        Hashes in it; 256 in a full one.

    Examples
    --------
    >>> Tile(0, 1234067).path
    'tile/0/x001/x234/067'
    >>> Tile(0, 273, 112).path
    'tile/0/273.p/112'
    """

    level: int
    number: int
    width: int = TILE_WIDTH

    @classmethod
    def at(cls, level: int, number_path: str) -> Self:
        """Read the part of a tile's path that follows its level.

        Raises
        ------
        BadInput
            No tile has this path.
        """
        plain, _, width = number_path.partition(".p/")
        digits = plain.replace("/", "").replace("x", "")
        if digits.isdecimal() and digits.isascii() and (width.isdecimal() or not width):
            tile = cls(level, int(digits), int(width or TILE_WIDTH))
            if 0 < tile.width <= TILE_WIDTH and tile.path == f"tile/{level}/{number_path}":
                return tile
        raise BadInput(f"{number_path!r} names no tile", expected="such as x001/234 or 273.p/112")

    @property
    def path(self) -> str:
        """Where the tile stands below the record's address."""
        return f"tile/{self.level}/{_number_path(self.number, self.width)}"

    @property
    def bundle_path(self) -> str:
        """Where the entries of a tile of leaf hashes stand."""
        return f"tile/entries/{_number_path(self.number, self.width)}"


def _number_path(number: int, width: int) -> str:
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    path = "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
    return path if width == TILE_WIDTH else f"{path}.p/{width}"


def tiles_of(size: int) -> Iterator[Tile]:
    """List the tiles of a tree: every full one, and the last partial one of each level.

    Examples
    --------
    >>> [tile.path for tile in tiles_of(300)]
    ['tile/0/000', 'tile/0/001.p/44', 'tile/1/000.p/1']
    """
    level = 0
    while size:
        full, rest = divmod(size, TILE_WIDTH)
        yield from (Tile(level, number) for number in range(full))
        if rest:
            yield Tile(level, full, rest)
        level, size = level + 1, full


class TiledTree:
    """A tree kept as tiles somewhere else, of which a few are loaded at a time.

    Parameters
    ----------
    load : callable
        Gives the hashes of the tile (level, number), as they are stored, full or not.
    size : int
        Leaves the stored tree has.

    Attributes
    ----------
    changed : dict
        (level, number) → hashes of the tiles that appending touched; to be stored.

    Examples
    --------
    >>> from citizenspring.engines.record.tree import Tree, hash_leaf
    >>> kept = {}
    >>> tree = TiledTree(lambda level, number: kept[level, number])
    >>> tree.append([hash_leaf(b"one"), hash_leaf(b"two")])
    >>> kept.update(tree.changed)
    >>> again = TiledTree(lambda level, number: kept[level, number], 2)
    >>> again.root() == Tree([b"one", b"two"]).root()
    True
    """

    def __init__(self, load: Callable[[int, int], bytes], size: int = 0) -> None:
        self._load = load
        self._loaded: dict[tuple[int, int], bytes] = {}
        self._inner: dict[tuple[int, int], list[bytes]] = {}
        self.size = size
        self.changed: dict[tuple[int, int], bytes] = {}

    def append(self, leaves: Iterable[bytes]) -> None:
        """Add leaf hashes at the end."""
        for leaf in leaves:
            self._push(0, self.size, leaf)
            self.size += 1

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        row, depth = divmod(level, _HEIGHT)
        first = index << depth
        number, offset = divmod(first, TILE_WIDTH)
        hashes = self._tile(row, number)
        if len(hashes) == TILE_WIDTH * HASH_SIZE:
            return self._pyramid(row, number)[(TILE_WIDTH >> depth) + (offset >> depth)]
        return _fold(hashes[offset * HASH_SIZE : (offset + (1 << depth)) * HASH_SIZE])

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves (all of them by default)."""
        return root_at(self.node, self.size if size is None else size)

    def _push(self, level: int, index: int, hashed: bytes) -> None:
        number, offset = divmod(index, TILE_WIDTH)
        hashes = (self._tile(level, number) if offset else b"") + hashed
        self._loaded[level, number] = self.changed[level, number] = hashes
        if offset == TILE_WIDTH - 1:
            self._push(level + 1, number, _fold(hashes))

    def _tile(self, level: int, number: int) -> bytes:
        key = (level, number)
        if key not in self._loaded:
            self._loaded[key] = self._load(level, number)
        return self._loaded[key]

    def _pyramid(self, level: int, number: int) -> list[bytes]:
        key = (level, number)
        if key not in self._inner:
            self._inner[key] = _pyramid(self._loaded[key])
        return self._inner[key]


def _fold(hashes: bytes) -> bytes:
    """Return the root of a power of two of hashes."""
    row = _cut(hashes)
    while len(row) > 1:
        row = [hash_children(row[at], row[at + 1]) for at in range(0, len(row), 2)]
    return row[0]


def _pyramid(hashes: bytes) -> list[bytes]:
    """Return every inner hash of a full tile as a heap: the children of i are 2i and 2i + 1."""
    heap = [b""] * TILE_WIDTH + _cut(hashes)
    for at in range(TILE_WIDTH - 1, 0, -1):
        heap[at] = hash_children(heap[2 * at], heap[2 * at + 1])
    return heap


def _cut(hashes: bytes) -> list[bytes]:
    return [hashes[at : at + HASH_SIZE] for at in range(0, len(hashes), HASH_SIZE)]


def bundle(entries: Iterable[bytes]) -> bytes:
    r"""Pack entries as a tlog-tiles entry bundle: each after its length in two bytes.

    Raises
    ------
    BadInput
        An entry is longer than 65,535 bytes.

    Examples
    --------
    >>> bundle([b"ab", b""])
    b'\x00\x02ab\x00\x00'
    """
    packed = bytearray()
    for entry in entries:
        if len(entry) > MAX_ENTRY_BYTES:
            raise BadInput(
                f"an entry has {len(entry)} bytes", expected=f"at most {MAX_ENTRY_BYTES}"
            )
        packed += len(entry).to_bytes(2) + entry
    return bytes(packed)


def unbundle(packed: bytes) -> list[bytes]:
    """Read the entries of a bundle.

    Raises
    ------
    BadInput
        The bundle is cut off.
    """
    entries, at = [], 0
    while at < len(packed):
        end = at + 2 + int.from_bytes(packed[at : at + 2])
        if end > len(packed) or at + 2 > len(packed):
            raise BadInput("the entry bundle is cut off")
        entries.append(packed[at + 2 : end])
        at = end
    return entries
