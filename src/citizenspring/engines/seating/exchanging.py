"""What the exchange of two seats costs, and the exchange itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from citizenspring.engines.compiled import compiled

if TYPE_CHECKING:
    from citizenspring.engines.seating.board import Board, Facts, Weights

__all__ = ["barred", "exchange", "gain", "refresh", "together_change", "whole"]

_NO_LIMIT = 1 << 60
_NOBODY = -1


@compiled
def whole(number: Any) -> int:
    """Return the number with 64 bits: loops are compiled once for each type they meet."""
    wide: int = np.int64(number)  # type: ignore[assignment]  # whole numbers, here and there
    return wide


@compiled
def barred(facts: Facts, board: Board, r: int, p: int, table: int, leaving: int) -> bool:
    """Whether p may not come to a table: a need it does not meet, or a person to keep from."""
    if facts.needs[p] & ~facts.offers[table]:
        return True
    for k in range(facts.apart_start[p], facts.apart_start[p + 1]):
        other = facts.apart_people[k]
        if other != leaving and board.at[other, r] == table:
            return True
    return False


@compiled
def gain(
    facts: Facts, board: Board, weights: Weights, move: tuple[int, int, int], limit: int
) -> int:
    """What all costs change by when p and q exchange seats; exact only up to `limit`."""
    r, p, q = move
    t1, t2 = whole(board.at[p, r]), whole(board.at[q, r])
    again = whole(board.again[p, r]) + whole(board.again[q, r])
    change = _mixture(facts, board, move) - weights.repeat * again
    if change - board.tongue[r, t1] - board.tongue[r, t2] > limit:
        return limit + 1
    if facts.speaks[p] != facts.speaks[q] or facts.home[p] != facts.home[q]:
        change += _tongue_after(facts, board, weights, (r, t1, p, q)) - board.tongue[r, t1]
        change += _tongue_after(facts, board, weights, (r, t2, q, p)) - board.tongue[r, t2]
    if change > limit:
        return limit + 1
    change += weights.repeat * _met(facts, board, r, p, t2, q)
    if change > limit:
        return limit + 1
    change += weights.repeat * _met(facts, board, r, q, t1, p)
    return change


@compiled
def exchange(facts: Facts, board: Board, weights: Weights, move: tuple[int, int, int]) -> None:
    """Let p and q exchange seats."""
    r, p, q = move
    t1, t2 = whole(board.at[p, r]), whole(board.at[q, r])
    _meet(facts, board, r, p, -1)
    _meet(facts, board, r, q, -1)
    for a in range(facts.value.shape[1]):
        x, y = facts.value[p, a], facts.value[q, a]
        board.counts[r, t1, x] -= 1
        board.counts[r, t2, x] += 1
        board.counts[r, t2, y] -= 1
        board.counts[r, t1, y] += 1
    for language in range(facts.languages):
        more = (facts.speaks[q] >> language & 1) - (facts.speaks[p] >> language & 1)
        board.speakers[r, t1, language] += more
        board.speakers[r, t2, language] -= more
    s1, s2 = board.seat[p, r], board.seat[q, r]
    board.seat[p, r], board.seat[q, r] = s2, s1
    board.who[r, s1], board.who[r, s2] = q, p
    board.at[p, r], board.at[q, r] = t2, t1
    board.tongue[r, t1] = _tongue_after(
        facts, board, weights, (r, t1, whole(_NOBODY), whole(_NOBODY))
    )
    board.tongue[r, t2] = _tongue_after(
        facts, board, weights, (r, t2, whole(_NOBODY), whole(_NOBODY))
    )
    _meet(facts, board, r, p, 1)
    _meet(facts, board, r, q, 1)


@compiled
def refresh(facts: Facts, board: Board, weights: Weights, begin: int, end: int) -> None:
    """Reckon anew what the languages of every table cost."""
    for r in range(begin, end):
        for table in range(board.tongue.shape[1]):
            board.tongue[r, table] = _tongue_after(
                facts, board, weights, (r, table, whole(_NOBODY), whole(_NOBODY))
            )


@compiled
def _mixture(facts: Facts, board: Board, move: tuple[int, int, int]) -> int:
    """Change of both tables' distances from the room."""
    r, p, q = move
    t1, t2 = whole(board.at[p, r]), whole(board.at[q, r])
    one, two = facts.kind[r, t1], facts.kind[r, t2]
    change = 0
    for a in range(facts.value.shape[1]):
        x, y = facts.value[p, a], facts.value[q, a]
        if x != y:
            change += facts.step[one, y, board.counts[r, t1, y]]
            change -= facts.step[one, x, board.counts[r, t1, x] - 1]
            change += facts.step[two, x, board.counts[r, t2, x]]
            change -= facts.step[two, y, board.counts[r, t2, y] - 1]
    return change


