from fractions import Fraction

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking import RankedBallots, elect
from citizenspring.engines.ranking.ballots import RankedBallot
from citizenspring.engines.ranking.tests.factories import make_ballots


def election(counts: dict[str, int]) -> RankedBallots:
    return RankedBallots.of([list(one) for one, times in counts.items() for _ in range(times)])


FOOD = election({"o": 4, "po": 2, "cs": 8, "cb": 4, "s": 1, "b": 1})


def test_a_count_worked_out_by_hand() -> None:
    found = elect(FOOD, 3)
    assert found.quota == 6
    assert set(found.elected) == {"c", "o", "s"}
    assert [(each.act, each.candidate) for each in found.rounds[:3]] == [
        ("elected", "c"),
        ("surplus", "c"),
        ("excluded", "p"),
    ]
    assert found.rounds[1].transferred == {"s": Fraction(4), "b": Fraction(2)}


def test_a_surplus_moves_all_ballots_at_the_same_fraction() -> None:
    found = elect(election({"ab": 7, "ac": 3, "b": 1, "c": 1, "d": 3}), 2)
    assert found.quota == 6
    assert found.rounds[1].transferred == {"b": Fraction(14, 5), "c": Fraction(6, 5)}


def test_no_vote_is_lost_or_made() -> None:
    for seed in range(10):
        found = elect(RankedBallots.of(make_ballots(seed, voters=53)), 3)
        exhausted = Fraction(0)
        for each in found.rounds:
            assert sum(each.votes.values()) + exhausted == found.votes
            exhausted += each.exhausted
        assert exhausted == found.exhausted


@pytest.mark.parametrize(
    ("quota", "votes"),
    [("droop", Fraction(6)), ("exact droop", Fraction(5)), ("hare", Fraction(20, 3))],
)
def test_the_quota_is_the_stated_one(quota: str, votes: Fraction) -> None:
    assert elect(FOOD, 3, quota=quota).quota == votes


def test_a_group_with_a_quota_gets_its_seat() -> None:
    """Solid coalitions: whoever fills k quotas with the same people elects k of them."""
    found = elect(election({"abcd": 10, "bacd": 11, "cdab": 19, "efab": 20}), 3)
    assert {"c", "d"} & set(found.elected)
    assert {"e", "f"} & set(found.elected)
    assert {"a", "b"} & set(found.elected)


def test_options_of_one_tier_share_a_ballot() -> None:
    found = elect(RankedBallots.of([[["a", "b"]], [["a", "b"], "c"], ["c"]]), 1)
    assert found.rounds[0].votes == {"a": Fraction(1), "b": Fraction(1), "c": Fraction(1)}


def test_a_tie_is_broken_by_the_latest_round_in_which_they_differed() -> None:
    found = elect(election({"a": 8, "b": 4, "c": 3, "dc": 1}), 1)
    tie = next(tie for tie in found.ties if set(tie.among) == {"b", "c"})
    assert tie.broken_by == "round 1"
    assert tie.chosen == "c"


def test_a_tie_that_no_round_breaks_is_broken_by_a_lot_that_repeats() -> None:
    votes = election({"a": 5, "b": 5})
    found = elect(votes, 1)
    assert found.ties[0].broken_by == "lot"
    assert elect(votes, 1) == found
    assert {elect(votes, 1, seed=seed).elected for seed in range(20)} == {("a",), ("b",)}


def test_names_for_nobody_left_are_counted_as_exhausted() -> None:
    found = elect(election({"a": 5, "b": 4, "c": 2}), 1)
    assert found.exhausted == 6
    assert found.closest == 1


def test_everybody_is_told_what_became_of_her() -> None:
    found = elect(FOOD, 3)
    assert {one: found.why(one) for one in FOOD.options}["p"].startswith("p is excluded with 2")
    with pytest.raises(KeyError):
        found.why("nobody")


def test_who_withdrew_takes_no_vote_with_her() -> None:
    found = elect(election({"ab": 5, "c": 3}), 1, withdrawn=["a"])
    assert found.elected == ("b",)
    assert found.votes == 8


def test_more_seats_than_candidates_are_filled_as_far_as_they_go() -> None:
    found = elect(election({"a": 3, "b": 1}), 3)
    assert set(found.elected) == {"a", "b"}
    assert found.notes == ("2 of 3 seats are filled: nobody else stood.",)


def test_weights_may_be_fractions() -> None:
    votes = RankedBallots.of([RankedBallot((("a",),), Fraction(3, 2)), ("b",)])
    assert elect(votes, 1).elected == ("a",)


@pytest.mark.parametrize(
    ("votes", "seats", "quota", "said"),
    [
        (FOOD, 0, "droop", "at least one"),
        (FOOD, 3, "imperiali", "droop, exact droop, hare"),
        (RankedBallots.of([[]], options="ab"), 1, "droop", "Nobody was voted for"),
    ],
)
def test_an_election_that_cannot_be_held_is_refused(
    votes: RankedBallots, seats: int, quota: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        elect(votes, seats, quota=quota)
