"""Counters after any votes are those of the votes that stand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizenspring.engines.errors import BadInput
from citizenspring.engines.opinions import Counters, VoteMatrix, axes_of

from .planted import make_groups

PRODUCTS = ("votes_by_votes", "votes_by_seen", "seen_by_seen")
Act = tuple[int, int, int | None]
acts = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 40), st.sampled_from([1, 0, -1, None])), max_size=60
)


def after(done: list[Act]) -> tuple[Counters, dict[tuple[int, int], int]]:
    counters, standing = Counters(), dict[tuple[int, int], int]()
    for person, statement, vote in done:
        if vote is None:
            before = counters.withdraw(person, statement)
            assert before == standing.pop((person, statement), None)
        else:
            before = counters.cast(person, statement, vote)
            assert before == standing.get((person, statement))
            standing[person, statement] = vote
    return counters, standing


def counted_at_once(standing: dict[tuple[int, int], int], statements: list[object]) -> Counters:
    votes = VoteMatrix.from_triples(
        [(p, s, v) for (p, s), v in standing.items()], statements=list(statements)
    )
    return Counters.of(votes)


def ordered(counters: Counters, name: str) -> np.ndarray:
    order = np.argsort([int(str(one)) for one in counters.statements])
    return np.asarray(getattr(counters, name)[np.ix_(order, order)])


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(acts)
def test_casting_changing_and_withdrawing_leave_exact_counts(done: list[Act]) -> None:
    counters, standing = after(done)
    whole = counted_at_once(standing, list(counters.statements))
    for name in PRODUCTS:
        assert np.array_equal(ordered(counters, name), ordered(whole, name))


@settings(max_examples=40, deadline=None)
@given(acts, st.integers(0, 5))
def test_counters_of_parts_of_the_people_add_up(done: list[Act], cut: int) -> None:
    whole, _ = after(done)
    left, _ = after([one for one in done if one[0] <= cut])
    right, _ = after([one for one in done if one[0] > cut])
    both = left.merged(right)
    assert set(both.statements) == set(whole.statements)
    for name in PRODUCTS:
        assert np.array_equal(ordered(both, name), ordered(whole, name))


def test_somebody_in_both_parts_is_refused() -> None:
    one, other = Counters(), Counters()
    one.cast("ada", 1, 1)
    other.cast("ada", 2, 1)
    with pytest.raises(BadInput, match="1 people are in both parts; expected each in one part"):
        one.merged(other)


def test_voting_goes_on_after_counting_at_once_and_after_merging() -> None:
    votes, _ = make_groups(sizes=(9, 8), statements=12)
    counters = Counters.of(votes).merged(Counters())
    counters.cast(0, 3, 1)
    counters.cast("new", "fresh", -1)
    counters.cast("new", 3, 1)
    triples = [*votes.triples(), (0, 3, 1), ("new", "fresh", -1), ("new", 3, 1)]
    whole = Counters.of(VoteMatrix.from_triples(triples))
    at = [whole.statements.index(one) for one in counters.statements]
    for name in PRODUCTS:
        assert np.array_equal(getattr(counters, name), getattr(whole, name)[np.ix_(at, at)])


def test_the_axes_are_those_of_the_votes() -> None:
    votes, _ = make_groups(sizes=(30, 20), statements=25)
    hidden = votes.moderated(moderated_out=[2, 5])
    counted = Counters.of(votes).axes(hidden=[2, 5])
    whole = axes_of(hidden)
    assert counted.directions == pytest.approx(whole.directions, abs=1e-8)
    assert counted.strengths == pytest.approx(whole.strengths)
    assert counted.total == pytest.approx(whole.total)


def test_a_vote_that_is_none_is_refused() -> None:
    with pytest.raises(BadInput, match="The vote is 2; expected 1"):
        Counters().cast("ada", 1, 2)
