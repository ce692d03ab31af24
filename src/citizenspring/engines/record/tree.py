"""The Merkle tree of RFC 6962: its hashes, and proofs that anyone can check.

Every function takes `node(level, index)`, the hash of the complete subtree over the leaves
from ``index·2^level`` on, as many as ``2^level``; where these hashes are kept does not matter.
"""

from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Self

from citizenspring.engines.errors import BadInput

__all__ = [
    "EMPTY_ROOT",
    "HASH_SIZE",
    "Node",
    "Tree",
    "consistency_path",
    "hash_children",
    "hash_leaf",
    "inclusion_path",
    "root_at",
]

HASH_SIZE = 32
EMPTY_ROOT = sha256(b"").digest()

Node = Callable[[int, int], bytes]


def hash_leaf(entry: bytes) -> bytes:
    """Hash one entry, marked so that it can never pass for an inner node.

    Examples
    --------
    >>> hash_leaf(b"").hex()[:16]
    '6e340b9cffb37a98'
    """
    return sha256(b"\x00" + entry).digest()


def hash_children(left: bytes, right: bytes) -> bytes:
    """Hash an inner node from its two children."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """A Merkle tree in memory that only grows.

    Parameters
    ----------
    entries : iterable of bytes, optional
        The first entries.

    References
    ----------
    RFC 6962, Certificate Transparency, section 2.1.

    Examples
    --------
    >>> tree = Tree([b"one", b"two"])
    >>> tree.append(b"three")
    2
    >>> tree.size
    3
    >>> tree.root(2) == Tree([b"one", b"two"]).root()
    True
    """

    def __init__(self, entries: Iterable[bytes] = ()) -> None:
        self._levels: list[bytearray] = [bytearray()]
        self.size = 0
        for entry in entries:
            self.append(entry)

    @classmethod
    def of_hashes(cls, hashes: Iterable[bytes]) -> Self:
        """Grow a tree from leaf hashes."""
        tree = cls()
        for leaf in hashes:
            tree.append_hash(leaf)
        return tree

    def append(self, entry: bytes) -> int:
        """Add an entry and return its index."""
        return self.append_hash(hash_leaf(entry))

    def append_hash(self, leaf: bytes) -> int:
        """Add an entry known by its leaf hash and return its index."""
        levels = self._levels
        levels[0] += leaf
        index = self.size
        self.size = count = index + 1
        level, hashed = 0, leaf
        while count % 2 == 0:
            hashed = hash_children(bytes(levels[level][-2 * HASH_SIZE : -HASH_SIZE]), hashed)
            level, count = level + 1, count // 2
            if level == len(levels):
                levels.append(bytearray())
            levels[level] += hashed
        return index

    def node(self, level: int, index: int) -> bytes:
        """Return the hash of a complete subtree."""
        return bytes(self._levels[level][index * HASH_SIZE : (index + 1) * HASH_SIZE])

    def leaf(self, index: int) -> bytes:
        """Return one leaf hash."""
        return self.node(0, index)

    def root(self, size: int | None = None) -> bytes:
        """Return the root over the first `size` leaves (all of them by default)."""
        return root_at(self.node, self._size(size))

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """Prove that a leaf is in the tree of the first `size` leaves."""
        return inclusion_path(self.node, index, self._size(size))

    def consistency(self, old: int, new: int | None = None) -> list[bytes]:
        """Prove that the tree of `new` leaves continues the tree of `old` leaves."""
        return consistency_path(self.node, old, self._size(new))

    def _size(self, size: int | None) -> int:
        if size is None:
            return self.size
        if not 0 <= size <= self.size:
            raise BadInput(f"a tree of {size} leaves was asked for", expected=f"0 to {self.size}")
        return size


def root_at(node: Node, size: int) -> bytes:
    """Return the root over the first `size` leaves.

    Parameters
    ----------
    node : callable
        Hashes of complete subtrees.
    size : int
        Number of leaves.

    Returns
    -------
    bytes
        32 bytes.
    """
    return _span(node, 0, size) if size else EMPTY_ROOT


def inclusion_path(node: Node, index: int, size: int) -> list[bytes]:
    """Return the hashes that lead from a leaf to the root.

    Parameters
    ----------
    node : callable
        Hashes of complete subtrees.
    index : int
        The leaf, counted from 0.
    size : int
        Leaves of the tree it is proved in.

    Returns
    -------
    list of bytes
        From the leaf upwards.

    Raises
    ------
    BadInput
        There is no such leaf.

    References
    ----------
    RFC 6962, section 2.1.1.
    """
    if not 0 <= index < size:
        raise BadInput(f"leaf {index} was asked for", expected=f"0 to {size - 1}")
    path: list[bytes] = []
    low, high = 0, size
    while high - low > 1:
        middle = low + _split(high - low)
        if index < middle:
            path.append(_span(node, middle, high))
            high = middle
        else:
            path.append(_span(node, low, middle))
            low = middle
    path.reverse()
    return path


def consistency_path(node: Node, old: int, new: int) -> list[bytes]:
    """Return the hashes that show a tree to be the continuation of a smaller one.

    Parameters
    ----------
    node : callable
        Hashes of complete subtrees.
    old, new : int
        Leaves of the smaller and the larger tree.

    Returns
    -------
    list of bytes
        Empty where there is nothing to show (`old` is 0 or equals `new`).

    Raises
    ------
    BadInput
        `old` is larger than `new`.

    References
    ----------
    RFC 6962, section 2.1.2.
    """
    if not 0 <= old <= new:
        raise BadInput(
            f"a proof from {old} to {new} leaves was asked for", expected="0 ≤ old ≤ new"
        )
    if old in {0, new}:
        return []
    path: list[bytes] = []
    low, high, whole = 0, new, True
    while old != high:
        middle = low + _split(high - low)
        if old <= middle:
            path.append(_span(node, middle, high))
            high = middle
        else:
            path.append(_span(node, low, middle))
            low, whole = middle, False
    if not whole:
        path.append(_span(node, low, high))
    path.reverse()
    return path


def _span(node: Node, low: int, high: int) -> bytes:
    width = high - low
    level = width.bit_length() - 1
    if width == 1 << level:
        return node(level, low >> level)
    middle = low + _split(width)
    return hash_children(_span(node, low, middle), _span(node, middle, high))


def _split(width: int) -> int:
    return 1 << ((width - 1).bit_length() - 1)
