"""The way from one entry to the signed root, step by step, as it is drawn and as it is checked."""

from collections.abc import Iterator
from dataclasses import dataclass

from citizenspring.engines.record import hash_children, inclusion_path

from .storage import stored_tree

__all__ = ["Proof", "Step", "proof_of"]


@dataclass(frozen=True)
class Step:
    """One level of the tree: the hash so far, its neighbour, and what the two give together."""

    neighbour: bytes
    is_left: bool
    result: bytes

    @property
    def short_neighbour(self) -> str:
        return self.neighbour.hex()[:8]

    @property
    def short_result(self) -> str:
        return self.result.hex()[:8]


@dataclass(frozen=True)
class Proof:
    """An entry's place, proved in a tree of so many entries."""

    leaf: bytes
    index: int
    size: int
    path: tuple[bytes, ...]

    @property
    def short_leaf(self) -> str:
        return self.leaf.hex()[:8]

    def steps(self) -> list[Step]:
        """From the entry up to the root."""
        return list(self._walk())

    def _walk(self) -> Iterator[Step]:
        position, last, hashed = self.index, self.size - 1, self.leaf
        for neighbour in self.path:
            is_left = bool(position % 2 or position == last)
            if is_left:
                hashed = hash_children(neighbour, hashed)
                while position % 2 == 0 and position:
                    position, last = position // 2, last // 2
            else:
                hashed = hash_children(hashed, neighbour)
            position, last = position // 2, last // 2
            yield Step(neighbour, is_left, hashed)


def proof_of(leaf: bytes, index: int, size: int) -> Proof:
    path = inclusion_path(stored_tree(size).node, index, size)
    return Proof(leaf, index, size, tuple(path))
