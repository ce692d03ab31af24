"""What the map must hold, whatever the votes."""

from typing import Literal

import numpy as np
import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import VoteMatrix, fit_ideal_points, map_opinions
from citizenspring.engines.seeds import Stream

from .planted import make_crowd, make_groups


def test_planted_groups_are_found() -> None:
    votes, truth = make_groups(sizes=(60, 40, 30), statements=40)
    found = map_opinions(votes)
    assert len(found.groups) == 3
    right = sum(found.group_of(person) == group for person, group in truth.items())
    assert right >= 0.97 * len(truth)
    assert found.split.is_distinct


def test_a_crowd_of_one_kind_is_shown_as_one_group() -> None:
    found = map_opinions(make_crowd(people=300, statements=40))
    assert len(found.groups) == 1
    assert not found.split.is_real


def test_the_same_votes_in_any_order_give_the_same_map() -> None:
    votes, _ = make_groups(sizes=(20, 15), statements=20)
    triples = list(votes.triples())
    again = VoteMatrix.from_triples(triples[::-1])
    one, other = map_opinions(votes), map_opinions(again)
    assert np.array_equal(one.positions, other.positions)
    assert one.rows == other.rows
    assert [g.members for g in one.groups] == [g.members for g in other.groups]


def test_the_next_map_keeps_the_ids_of_its_groups() -> None:
    votes, truth = make_groups(sizes=(40, 30), statements=40)
    first = map_opinions(votes)
    triples = list(votes.triples())
    newcomers = [(f"new {p}", s, v) for p, s, v in triples if truth[p] == 1]
    grown = map_opinions(VoteMatrix.from_triples([*triples, *newcomers]), previous=first)
    assert grown.groups[1].size > grown.groups[0].size
    kept = sum(grown.group_of(person) == first.group_of(person) for person in truth)
    assert kept >= 0.97 * len(truth)


def test_who_is_not_counted_is_told_why() -> None:
    votes, _ = make_groups(sizes=(10, 10), statements=12, fill=0.95)
    found = map_opinions(VoteMatrix.from_triples([*votes.triples(), (99, 0, 1)]))
    assert found.group_of(99) is None
    assert found.not_counted() == {
        99: "This person has voted on 1 of the 7 statements that place her in a group."
    }


@pytest.mark.parametrize("mode", ["own", "polis"])
def test_a_statement_moderated_out_changes_nothing_for_the_others(
    mode: Literal["own", "polis"],
) -> None:
    votes, _ = make_groups(sizes=(20, 15), statements=20)
    noise = [(person, 777, (1, 1, -1)[at % 3]) for at, person in enumerate(votes.people)]
    dirty = VoteMatrix.from_triples([*votes.triples(), *noise], moderated_out=[777])
    clean, found = map_opinions(votes, mode=mode), map_opinions(dirty, mode=mode)
    assert [g.members for g in clean.groups] == [g.members for g in found.groups]
    assert found.row_of(777).status == "moderated out"
    assert found.common_ground == clean.common_ground


def test_nothing_to_map_is_refused_in_one_sentence() -> None:
    with pytest.raises(BadInput, match="There is no vote to map"):
        map_opinions(VoteMatrix.from_triples([]))
    with pytest.raises(BadInput, match="expected 1 \\(agree\\), 0 \\(pass\\) or -1"):
        VoteMatrix.from_triples([(1, 1, 2)])


def test_a_later_vote_replaces_an_earlier_one() -> None:
    votes = VoteMatrix.from_triples([(1, 5, 1), (2, 5, 1), (1, 5, -1), (1, 3, 0)])
    assert votes.votes_of(1) == {3: 0, 5: -1}
    assert votes.tallies.tolist() == [[0, 1], [0, 1], [1, 2]]


def test_a_slope_without_a_gap_is_called_a_slope() -> None:
    stream = Stream("slope", "place")
    place, lean = stream.normals(160)[:, None], stream.normals(40) * 1.5
    chance = 1 / (1 + np.exp(-(place * lean)))
    draws = stream.floats(2 * chance.size).reshape(2, *chance.shape)
    rows, columns = np.nonzero(draws[0] < 0.6)
    value = np.where(draws[1] < chance, 1, -1)[rows, columns]
    found = map_opinions(VoteMatrix.from_arrays(rows, columns, value))
    assert found.split.kind == "gradient"
    assert len(found.groups) > 1


@pytest.mark.parametrize("mode", ["own", "polis"])
@pytest.mark.parametrize(
    "triples",
    [
        [(1, 1, 1)],
        [(1, 1, 1), (2, 1, -1)],
        [(p, s, 0) for p in range(20) for s in range(9)],
        [(p, s, 1) for p in range(20) for s in range(9)],
        [(p, 1, 1 if p % 3 else -1) for p in range(20)],
    ],
    ids=["one vote", "two people", "passes only", "all agree", "one statement"],
)
def test_the_smallest_conversations_have_a_map(
    triples: list[tuple[int, int, int]], mode: Literal["own", "polis"]
) -> None:
    votes = VoteMatrix.from_triples(triples)
    found = map_opinions(votes, mode=mode)
    assert sum(group.size for group in found.groups) == found.n_counted == len(found.people)
    assert np.isfinite(found.positions).all()
    assert np.isfinite(fit_ideal_points(votes).places).all()
