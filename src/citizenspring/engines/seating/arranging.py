"""Seat a gathering: mixed tables that share a language, with few repeated meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from citizenspring.engines.errors import BadInput, Infeasible
from citizenspring.engines.seating import distances
from citizenspring.engines.seating.assembling import assembled
from citizenspring.engines.seating.board import Weights
from citizenspring.engines.seating.encoding import Problem, facts_of, set_board
from citizenspring.engines.seating.languages import working_languages
from citizenspring.engines.seating.people import UNCONDITIONAL, Conditions, Place, known, units_of
from citizenspring.engines.seating.sizes import (
    LARGEST,
    SMALLEST,
    shared_out,
    sizes_for_groups,
    table_sizes,
)
from citizenspring.engines.seating.start import first_seating
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from citizenspring.engines.seating.board import Board, Facts
    from citizenspring.engines.seating.people import Facilitator, Participant
    from citizenspring.engines.seating.result import Seating

__all__ = ["MOST_PEOPLE", "Progress", "anneal_rounds", "attributes_of", "seat_people"]

MOST_PEOPLE = 100_000
_MOST_ROUNDS = 20
# A common language goes before all else.
WEIGHTS = Weights(
    table=4 * distances.ONE,
    post=4 * distances.ONE,
    listener=distances.ONE,
    repeat=distances.ONE * 35 // 1000,
)
# Steps, the heat they start from and what is kept of it at each, in 2^-20: down to 0.002 of a
# table's distance.
_MIXING = ((104, distances.ONE * 15 // 1000, 1_028_262),)
# Hot enough first to bring people of one language together where that is hard.
_SORTING = ((24, distances.ONE, 873_813), *_MIXING)
# Small rooms need more tries a seat: there are fewer ways to keep everybody's tables new.
_TRIES_A_SEAT, _TRIES_IN_SMALL, _TRIES_MORE = 4_000, 7_500, 2_000_000
_MOST_TRIES = 150_000_000


class Progress(Protocol):
    """Told how many steps of how many are done."""

    def __call__(self, done: int, total: int, /) -> None: ...


def seat_people(  # noqa: PLR0913  # each is one thing that an organiser may wish for
    people: Sequence[Participant],
    *,
    size: int = 9,
    rounds: int = 3,
    seed: str | int = "citizenspring",
    attributes: Sequence[str] | None = None,
    languages: Iterable[str] | None = None,
    conditions: Conditions = UNCONDITIONAL,
    places: Sequence[Place] = (),
    facilitators: Sequence[Facilitator] = (),
    limits: tuple[int, int] = (SMALLEST, LARGEST),
    effort: float = 1.0,
    progress: Progress | None = None,
) -> Seating:
    """Seat people at tables for several rounds.

    Parameters
    ----------
    people : sequence of Participant
    size : int
        The most at a table; tables differ by one person at most.
    rounds : int
    seed : str or int
        Of all that is random; the same people and seed give the same seats.
    attributes : sequence of str, optional
        What to mix by; all that the first person has when not given.
    languages : iterable of str, optional
        Languages that tables may speak; those that many speak well when not given.
    conditions : Conditions
        Pins, people to sit together and apart: they hold in every result.
    places : sequence of Place, optional
        The tables of the room; numbered from 1 and able to meet every need when not given.
    facilitators : sequence of Facilitator
    limits : tuple of int
        Smallest and largest table allowed.
    effort : float
        More takes longer and finds a little better.
    progress : Progress, optional

    Returns
    -------
    Seating

    Raises
    ------
    BadInput
        When people or conditions make no sense.
    Infeasible
        When conditions cannot all hold: names them and the fewest to give up.

    Examples
    --------
    >>> from citizenspring.engines.seating import Participant, seat_people
    >>> people = [Participant(str(k), {"age": "old" if k % 2 else "young"}) for k in range(18)]
    >>> found = seat_people(people, size=9, rounds=1)
    >>> [table.composition["age"]["old"] for table in found.rounds[0].tables]
    [4, 5]
    """
    _check(people, rounds, effort)
    conditions.check(people, rounds)
    names = attributes_of(people, attributes)
    laid, sizes = _lay(people, places, conditions, size, limits)
    problem = Problem(
        people=tuple(people),
        places=laid,
        sizes=(sizes,) * rounds,
        attributes=names,
        languages=working_languages(people, languages, size),
        conditions=conditions,
    )
    stream = Stream(seed, "seating")
    at = first_seating(problem, stream)
    facts = facts_of(problem)
    at = anneal_rounds(facts, at, stream, effort=effort, progress=progress)
    return assembled(problem, at, facilitators, Stream(seed, "facilitators"), str(seed))


def anneal_rounds(
    facts: Facts,
    at: NDArray[np.int32],
    stream: Stream,
    *,
    begin: int = 0,
    effort: float = 1.0,
    progress: Progress | None = None,
) -> NDArray[np.int32]:
    """Improve the rounds from `begin` on by exchanging seats; return everybody's tables.

    Where tables are left without a common language, a second, hotter try is made and the one that
    needs less interpreting is taken.
    """
    best = set_board(facts, at)
    _cool(facts, best, stream, _MIXING, (begin, effort), progress)
    if best.tongue[begin:].any():
        other = set_board(facts, at)
        _cool(facts, other, stream, _SORTING, (begin, effort), progress)
        if other.tongue[begin:].sum() < best.tongue[begin:].sum():
            best = other
    return best.at


def _cool(
    facts: Facts,
    board: Board,
    stream: Stream,
    phases: Sequence[tuple[int, int, int]],
    span: tuple[int, float],
    progress: Progress | None,
) -> None:
    from citizenspring.engines.seating.annealing import anneal  # noqa: PLC0415  # Numba is slow

    (begin, effort), rounds = span, board.at.shape[1]
    seats, total = int(facts.free_count[begin:].sum()), sum(steps for steps, _, _ in phases)
    if facts.kind.shape[1] < 2 or not facts.free_count[begin:].any():  # noqa: PLR2004  # no choice
        return
    wished = min(seats * _TRIES_IN_SMALL, seats * _TRIES_A_SEAT + _TRIES_MORE, _MOST_TRIES)
    tries = int(wished * effort) // total // (rounds - begin) + 1
    state = np.array([int.from_bytes(stream.take(8), "big")], dtype=np.uint64)
    for step, heat in enumerate(_heats(phases)):
        anneal(facts, board, WEIGHTS, heat, (begin, rounds, tries), state)
        if progress is not None:
            progress(step + 1, total)


def _heats(phases: Sequence[tuple[int, int, int]]) -> Iterator[int]:
    for steps, hottest, kept in phases:
        heat = hottest
        for _ in range(steps):
            yield heat
            heat = heat * kept >> 20


def _check(people: Sequence[Participant], rounds: int, effort: float) -> None:
    if not people:
        raise BadInput("nobody is to be seated", expected="at least one person")
    if len(people) > MOST_PEOPLE:
        raise BadInput(f"{len(people):,} people", expected=f"at most {MOST_PEOPLE:,}")
    if not 1 <= rounds <= _MOST_ROUNDS:
        raise BadInput(f"{rounds} rounds were asked for", expected=f"1 to {_MOST_ROUNDS}")
    if not 0 < effort <= 100:  # noqa: PLR2004  # a hundred times longer than is useful
        raise BadInput(f"the effort is {effort}", expected="a number above 0 and up to 100")
    known(people)


def attributes_of(people: Sequence[Participant], asked: Sequence[str] | None) -> tuple[str, ...]:
    """Return what to mix by; refuse what somebody has no value for."""
    names = tuple(dict.fromkeys(people[0].attributes if asked is None else asked))
    for name in names:
        for person in people:
            if name not in person.attributes:
                raise BadInput(f"{person.id!r} has no {name!r}", expected="a value for everybody")
    return names


def _lay(
    people: Sequence[Participant],
    places: Sequence[Place],
    conditions: Conditions,
    size: int,
    limits: tuple[int, int],
) -> tuple[tuple[Place, ...], tuple[int, ...]]:
    """Choose the tables that are used, and how many sit at each."""
    smallest, largest = limits
    sizes = table_sizes(len(people), size, smallest=smallest, largest=largest)
    if places:
        return _choose(people, places, conditions, len(sizes), (size, *limits))
    groups = [len(unit) for unit in units_of(people, conditions) if len(unit) > 1]
    if groups:
        sizes = sizes_for_groups(len(people), groups, size, smallest=smallest, largest=largest)
    needs = frozenset().union(*(person.needs for person in people))
    for pin in conditions.pins:
        if not 1 <= pin.table <= len(sizes):
            found = f"{pin.person!r} is pinned to table {pin.table}"
            raise BadInput(found, expected=f"a table from 1 to {len(sizes)}")
    return tuple(Place(k + 1, offers=needs) for k in range(len(sizes))), sizes


def _choose(
    people: Sequence[Participant],
    places: Sequence[Place],
    conditions: Conditions,
    count: int,
    bounds: tuple[int, int, int],
) -> tuple[tuple[Place, ...], tuple[int, ...]]:
    """Take the tables that pins and needs ask for first, then the others in their order."""
    size, smallest, largest = bounds
    numbers = [place.number for place in places]
    if len(set(numbers)) < len(numbers):
        raise BadInput("a table is there twice", expected="each table's number once")
    pinned = {pin.table for pin in conditions.pins}
    for pin in conditions.pins:
        if pin.table not in numbers:
            found = f"{pin.person!r} is pinned to table {pin.table}"
            raise BadInput(found, expected="a table of the room")
    needs = frozenset().union(*(person.needs for person in people))
    order = sorted(
        places, key=lambda p: (p.number not in pinned, -len(needs & p.offers), places.index(p))
    )
    for most in (size, largest):
        for more in range(count, len(places) + 1):
            chosen = sorted(order[:more], key=lambda place: place.number)
            seats = [min(place.seats or most, largest) for place in chosen]
            if sum(seats) >= len(people):
                sizes = shared_out(len(people), seats)
                if min(sizes) >= smallest:
                    return tuple(chosen), sizes
    seats = [min(place.seats or largest, largest) for place in order]
    raise Infeasible(
        f"{len(people)} people do not fit at the room's {len(places)} tables, which have"
        f" {sum(seats)} seats, with at least {smallest} at each table that is used: lay larger"
        " tables, more of them, or allow smaller groups."
    )
