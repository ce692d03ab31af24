"""Borda, Copeland and Schulze on elections whose outcome is published or worked out by hand."""

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import (
    RankedBallots,
    rank_borda,
    rank_copeland,
    rank_schulze,
)
from citizenspring.engines.ranking.ballots import RankedBallot

# Schulze 2011, example 1: 45 ballots over five candidates.
SCHULZE = {
    "acbed": 5,
    "adecb": 5,
    "bedac": 8,
    "cabed": 3,
    "caebd": 7,
    "cbade": 2,
    "dceba": 7,
    "ebadc": 8,
}


def election(counts: dict[str, int]) -> RankedBallots:
    return RankedBallots.of([list(one) for one, times in counts.items() for _ in range(times)])


def test_schulze_orders_his_own_example_as_published() -> None:
    assert rank_schulze(election(SCHULZE)).order == ("e", "a", "c", "b", "d")


def test_duels_of_that_example_are_as_published() -> None:
    found = rank_schulze(election(SCHULZE))
    assert found.duel("a", "c") == (26.0, 19.0)
    assert found.duel("d", "e") == (14.0, 31.0)
    assert found.beats_everybody is None


def test_whoever_wins_every_duel_wins_by_copeland_and_schulze_but_not_always_by_borda() -> None:
    votes = election({"abc": 3, "bca": 2})
    assert rank_copeland(votes).winners == rank_schulze(votes).winners == ("a",)
    assert rank_borda(votes).winners == ("b",)


def test_options_that_a_ballot_leaves_out_stand_below_it_as_equals() -> None:
    whole = RankedBallots.of([["a", ["b", "c"]]])
    short = RankedBallots.of([["a"]], options="abc")
    assert rank_borda(short).places == rank_borda(whole).places
    assert rank_schulze(short).ties == (("b", "c"),) or rank_schulze(short).ties == (("c", "b"),)


@pytest.mark.parametrize("strength", ["margin", "winning"])
def test_both_measures_of_a_majority_are_there(strength: str) -> None:
    found = rank_schulze(election(SCHULZE), strength=strength)  # type: ignore[arg-type]  # one of the two words
    assert found.winners == ("e",)


def test_a_weighted_ballot_counts_for_as_many() -> None:
    weighted = RankedBallots.of([RankedBallot((("a",), ("b",)), weight=3), *[("b", "a")] * 2])  # type: ignore[arg-type]  # whole weights will do
    assert rank_copeland(weighted).winners == ("a",)


def test_too_many_ballots_leave_out_the_intervals_and_say_so() -> None:
    many = RankedBallots.of([["a", "b"]], options=range(600))
    found = rank_copeland(many)
    assert found.places[0].low is None
    assert "too many" in found.notes[0]


@pytest.mark.parametrize("rank", [rank_borda, rank_copeland, rank_schulze])
def test_nothing_to_rank_is_refused(rank: type) -> None:
    with pytest.raises(BadInput, match="nothing to rank"):
        rank(RankedBallots.of([]))


def test_an_option_twice_on_a_ballot_is_refused() -> None:
    with pytest.raises(BadInput, match="'a' stands twice"):
        RankedBallots.of([["a", "b", "a"]])