@compiled
def _tongue_after(
    facts: Facts, board: Board, weights: Weights, change: tuple[int, int, int, int]
) -> int:
    """What a table's languages would cost once one has left (or -1) and one has come."""
    r, table, leaves, comes = change
    size = facts.first[r, table + 1] - facts.first[r, table]
    away = facts.speaks[leaves] if leaves >= 0 else whole(0)
    new = facts.speaks[comes] if comes >= 0 else whole(0)
    for k in range(facts.languages):
        if board.speakers[r, table, k] - (away >> k & 1) + (new >> k & 1) == size:
            return 0
    best = whole(_NO_LIMIT)
    for k in range(facts.languages):
        lacking = size - board.speakers[r, table, k] + (away >> k & 1) - (new >> k & 1)
        cost = weights.table + weights.listener * lacking
        if cost + weights.post < best:
            posts = _posts(facts, board, change, k)
            best = min(best, cost + weights.post * posts)
    return best if facts.languages else whole(0)


@compiled
def _posts(facts: Facts, board: Board, change: tuple[int, int, int, int], k: int) -> int:
    """How many languages must be interpreted at a table that speaks language k."""
    r, table, leaves, comes = change
    homes = whole(0)
    for s in range(facts.first[r, table], facts.first[r, table + 1]):
        m = whole(board.who[r, s])
        if m == leaves:
            m = comes
        if not facts.speaks[m] >> k & 1:
            homes |= facts.home[m]
    posts = 0
    while homes:
        homes &= homes - 1
        posts += 1
    return posts


@compiled
def _together(facts: Facts, board: Board, r: int, p: int, m: int) -> int:
    """In how many other rounds two people sit together; not counted where they must."""
    if facts.unit[p] == facts.unit[m]:
        return 0
    times = 0
    for other in range(board.at.shape[1]):
        if other != r and board.at[p, other] == board.at[m, other]:
            times += 1
    return times


@compiled
def _met(facts: Facts, board: Board, r: int, p: int, table: int, leaving: int) -> int:
    """How often p sits with the people of another table in other rounds."""
    times = 0
    for s in range(facts.first[r, table], facts.first[r, table + 1]):
        m = whole(board.who[r, s])
        if m != leaving:
            times += _together(facts, board, r, p, m)
    return times


@compiled
def _meet(facts: Facts, board: Board, r: int, p: int, sign: int) -> None:
    """Add (or take away) the meetings of p at her table to what everybody's repeats are."""
    table = whole(board.at[p, r])
    for s in range(facts.first[r, table], facts.first[r, table + 1]):
        m = whole(board.who[r, s])
        if m == p or facts.unit[p] == facts.unit[m]:
            continue
        times = _together(facts, board, r, p, m)
        if times:
            board.again[p, r] += sign * times
            board.again[m, r] += sign * times
            for other in range(board.at.shape[1]):
                if other != r and board.at[p, other] == board.at[m, other]:
                    board.again[p, other] += sign
                    board.again[m, other] += sign


@compiled
def together_change(
    facts: Facts, board: Board, weights: Weights, move: tuple[int, int, int], limit: int
) -> int:
    """Exchange those who sit together as one; return the change, 0 where it may not be.

    The smaller side is filled up with people of its table who sit for themselves.
    """
    r, p, q = move
    if facts.unit_size[p] < facts.unit_size[q]:
        p, q = q, p
    size = facts.unit_size[p]
    ours = facts.unit_start[facts.unit[p]]
    if not _partners(facts, board, r, p, q):
        return 0
    home, there = whole(board.at[p, r]), whole(board.at[q, r])
    change = 0
    for k in range(size):
        pair = (r, whole(facts.unit_people[ours + k]), whole(board.partners[k]))
        change += gain(facts, board, weights, pair, whole(_NO_LIMIT))
        exchange(facts, board, weights, pair)
    fits = change <= limit
    for k in range(size):
        fits &= not barred(
            facts, board, r, whole(facts.unit_people[ours + k]), there, whole(_NOBODY)
        )
        fits &= not barred(facts, board, r, whole(board.partners[k]), home, whole(_NOBODY))
    if fits:
        return change
    for k in range(size):
        pair = (r, whole(board.partners[k]), whole(facts.unit_people[ours + k]))
        exchange(facts, board, weights, pair)
    return 0


@compiled
def _partners(facts: Facts, board: Board, r: int, p: int, q: int) -> bool:
    """Choose as many at q's table as sit with p: q's unit, then people on their own."""
    size, found = facts.unit_size[p], 0
    mine, yours = facts.unit_start[facts.unit[p]], facts.unit_start[facts.unit[q]]
    for k in range(size):
        if facts.fixed[facts.unit_people[mine + k], r]:
            return False
    for k in range(facts.unit_size[q]):
        board.partners[found] = facts.unit_people[yours + k]
        found += 1
        if facts.fixed[facts.unit_people[yours + k], r]:
            return False
    table = whole(board.at[q, r])
    low, chairs = facts.first[r, table], facts.first[r, table + 1] - facts.first[r, table]
    for k in range(chairs):
        m = board.who[r, low + (board.seat[q, r] - low + k) % chairs]
        if found < size and m != q and facts.unit_size[m] == 1 and not facts.fixed[m, r]:
            board.partners[found] = m
            found += 1
    return bool(found == size)
