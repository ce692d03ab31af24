"""Find a panel that obeys every condition and has a high sum of wishes, in whole numbers.

A tabu search: one person leaves, another comes in, and neither may turn back for a few
steps. A broken quota costs a fine, so that the search may pass through panels that are not
allowed. Only whole numbers are added and compared, so that every machine finds the same panels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from citizenspring.engines.compiled import compiled

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Conditions

__all__ = ["Board", "board_of", "place", "refill", "seek", "tenure_of"]

_LOWEST = -(1 << 62)
_DOUBLE_EVERY = 50


class Board(NamedTuple):
    """The state of the search.

    Attributes
    ----------
    values : array of int32, shape (people, columns)
    least, most, seats : arrays of int, shape (quotas and households,)
        What is asked for, and how many are on the panel now.
    more, fewer : arrays of int, same shape
        By how much the number of broken seats grows with one more and with one fewer.
    inside : array of bool, shape (people,)
    barred : array of int, shape (people,)
        The step up to which a person may not move.
    panel, best : arrays of int32, shape (size,)
        The panel now, and the best one found that obeys everything.
    broken : array of int, shape (1,)
        How many seats too many or too few there are over all quotas.
    costs : array of int, shape (people,)
        By how much the number of broken seats grows when a person comes in.
    members, starts : arrays of int
        ``members[starts[at]:starts[at + 1]]`` are the people counted by number `at`.
    """

    values: NDArray[np.int32]
    least: NDArray[np.int64]
    most: NDArray[np.int64]
    seats: NDArray[np.int64]
    more: NDArray[np.int64]
    fewer: NDArray[np.int64]
    inside: NDArray[np.bool_]
    barred: NDArray[np.int64]
    panel: NDArray[np.int32]
    best: NDArray[np.int32]
    broken: NDArray[np.int64]
    costs: NDArray[np.int64]
    members: NDArray[np.int64]
    starts: NDArray[np.int64]


def board_of(conditions: Conditions) -> Board:
    """Make an empty board."""
    people, numbers = len(conditions.ids), len(conditions.bounds[0])
    flat = conditions.columns.ravel()
    counts = np.bincount(flat, minlength=numbers)
    return Board(
        values=conditions.columns,
        least=conditions.bounds[0],
        most=conditions.bounds[1],
        seats=np.zeros(numbers, dtype=np.int64),
        more=np.zeros(numbers, dtype=np.int64),
        fewer=np.zeros(numbers, dtype=np.int64),
        inside=np.zeros(people, dtype=np.bool_),
        barred=np.zeros(people, dtype=np.int64),
        panel=np.zeros(conditions.size, dtype=np.int32),
        best=np.zeros(conditions.size, dtype=np.int32),
        broken=np.zeros(1, dtype=np.int64),
        costs=np.zeros(people, dtype=np.int64),
        members=np.argsort(flat, kind="stable") // conditions.columns.shape[1],
        starts=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
    )


def tenure_of(board: Board, wanted: int) -> int:
    """For how many steps nobody turns back: fewer where few could still move."""
    seats = len(board.panel)
    return max(0, min(wanted, (seats - 1) // 2, (len(board.inside) - seats - 1) // 2))


@compiled
def _move(board: Board, person: int, sign: int) -> None:
    """Let a person in (1) or out (-1)."""
    board.inside[person] = sign > 0
    for column in range(board.values.shape[1]):
        at = board.values[person, column]
        board.broken[0] += board.more[at] if sign > 0 else board.fewer[at]
        board.seats[at] += sign
        seats, least, most = board.seats[at], board.least[at], board.most[at]
        more = int(seats >= most) - int(seats < least)
        change = more - board.more[at]
        if change != 0:
            board.more[at] = more
            for slot in range(board.starts[at], board.starts[at + 1]):
                board.costs[board.members[slot]] += change
        board.fewer[at] = int(seats <= least) - int(seats > most)


@compiled
def _clear(board: Board) -> None:
    for person in range(len(board.inside)):
        board.inside[person] = False
        board.barred[person] = 0
        board.costs[person] = 0
    board.broken[0] = 0
    for at in range(len(board.least)):
        board.seats[at] = 0
        board.broken[0] += board.least[at]
        board.more[at] = int(board.most[at] <= 0) - int(board.least[at] > 0)
        board.fewer[at] = 1
        if board.more[at] != 0:
            for slot in range(board.starts[at], board.starts[at + 1]):
                board.costs[board.members[slot]] += board.more[at]


@compiled
def _newcomer(board: Board, wishes: NDArray[np.int64], fine: int, step: int) -> int:
    """Who should come in; -1 when all are barred."""
    best, highest = -1, _LOWEST
    for person in range(len(wishes)):
        worth = wishes[person] - fine * board.costs[person]
        if worth > highest and not board.inside[person] and board.barred[person] <= step:
            best, highest = person, worth
    return best


@compiled
def _leaver(board: Board, wishes: NDArray[np.int64], fine: int, step: int) -> int:
    """Whose seat should be given up; -1 when all are barred."""
    best, highest = -1, _LOWEST
    for seat in range(len(board.panel)):
        person = board.panel[seat]
        if board.barred[person] > step:
            continue
        cost = 0
        for column in range(board.values.shape[1]):
            cost += board.fewer[board.values[person, column]]
        worth = -wishes[person] - fine * cost
        if worth > highest:
            best, highest = seat, worth
    return best


@compiled
def refill(board: Board, wishes: NDArray[np.int64], fine: int) -> None:
    """Fill an empty panel seat by seat."""
    _clear(board)
    for seat in range(len(board.panel)):
        person = _newcomer(board, wishes, fine, 0)
        board.panel[seat] = person
        _move(board, person, 1)


@compiled
def place(board: Board, panel: NDArray[np.int32]) -> None:
    """Put a given panel on the board."""
    _clear(board)
    for seat in range(len(panel)):
        board.panel[seat] = panel[seat]
        _move(board, panel[seat], 1)


@compiled
def _swap(board: Board, wishes: NDArray[np.int64], fine: int, step: int, tenure: int) -> int:
    """One step of the search; how much the sum of wishes grew."""
    seat = _leaver(board, wishes, fine, step)
    if seat < 0:
        return 0
    old = board.panel[seat]
    _move(board, old, -1)
    board.barred[old] = step + tenure
    new = _newcomer(board, wishes, fine, step)
    if new < 0:
        new = old
    board.panel[seat] = new
    _move(board, new, 1)
    board.barred[new] = step + tenure
    return int(wishes[new] - wishes[old])


@compiled
def _keep(board: Board) -> None:
    for seat in range(len(board.panel)):
        board.best[seat] = board.panel[seat]


@compiled
def seek(
    board: Board, wishes: NDArray[np.int64], fine: int, steps: int, after: int, tenure: int
) -> bool:
    """Search from the panel on the board; the best goes to ``board.best``.

    Parameters
    ----------
    board : Board
    wishes : array of int, shape (people,)
    fine : int
        What a seat too many or too few costs; doubled now and then until a panel is found.
    steps : int
        Steps at most.
    after : int
        Steps without a better panel, once there is one.
    tenure : int
        For how many steps nobody turns back.

    Returns
    -------
    bool
        Whether a panel was found that obeys everything.
    """
    total = 0
    for seat in range(len(board.panel)):
        total += wishes[board.panel[seat]]
    found, highest, left = False, _LOWEST, after
    for step in range(1, steps + 1):
        if board.broken[0] == 0 and total > highest:
            _keep(board)
            found, highest, left = True, total, after
        if found:
            left -= 1
            if left < 0:
                break
        elif step % _DOUBLE_EVERY == 0:
            fine *= 2
        total += _swap(board, wishes, fine, step, tenure)
    return found
