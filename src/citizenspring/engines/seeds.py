"""Randomness that repeats in ten years: a SHA-256 stream of a seed and a name.

The generators of Python and NumPy promise no identical draw across versions. Here the
bytes are ``SHA-256(len(seed) ‖ seed ‖ name ‖ counter)`` for counter 0, 1, 2, …, so that
anybody can repeat a public draw with any tool that knows SHA-256.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, TypeVar

import numpy as np

if TYPE_CHECKING:
    from collections.abc import MutableSequence, Sequence

    from numpy.typing import NDArray

__all__ = ["Stream"]

T = TypeVar("T")

_BLOCK = hashlib.sha256().digest_size


class Stream:
    """A reproducible source of random numbers.

    Parameters
    ----------
    seed : str or int
        The published seed. ``7`` and ``"7"`` are the same seed.
    name : str
        What the numbers are for; different names give independent streams.

    Examples
    --------
    >>> Stream("spring", "draw").below(1000), Stream("spring", "draw").below(1000)
    (810, 810)
    >>> Stream("spring", "other").shuffled("abcdef")
    ['b', 'c', 'd', 'a', 'e', 'f']
    """

    def __init__(self, seed: str | int, name: str) -> None:
        said = str(seed).encode()
        self._key = hashlib.sha256(len(said).to_bytes(8, "big") + said + name.encode())
        self._counter = 0
        self._rest = b""

    def take(self, size: int) -> bytes:
        """Return the next `size` bytes of the stream."""
        blocks = [self._rest]
        missing = size - len(self._rest)
        for _ in range(-(-missing // _BLOCK) if missing > 0 else 0):
            block = self._key.copy()
            block.update(self._counter.to_bytes(8, "big"))
            blocks.append(block.digest())
            self._counter += 1
        found = b"".join(blocks)
        self._rest = found[size:]
        return found[:size]

    def below(self, limit: int) -> int:
        """Return a whole number from 0 to `limit` - 1, all equally likely.

        Raises
        ------
        ValueError
            When `limit` is below 1.
        """
        if limit < 1:
            msg = "limit must be at least 1"
            raise ValueError(msg)
        size = max(1, -(-(limit - 1).bit_length() // 8))
        # Rejection: the values above the last whole multiple of the limit would favour some.
        ceiling = (1 << (8 * size)) // limit * limit
        while True:
            value = int.from_bytes(self.take(size), "big")
            if value < ceiling:
                return value % limit

    def floats(self, size: int) -> NDArray[np.float64]:
        """Return `size` numbers in [0, 1) with 53 random bits each, shape ``(size,)``."""
        words = np.frombuffer(self.take(8 * size), dtype=">u8").astype(np.uint64)
        return (words >> np.uint64(11)).astype(np.float64) * 2.0**-53

    def normals(self, size: int) -> NDArray[np.float64]:
        """Return `size` standard normal numbers (Box and Muller), shape ``(size,)``."""
        pairs = -(-size // 2)
        uniform = self.floats(2 * pairs)
        radius = np.sqrt(-2.0 * np.log1p(-uniform[:pairs]))
        angle = 2.0 * np.pi * uniform[pairs:]
        return np.concatenate([radius * np.cos(angle), radius * np.sin(angle)])[:size]

    def shuffle(self, items: MutableSequence[T]) -> None:
        """Put `items` in a random order in place (Fisher and Yates), all orders equally likely."""
        for last in range(len(items) - 1, 0, -1):
            other = self.below(last + 1)
            items[last], items[other] = items[other], items[last]

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items as a new list in random order."""
        mixed = list(items)
        self.shuffle(mixed)
        return mixed

    def sample(self, size: int, count: int) -> NDArray[np.int64]:
        """Return `count` different numbers below `size` in rising order, shape ``(count,)``.

        Raises
        ------
        ValueError
            When more are asked for than there are.
        """
        if not 0 <= count <= size:
            msg = f"cannot take {count} of {size}"
            raise ValueError(msg)
        # Floyd: one draw a number, however large the range.
        chosen: set[int] = set()
        for last in range(size - count, size):
            value = self.below(last + 1)
            chosen.add(last if value in chosen else value)
        return np.array(sorted(chosen), dtype=np.int64)
