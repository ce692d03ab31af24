"""The map of parts is the map of one machine, in every field and to the last bit."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import VoteMatrix, map_opinions
from citizenspring.engines.scale import PartedVotes
from citizenspring.engines.seeds import Stream

from .alike import assert_same, dealt, in_turn, on_one_machine

pytestmark = pytest.mark.slow

PEOPLE, STATEMENTS = 6_000, 40


def crowd(people: int = PEOPLE, *, camps: bool = True) -> VoteMatrix:
    """Over 100,000 votes at full size, so that both samples are drawn."""
    size = people * STATEMENTS
    cast = Stream("parts", "cast").sample(size, size // 2)
    rows, columns = cast // STATEMENTS, cast % STATEMENTS
    noise = np.array(Stream("parts", "noise").floats(len(cast)))
    camp = np.where(rows % 3 == 0, 1, -1) * np.where(columns < STATEMENTS // 2, 1, -1)
    by_chance = np.floor(noise * 1e6).astype(int) % 3 - 1
    values = np.where((noise < 0.6) & camps, camp, by_chance)
    votes = VoteMatrix.from_arrays(
        rows, columns, values, people=range(people), statements=range(STATEMENTS)
    )
    return votes.moderated(moderated_out=[3], meta=[7])


@pytest.mark.parametrize("count", [1, 2, 5])
@pytest.mark.parametrize("mode", ["own", "polis"])
def test_parts_give_the_map_of_the_whole(client: Any, mode: Any, count: int) -> None:
    whole = on_one_machine(crowd(), mode=mode)
    assert len(whole.groups) > 1
    found = map_opinions(PartedVotes.of(client, in_turn(crowd(), count)), mode=mode)
    assert_same(found, whole)


def test_it_does_not_matter_who_is_in_which_part(client: Any) -> None:
    found = map_opinions(PartedVotes.of(client, dealt(crowd(), 5)))
    assert_same(found, on_one_machine(crowd()))


def test_a_crowd_without_camps_is_one_group_in_parts_too(client: Any) -> None:
    votes = crowd(800, camps=False)
    whole = on_one_machine(votes)
    assert not whole.split.is_real
    assert_same(map_opinions(PartedVotes.of(client, dealt(votes, 3))), whole)


def test_a_part_may_be_empty(client: Any) -> None:
    votes = crowd(300)
    parts = [votes.of_rows(np.arange(0)), *in_turn(votes, 2)]
    assert_same(map_opinions(PartedVotes.of(client, parts)), on_one_machine(votes))


def test_groups_keep_their_names_from_the_last_map(client: Any) -> None:
    votes = crowd(600)
    before = on_one_machine(votes.of_rows(np.arange(400)))
    near = before.axes.directions
    axes = PartedVotes.of(client, [votes]).principal_axes(near)
    whole = map_opinions(votes, previous=before, axes=axes)
    assert_same(map_opinions(PartedVotes.of(client, in_turn(votes, 3)), previous=before), whole)


def test_somebody_in_two_parts_is_refused(client: Any) -> None:
    votes = crowd(300)
    with pytest.raises(BadInput, match="1 people are in several parts"):
        PartedVotes.of(client, [votes, votes.of_rows(np.array([7]))])


def test_parts_moderated_otherwise_are_refused(client: Any) -> None:
    one, other = in_turn(crowd(300), 2)
    with pytest.raises(BadInput, match="moderated alike"):
        PartedVotes.of(client, [one, replace(other, meta=frozenset())])


def test_no_part_is_refused(client: Any) -> None:
    with pytest.raises(BadInput, match="no part to map"):
        PartedVotes.of(client, [])
