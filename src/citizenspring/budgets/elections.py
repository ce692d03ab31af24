"""The sealed ballots of a round as elections that the engine counts, one for each pot."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from citizenspring.ballots.models import Poll
from citizenspring.engines.budgeting import Ballots, Election, Options, Project

from .errors import NotYetSealed
from .models import Pot, Round

__all__ = ["Sealed", "Votes", "election_of", "options_of", "read_sealed", "votes_in"]

SEED = "citizenspring"
CHUNK = 20_000
KINDS: dict[str, Any] = {
    Poll.Method.APPROVAL: "approval",
    Poll.Method.POINTS: "cumulative",
    Poll.Method.RANKING: "ordinal",
}
# In the order of the trackers, as they are published.
READ = """
SELECT cardinality(choices), array_to_string(choices, ' '), array_to_string(points, ' '), place
FROM ballots_ballot WHERE poll_id = %s ORDER BY tracker
"""


@dataclass(frozen=True, eq=False)
class Sealed:
    """All ballots of a poll as arrays: how many each names, what, with how many points, where."""

    sizes: NDArray[np.int64]
    numbers: NDArray[np.int64]
    points: NDArray[np.int64] | None
    places: NDArray[np.str_]

    @property
    def rows(self) -> NDArray[np.int64]:
        return np.repeat(np.arange(self.sizes.size), self.sizes)


@dataclass(frozen=True, eq=False)
class Votes:
    """The vote on one pot: who chose nothing of it is no voter of it.

    ``types`` is the engine's type of each ballot and ``places`` where it comes from.
    """

    election: Election
    types: NDArray[np.int64]
    places: NDArray[np.str_]


def options_of(budget: Round) -> Options:
    """How the round counts, as the engine calls it."""
    rule: Any = str(budget.rule)
    completion: Any = str(budget.completion)
    return Options(
        rule=rule,
        completion=completion,
        exhaustive_stop=budget.stops_when_full,
        ties=tuple(budget.ties),
        seed=budget.seed or SEED,
    )


def election_of(pot: Pot) -> Election:
    """The vote on one pot, from the sealed ballots."""
    poll = pot.round.poll
    if poll is None:
        raise NotYetSealed
    return votes_in(pot, read_sealed(poll)).election


def read_sealed(poll: Poll) -> Sealed:
    """All ballots of a sealed poll; ninety thousand take a second and no model objects."""
    if not poll.is_sealed:
        raise NotYetSealed
    sizes: list[int] = []
    numbers: list[str] = []
    points: list[str] = []
    places: list[str] = []
    for count, chosen, given, place in _rows(poll):
        sizes.append(count)
        places.append(place)
        if count:
            numbers.append(chosen)
        if count and given is not None:
            points.append(given)
    has_points = poll.method == Poll.Method.POINTS
    return Sealed(
        np.array(sizes, np.int64),
        _parsed(numbers),
        _parsed(points) if has_points else None,
        np.array(places, np.str_),
    )


def _rows(poll: Poll) -> Iterator[tuple[int, str, str | None, str]]:
    # A named cursor: the database hands the rows over in pieces.
    with connection.chunked_cursor() as cursor:
        cursor.execute(READ, [poll.pk])
        while found := cursor.fetchmany(CHUNK):
            yield from found


def _parsed(texts: list[str]) -> NDArray[np.int64]:
    return np.array(" ".join(texts).split(), dtype=np.int64)


def votes_in(pot: Pot, sealed: Sealed) -> Votes:
    """The ballots restricted to the projects of a pot."""
    budget = pot.round
    assert budget.poll is not None
    standing = list(pot.projects.filter(number__isnull=False).order_by("number"))
    at = np.full(int(sealed.numbers.max(initial=0)) + 2, -1, np.int64)
    for place, one in enumerate(standing):
        if one.number is not None and one.number < at.size:
            at[one.number] = place
    here = at[sealed.numbers]
    kept = here >= 0
    rows = sealed.rows[kept]
    sizes = np.bincount(rows, minlength=sealed.sizes.size)
    voters = sizes > 0 if budget.pots.count() > 1 else np.ones(sizes.size, np.bool_)
    starts = np.concatenate([[0], np.cumsum(sizes[voters])])
    ballots, types = Ballots.grouped(
        starts,
        here[kept],
        _values(budget.poll.method, sealed, kept, starts),
        n_projects=len(standing),
        kind=KINDS[budget.poll.method],
    )
    projects = tuple(Project(str(one.number), Fraction(one.cost or 0)) for one in standing)
    election = Election(projects, Fraction(pot.amount), ballots)
    return Votes(election, types, sealed.places[voters])


def _values(
    method: str, sealed: Sealed, kept: NDArray[np.bool_], starts: NDArray[np.int64]
) -> NDArray[np.int64] | None:
    if method == Poll.Method.POINTS and sealed.points is not None:
        return sealed.points[kept]
    if method == Poll.Method.RANKING:
        # The best of this pot is first here, whatever of other pots stands before it.
        order: NDArray[np.int64] = np.arange(int(starts[-1])) + 1
        return order - np.repeat(starts[:-1], np.diff(starts))
    return None
