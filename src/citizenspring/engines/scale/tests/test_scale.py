"""Parts counted on two workers give to the last bit what one machine gives."""

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from citizenspring.engines.budgeting.ballots import Ballots
from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import Counters, VoteMatrix
from citizenspring.engines.opinions.axes import project
from citizenspring.engines.scale import axes_of_parts, count_parts, merge_ballots, project_parts
from citizenspring.engines.seeds import Stream

pytestmark = pytest.mark.slow

PEOPLE, STATEMENTS = 400, 30


def votes(first: int, last: int) -> VoteMatrix:
    cast = Stream("scale", "votes").sample(PEOPLE * STATEMENTS, 4_000)
    cast = cast[(cast // STATEMENTS >= first) & (cast // STATEMENTS < last)]
    return VoteMatrix.from_arrays(
        cast // STATEMENTS - first,
        cast % STATEMENTS,
        (cast * 7919 // 13) % 3 - 1,
        people=range(first, last),
        statements=range(STATEMENTS),
    )


def parts(count: int) -> list[VoteMatrix]:
    return [votes(a, b) for a, b in pairwise(range(0, PEOPLE + 1, PEOPLE // count))]


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_the_axes_of_parts_are_those_of_the_whole(client: Any, count: int) -> None:
    whole, found = Counters.of(votes(0, PEOPLE)).axes(), axes_of_parts(client, parts(count))
    assert np.array_equal(found.directions, whole.directions)
    assert np.array_equal(found.centre, whole.centre)
    assert found.strengths == whole.strengths


def test_the_counters_of_parts_are_those_of_the_whole(client: Any) -> None:
    whole, found = Counters.of(votes(0, PEOPLE)), count_parts(client, parts(5))
    assert np.array_equal(found.votes_by_votes, whole.votes_by_votes)
    assert np.array_equal(found.votes_by_seen, whole.votes_by_seen)
    assert np.array_equal(found.seen_by_seen, whole.seen_by_seen)


def test_people_stand_where_they_stand_on_one_machine(client: Any) -> None:
    axes = Counters.of(votes(0, PEOPLE)).axes()
    whole, seen = project(votes(0, PEOPLE), axes)
    found = project_parts(client, parts(4), axes)
    assert np.array_equal(np.concatenate([places for places, _ in found]), whole)
    assert np.array_equal(np.concatenate([counted for _, counted in found]), seen)


def test_ballots_of_parts_are_those_of_the_whole(client: Any) -> None:
    stream = Stream("scale", "ballots")
    cast = [stream.sample(12, stream.below(5)).tolist() for _ in range(500)]
    whole = Ballots.of(cast, n_projects=12)
    found = merge_ballots(
        client, [Ballots.of(cast[k : k + 100], n_projects=12) for k in range(0, 500, 100)]
    )
    for name in ("starts", "columns", "values", "weights"):
        assert np.array_equal(getattr(found, name), getattr(whole, name))


def test_parts_with_other_statements_are_refused(client: Any) -> None:
    other = VoteMatrix.from_arrays([0], [0], [1], statements=["x"])
    with pytest.raises(BadInput, match="the same statements in each"):
        count_parts(client, [votes(0, 50), other])


def test_no_part_is_refused(client: Any) -> None:
    with pytest.raises(BadInput, match="There is no part"):
        merge_ballots(client, [])
