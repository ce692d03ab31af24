"""A seating that explains itself: every figure here is counted from the seats themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Mixture", "Move", "Post", "Repeat", "Reseating", "Round", "Seating", "Table"]


@dataclass(frozen=True)
class Post:
    """An interpreter's place at a table.

    Attributes
    ----------
    interpreter : str
        Their label, the same over the rounds: the language and a number.
    language : str
        Of those who listen; the other language is the table's.
    listeners : tuple of ids
    """

    interpreter: str
    language: str
    listeners: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """One table in one round.

    Attributes
    ----------
    number : int
    people : tuple of ids
    languages : tuple of str
        All that everybody at the table speaks well.
    language : str or None
        The one to speak; None where languages were not asked.
    posts : tuple of Post
        Interpreters, where no language is common.
    facilitator : str or None
    facilitator_speaks : bool
        Whether the facilitator speaks the table's language well.
    composition : mapping
        People by attribute and value.
    distance : mapping of str to float
        By attribute: the share of the table that would have to be somebody else for the table to
        be exactly like the room.
    offers : tuple of str
        Properties of the table.
    needs : tuple of str
        Properties that its people need.
    """

    number: int
    people: tuple[str, ...]
    languages: tuple[str, ...]
    language: str | None
    posts: tuple[Post, ...]
    facilitator: str | None
    facilitator_speaks: bool
    composition: Mapping[str, Mapping[str, int]]
    distance: Mapping[str, float]
    offers: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True)
class Round:
    """All tables of one round, in the order of their numbers."""

    number: int
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Mixture:
    """How well tables are mixed by one attribute, over all rounds.

    Attributes
    ----------
    attribute : str
    room : mapping of str to int
        People of the whole room by value.
    mean, worst : float
        Distance of the tables from the room.
    possible : float
        No seating at tables of these sizes has a smaller mean.
    chance : float
        Mean of a seating drawn by lot.
    """

    attribute: str
    room: Mapping[str, int]
    mean: float
    worst: float
    possible: float
    chance: float


@dataclass(frozen=True)
class Repeat:
    """Two people who share a table more than once.

    Attributes
    ----------
    people : tuple of two ids
    rounds : tuple of int
    wanted : bool
        They are to sit together, or pins bring them together.
    """

    people: tuple[str, str]
    rounds: tuple[int, ...]
    wanted: bool


@dataclass(frozen=True)
class Seating:
    """Who sits where in every round, and how good that is.

    Attributes
    ----------
    seats : mapping of id to tuple of int
        Table of each person by round.
    rounds : tuple of Round
    mixtures : tuple of Mixture
        By attribute.
    repeats : tuple of Repeat
        Pairs who meet more than once.
    repeated : int
        Meetings beyond the first that nobody asked for.
    meetings : int
        Pairs at a table, over all rounds.
    tables : int
        Tables over all rounds.
    common : int
        Those with a language that all their people speak well, or where none was asked.
    interpreters : mapping of str to int
        How many are needed by language, each for one language over all rounds.
    facilitators_again : int
        Times a person meets the same facilitator once more.
    languages : tuple of str
        The languages tables may speak.
    traded : tuple of str
        What was given up for what, in whole sentences.
    seed : str
    """

    seats: Mapping[str, tuple[int, ...]]
    rounds: tuple[Round, ...]
    mixtures: tuple[Mixture, ...]
    repeats: tuple[Repeat, ...]
    repeated: int
    meetings: int
    tables: int
    common: int
    interpreters: Mapping[str, int]
    facilitators_again: int
    languages: tuple[str, ...]
    traded: tuple[str, ...]
    seed: str

    def table_of(self, person: str, number: int) -> Table:
        """Return a person's table in a round.

        Raises
        ------
        KeyError
            When she is not seated in it.
        """
        wanted = self.seats[person][number - 1]
        for table in self.rounds[number - 1].tables:
            if table.number == wanted:
                return table
        raise KeyError(person)


@dataclass(frozen=True)
class Move:
    """A person who changes to another table, or comes or goes.

    Attributes
    ----------
    person : str
    round : int
    before, after : int or None
        Tables; None before for who has just come, None after for who is not there.
    why : str
        One sentence.
    """

    person: str
    round: int
    before: int | None
    after: int | None
    why: str


@dataclass(frozen=True)
class Reseating:
    """What changes when people do not come or come late.

    Attributes
    ----------
    seating : Seating
        Of those who are there.
    moved : tuple of Move
        People who were seated and change tables.
    arrived, absent : tuple of Move
    fewest : int
        Proved: with tables of the sizes allowed, no fewer moves do.
    closed : mapping of int to tuple of int
        Tables that are no longer laid, by round.
    """

    seating: Seating
    moved: tuple[Move, ...]
    arrived: tuple[Move, ...]
    absent: tuple[Move, ...]
    fewest: int
    closed: Mapping[int, tuple[int, ...]]
