"""Simulated annealing over exchanges of seats, in whole numbers only.

Every cost is an integer, every random number comes from an integer generator seeded by
SHA-256, and temperatures are integers too: nothing depends on how a processor or a library
rounds, so the same seed gives the same seating on every machine.

References
----------
Kirkpatrick, Gelatt, Vecchi, "Optimization by simulated annealing", Science 220, 1983,
doi:10.1126/science.220.4598.671.
Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014,
doi:10.1145/2660193.2660195.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.compiled import compiled
from citizenspring.engines.seating.exchanging import (
    barred,
    exchange,
    gain,
    refresh,
    together_change,
    whole,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from citizenspring.engines.seating.board import Board, Facts, Weights

__all__ = ["anneal"]

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)
_TOP = np.uint64(1 << 63)
_LOW = np.uint64(0xFFFFFFFF)
_B1, _B27, _B30, _B31, _B32, _B48 = (np.uint64(n) for n in (1, 27, 30, 31, 32, 48))
_ONE = 1 << 16
_MOST_ZEROS = 40
# Those who sit together take as long to move as so many who sit alone.
_UNIT_COSTS = 48


@compiled
def anneal(
    facts: Facts,
    board: Board,
    weights: Weights,
    heat: int,
    span: tuple[int, int, int],
    state: NDArray[np.uint64],
) -> int:
    """Try exchanges at one temperature; return how much all costs changed.

    Parameters
    ----------
    facts, board, weights
        The board is changed in place.
    heat : int
        Cost that every second exchange may add.
    span : tuple of int
        First round, end of the rounds, and how many exchanges to try in each.
    state : uint64 (1,)
        Of the generator; changed.
    """
    begin, end, tries = span
    refresh(facts, board, weights, begin, end)
    total, left = 0, tries * (end - begin)
    while left > 0:
        for r in range(begin, end):
            left -= 1
            draw, free = _draw(state), np.uint64(facts.free_count[r])
            # Thirty-two bits each: the favour to anybody is below one in ten thousand.
            p = whole(facts.free[r, whole(((draw >> _B32) * free) >> _B32)])
            q = whole(facts.free[r, whole(((draw & _LOW) * free) >> _B32)])
            if board.at[p, r] == board.at[q, r]:
                continue
            if facts.unit_size[p] > 1 or facts.unit_size[q] > 1:
                left -= _UNIT_COSTS
            total += _try(facts, board, weights, (r, p, q), _limit(heat, state))
    return total


@compiled
def _draw(state: NDArray[np.uint64]) -> np.uint64:
    """SplitMix64."""
    state[0] += _GOLDEN
    z = state[0]
    z = (z ^ (z >> _B30)) * _MIX_1
    z = (z ^ (z >> _B27)) * _MIX_2
    mixed: np.uint64 = z ^ (z >> _B31)
    return mixed


@compiled
def _limit(heat: int, state: NDArray[np.uint64]) -> int:
    """The most an exchange may cost: exponential, with straight lines between powers of two."""
    bits = _draw(state)
    zeros = 0
    while bits < _TOP and zeros < _MOST_ZEROS:
        bits <<= _B1
        zeros += 1
    part = whole((bits << _B1) >> _B48)
    return (heat * (zeros * _ONE + _ONE - part)) >> 16


@compiled
def _try(
    facts: Facts, board: Board, weights: Weights, move: tuple[int, int, int], limit: int
) -> int:
    r, p, q = move
    if not (facts.plain[p] and facts.plain[q]):
        if facts.unit_size[p] > 1 or facts.unit_size[q] > 1:
            return together_change(facts, board, weights, move, limit)
        if barred(facts, board, r, p, whole(board.at[q, r]), q):
            return 0
        if barred(facts, board, r, q, whole(board.at[p, r]), p):
            return 0
    change = gain(facts, board, weights, move, limit)
    if change > limit:
        return 0
    exchange(facts, board, weights, move)
    return change
