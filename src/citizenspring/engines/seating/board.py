"""A seating as whole numbers in arrays: what stays the same, and who sits where just now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Board", "Facts", "Weights"]


class Weights(NamedTuple):
    """What counts how much, in parts of a table's whole distance (`distances.ONE`)."""

    table: int
    post: int
    listener: int
    repeat: int


class Facts(NamedTuple):
    """What no exchange of seats changes.

    Attributes
    ----------
    value : int32 (people, attributes)
        Number of the value each person has; each attribute has numbers of its own.
    step : int64 (sizes, values, seats)
        What one more person of a value adds to the distance of a table that has so many.
    speaks : int64 (people,)
        The working languages she speaks well, as bits.
    home : int64 (people,)
        The language an interpreter would speak with her, as a bit.
    needs, offers : int64 (people,) and (tables,)
        Properties of a table, as bits.
    fixed : bool (people, rounds)
        Pinned: does not move.
    free, free_count : int32 (rounds, people) and (rounds,)
        Those who may move, in front.
    plain : bool (people,)
        Without needs, units and people to keep from.
    unit, unit_size, unit_start, unit_people : int32
        Who must sit together: unit of each person and its size, and the people of each unit.
    apart_start, apart_people : int32
        Whom each person must not sit with.
    table_of : int32 (rounds, people)
        Table of each seat; -1 behind the last. Without it in the tuple the compiled loops were
        measured to take three times as long.
    first : int32 (rounds, tables + 1)
        First seat of each table; ``first[t + 1] - first[t]`` is its size.
    kind : int32 (rounds, tables)
        Which row of `step` a table's size has.
    languages : int
        Number of working languages.
    """

    value: NDArray[np.int32]
    step: NDArray[np.int64]
    speaks: NDArray[np.int64]
    home: NDArray[np.int64]
    needs: NDArray[np.int64]
    offers: NDArray[np.int64]
    fixed: NDArray[np.bool_]
    free: NDArray[np.int32]
    free_count: NDArray[np.int32]
    plain: NDArray[np.bool_]
    unit: NDArray[np.int32]
    unit_size: NDArray[np.int32]
    unit_start: NDArray[np.int32]
    unit_people: NDArray[np.int32]
    apart_start: NDArray[np.int32]
    apart_people: NDArray[np.int32]
    table_of: NDArray[np.int32]
    first: NDArray[np.int32]
    kind: NDArray[np.int32]
    languages: int


class Board(NamedTuple):
    """Who sits where, and what follows from it.

    Attributes
    ----------
    who : int32 (rounds, seats)
    seat, at : int32 (people, rounds)
        Seat and table of each person.
    counts : int32 (rounds, tables, values)
    speakers : int32 (rounds, tables, languages)
    tongue : int64 (rounds, tables)
        What the table's languages cost now.
    again : int32 (people, rounds)
        Times her table-mates of a round sit with her in other rounds.
    partners : int32 (largest table,)
        Room to note with whom a unit changes seats.
    """

    who: NDArray[np.int32]
    seat: NDArray[np.int32]
    at: NDArray[np.int32]
    counts: NDArray[np.int32]
    speakers: NDArray[np.int32]
    tongue: NDArray[np.int64]
    again: NDArray[np.int32]
    partners: NDArray[np.int32]
