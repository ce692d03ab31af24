"""How many people to move when tables have shrunk: the fewest, by size alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

__all__ = ["Plan", "plan_tables"]


@dataclass(frozen=True)
class Plan:
    """Which tables close and how many sit at each afterwards.

    Attributes
    ----------
    sizes : tuple of int
        0 for tables that close.
    fewest : int
        People who must move, whatever tables they go to.
    """

    sizes: tuple[int, ...]
    fewest: int


def plan_tables(
    here: Sequence[int],
    seats: Sequence[int],
    newcomers: int,
    smallest: int,
    bound: Collection[int] = (),
) -> Plan | None:
    """Choose the tables to close so that the fewest people move; None where it cannot be.

    Parameters
    ----------
    here : sequence of int
        People left at each table.
    seats : sequence of int
        The most at each.
    newcomers : int
        People without a table.
    smallest : int
        A table with fewer closes or is filled up.
    bound : collection of int
        Tables that must stay.

    Notes
    -----
    With k tables closed, `out` of their people move, and the others lack `need` people to be large
    enough; max(out, need - newcomers) people move. Both grow when a larger table is
    closed in place of a smaller one, so for each k the k smallest close, and the best k wins.

    Examples
    --------
    >>> plan_tables([7, 2, 6, 5], [9, 9, 9, 9], 0, 6)
    Plan(sizes=(7, 0, 7, 6), fewest=2)
    """
    order = sorted((t for t in range(len(here)) if t not in bound), key=lambda t: (here[t], t))
    need = sum(max(0, smallest - people) for people in here)
    give = sum(max(0, people - smallest) for people in here)
    room, out, total = sum(seats), 0, sum(here) + newcomers
    best: tuple[int, int] | None = None
    for closed in range(len(order) + 1):
        extra = max(0, need - out - newcomers)
        if room >= total and give >= extra and (best is None or out + extra < best[0]):
            best = (out + extra, closed)
        if closed < len(order):
            people = here[order[closed]]
            out, room = out + people, room - seats[order[closed]]
            need -= max(0, smallest - people)
            give -= max(0, people - smallest)
    if best is None:
        return None
    return Plan(_sizes(here, seats, newcomers, smallest, set(order[: best[1]])), best[0])


def _sizes(
    here: Sequence[int],
    seats: Sequence[int],
    newcomers: int,
    smallest: int,
    closed: Collection[int],
) -> tuple[int, ...]:
    """Fill small tables first, then the smallest again; take from the largest what lacks."""
    stay = [t for t in range(len(here)) if t not in closed]
    sizes = [here[t] if t not in closed else 0 for t in range(len(here))]
    coming = sum(here[t] for t in closed) + newcomers
    while coming or min((sizes[t] for t in stay), default=smallest) < smallest:
        to = min((t for t in stay if sizes[t] < seats[t]), key=lambda t: (sizes[t], t))
        if coming:
            coming -= 1
        else:
            sizes[max(stay, key=lambda t: (sizes[t], -t))] -= 1
        sizes[to] += 1
    return tuple(sizes)
