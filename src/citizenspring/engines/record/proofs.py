"""Checking proofs, without the tree they were taken from."""

from collections.abc import Sequence

from citizenspring.engines.record.tree import EMPTY_ROOT, HASH_SIZE, hash_children

__all__ = ["proves_consistency", "proves_inclusion", "root_from_inclusion"]


def root_from_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes]) -> bytes | None:
    """Return the root that a proof leads to, or None where it has the wrong shape.

    Parameters
    ----------
    leaf : bytes
        The leaf hash.
    index, size : int
        Where the leaf stands, and in how many.
    path : sequence of bytes
        The proof, from the leaf upwards.

    Returns
    -------
    bytes or None
        To be compared with a signed root.

    References
    ----------
    RFC 9162, section 2.1.3.2.
    """
    if not 0 <= index < size or any(len(step) != HASH_SIZE for step in path):
        return None
    position, last, hashed = index, size - 1, leaf
    for step in path:
        if last == 0:
            return None
        if position % 2 or position == last:
            hashed = hash_children(step, hashed)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            hashed = hash_children(hashed, step)
        position, last = position // 2, last // 2
    return hashed if last == 0 else None


def proves_inclusion(
    leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes
) -> bool:
    """Say whether a leaf stands at `index` in the tree of `size` leaves with this root.

    Examples
    --------
    >>> from citizenspring.engines.record.tree import Tree, hash_leaf
    >>> tree = Tree([b"one", b"two", b"three"])
    >>> proves_inclusion(hash_leaf(b"two"), 1, 3, tree.inclusion(1), tree.root())
    True
    >>> proves_inclusion(hash_leaf(b"too"), 1, 3, tree.inclusion(1), tree.root())
    False
    """
    return root_from_inclusion(leaf, index, size, path) == root


def proves_consistency(
    old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]
) -> bool:
    """Say whether the larger tree keeps every leaf of the smaller one, in its place.

    Parameters
    ----------
    old, new : int
        Leaves of the two trees.
    old_root, new_root : bytes
        Their roots.
    path : sequence of bytes
        The proof.

    Returns
    -------
    bool
        False for a proof of the wrong shape too.

    References
    ----------
    RFC 9162, section 2.1.4.2.

    Examples
    --------
    >>> from citizenspring.engines.record.tree import Tree
    >>> tree = Tree([b"one", b"two", b"three"])
    >>> proves_consistency(2, 3, tree.root(2), tree.root(3), tree.consistency(2, 3))
    True
    """
    if not 0 <= old <= new or any(len(step) != HASH_SIZE for step in path):
        return False
    if old == new:
        return not path and old_root == new_root
    if old == 0:
        return not path and old_root == EMPTY_ROOT
    return _roots_along(old, new, old_root, path) == (old_root, new_root)


def _roots_along(
    old: int, new: int, old_root: bytes, path: Sequence[bytes]
) -> tuple[bytes, bytes] | None:
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        return None
    position, last = old - 1, new - 1
    while position % 2:
        position, last = position // 2, last // 2
    small = large = steps[0]
    for step in steps[1:]:
        if last == 0:
            return None
        if position % 2 or position == last:
            small, large = hash_children(step, small), hash_children(step, large)
            while position % 2 == 0 and position:
                position, last = position // 2, last // 2
        else:
            large = hash_children(large, step)
        position, last = position // 2, last // 2
    return (small, large) if last == 0 else None
