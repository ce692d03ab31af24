"""Who sits where as a method goes on, when tables move by a simple rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from citizenspring.engines.rounds.definition import Method

__all__ = ["tables_by_phase"]

Tables = tuple[tuple[int, ...], ...]


def tables_by_phase(method: Method, people: int) -> dict[str, Tables]:
    """Return the people (from 0) at each table in each phase.

    ``"mix"`` sends the person on seat k of a table k tables further, so that no two who sat
    together meet again while there are at least as many tables as seats. ``"host stays"`` does
    so for all but seat 0. A gathering that has to mix by commune or language asks the seating
    engine instead.

    Parameters
    ----------
    method : Method
    people : int

    Raises
    ------
    BadInput
        When nobody comes.

    Examples
    --------
    >>> from citizenspring.engines.rounds import shipped
    >>> tables = tables_by_phase(shipped("world-cafe"), 8)
    >>> tables["first"], tables["second"]
    (((0, 1, 2, 3), (4, 5, 6, 7)), ((0, 2, 5, 7), (1, 3, 4, 6)))
    """
    if people < 1:
        raise BadInput(f"{people} people come", expected="at least 1")
    size = method.table_size or people
    count = max(1, -(-people // size))
    first = _first(people, count)
    found: dict[str, Tables] = {}
    now = first
    for phase in method.phases:
        if phase.move == "mix":
            now = _moved(now, first_seat=0)
        elif phase.move == "host stays":
            now = _moved(now, first_seat=1)
        elif phase.move == "return":
            now = first
        found[phase.id] = now
    return found


def _first(people: int, count: int) -> Tables:
    """As even as they can be, in order."""
    shorter, longer = divmod(people, count)
    sizes = [shorter + (table < longer) for table in range(count)]
    starts = [sum(sizes[:table]) for table in range(count)]
    pairs = zip(starts, sizes, strict=True)
    return tuple(tuple(range(start, start + size)) for start, size in pairs)


def _moved(tables: Tables, *, first_seat: int) -> Tables:
    after: list[list[int]] = [[] for _ in tables]
    for number, table in enumerate(tables):
        for seat, person in enumerate(table):
            step = seat if seat >= first_seat else 0
            after[(number + step) % len(tables)].append(person)
    return tuple(tuple(table) for table in after)
