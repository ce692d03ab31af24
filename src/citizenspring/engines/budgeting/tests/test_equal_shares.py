"""Small votes, counted by hand."""

from fractions import Fraction

import pytest

from citizenspring.engines.budgeting import Election, check_justified, check_prices, tally

from .factories import make_vote


def test_a_group_gets_its_share_of_the_money() -> None:
    # 6 voters pay 50/6 each for the park, 4 pay 10 each for the pool.
    found = tally(make_vote(), completion="none")
    assert found.funded == ("park", "pool")
    assert [one.price for one in found.purchases] == [Fraction(25, 3), Fraction(10)]
    assert [one.effective_votes for one in found.purchases] == [6, 4]
    assert found.left == 10


def test_every_share_is_exact_and_adds_up() -> None:
    vote = make_vote()
    payments = tally(vote, completion="none").payments
    assert payments is not None
    shares = [payments.of(kind) for kind in range(vote.ballots.n_types)]
    assert {"park": Fraction(25, 3)} in shares
    assert {"pool": Fraction(10)} in shares
    assert sorted(payments.left(kind) for kind in range(2)) == [0, Fraction(5, 3)]


def test_one_who_has_little_left_gives_all_and_the_others_the_rest() -> None:
    # 10 each. Ada and Bo pay 5 each for a. For b they give the 5 they have left, Cy pays 8.
    vote = Election.of({"a": 10, "b": 18}, 30, [["a", "b"], ["a", "b"], ["b"]])
    found = tally(vote, satisfaction="cardinality", completion="none")
    assert found.funded == ("a", "b")
    assert (found.purchases[1].price, found.purchases[1].paid_all) == (Fraction(8), 2)
    assert found.payments is not None
    paid = [found.payments.of(kind) for kind in range(2)]
    assert {"a": 5, "b": 5} in paid
    assert {"b": 8} in paid


def test_poor_supporters_are_told() -> None:
    ballots = [["a", "b"]] * 2 + [["a"]] + [["b"]] * 2
    vote = Election.of({"a": 24, "b": 28}, 50, ballots)
    found = tally(vote, satisfaction="cost", completion="none")
    assert found.funded[0] == "b"
    assert found.why_not("a") is not None
    assert found.why_not("a").money == 16  # type: ignore[union-attr]  # because it was just asked


@pytest.mark.parametrize(
    ("satisfaction", "first"), [("cost", "big"), ("cardinality", "small"), ("sqrt", "big")]
)
def test_satisfaction_decides_what_is_better_value(satisfaction: str, first: str) -> None:
    # Price per voter: big 100/50 = 2, small 30/20 = 1.5; per cost 1/50 and 1/20;
    # squared per cost 4/100 = .04 and 2.25/30 = .075.
    ballots = [["big"]] * 50 + [["small"]] * 20
    vote = Election.of({"big": 100, "small": 30}, 700, ballots)
    assert tally(vote, satisfaction=satisfaction, completion="none").funded[0] == first


def test_square_roots_are_compared_exactly() -> None:
    # 12/√12/6 and 27/√27/9 are both 1/√3: a tie no float shows.
    ballots = [["a"]] * 6 + [["b"]] * 9
    vote = Election.of({"a": 12, "b": 27}, 60, ballots)
    found = tally(vote, satisfaction="sqrt", completion="none")
    assert found.ties[0].among == ("b", "a")
    assert found.ties[0].decided_by == "votes"


def test_points_share_the_price_in_proportion() -> None:
    ballots = [{"a": 3}, {"a": 1}]
    vote = Election.of({"a": 8}, 12, ballots, kind="cumulative")
    payments = tally(vote, completion="none").payments
    assert payments is not None
    assert sorted(sum(payments.of(kind).values()) for kind in range(2)) == [2, 6]


def test_minus_points_are_no_support() -> None:
    ballots = [{"a": 2, "b": -1}] * 3
    vote = Election.of({"a": 5, "b": 5}, 20, ballots, kind="scoring")
    for satisfaction in ("points", "cost", "cardinality"):
        assert tally(vote, satisfaction=satisfaction).funded == ("a",)


def test_the_last_of_a_ranking_counts_one_or_nothing() -> None:
    vote = Election.of({"a": 5, "b": 5}, 20, [["a", "b"]] * 3, kind="ordinal")
    assert tally(vote).funded == ("a", "b")
    assert tally(vote, satisfaction="borda0").funded == ("a",)


@pytest.mark.parametrize("seed", ["a", "b", "c"])
def test_ties_are_reported_and_broken_by_the_list(seed: str) -> None:
    vote = Election.of({"x": 10, "y": 10}, 10, [["x", "y"]] * 2)
    found = tally(vote, seed=seed)
    assert found.ties[0].decided_by == "seed"
    assert found.funded == tally(vote, seed=seed).funded
    assert tally(vote, ties=(["y", "x"],)).funded == ("y",)
    assert tally(vote, ties=("id",)).funded == ("x",)


def test_a_project_nobody_voted_for_does_not_keep_add1_going() -> None:
    vote = Election.of({"a": 10, "b": 5}, 100, [["a"]] * 3)
    found = tally(vote)
    assert (found.funded, found.ended) == (("a",), "exhaustive")
    assert found.why_not("b").reason == "no votes"  # type: ignore[union-attr]  # because it was just asked
    assert tally(vote, exhaustive_stop=False).funded == ("a",)


def test_add1_raises_everybodys_money_until_it_would_be_too_much() -> None:
    # 10 each; b's two supporters reach 24 when each has 12.
    vote = Election.of({"a": 30, "b": 24}, 60, [["a"]] * 4 + [["b"]] * 2)
    found = tally(vote)
    assert (found.funded, found.rounds, found.endowment) == (("a", "b"), 2, Fraction(12))
    assert tally(vote, completion="none").funded == ("a",)
    half = tally(vote, increment=Fraction(1, 2))
    assert (half.rounds, half.endowment) == (4, Fraction(12))


def test_small_steps_are_skipped_where_they_change_nothing() -> None:
    vote = Election.of({"a": 30, "b": 24}, 60, [["a"]] * 4 + [["b"]] * 2)
    found = tally(vote, increment=Fraction(1, 10**6))
    assert (found.rounds, found.endowment) == (2_000_000, Fraction(12))
    assert found.computed < 50


def test_epsilon_lets_others_chip_in() -> None:
    # After a (4 pay 7.5), b's two have 20 of 24; the four others have 2.5 each and pay 1 each.
    vote = Election.of({"a": 30, "b": 24}, 60, [["a"]] * 4 + [["b"]] * 2)
    found = tally(vote, completion="epsilon")
    assert found.funded == ("a", "b")
    assert found.purchases[1].price == 1
    assert found.payments is not None
    paid = [found.payments.of(kind) for kind in range(2)]
    assert {"a": Fraction(15, 2), "b": Fraction(1)} in paid


def test_the_comparison_step_takes_what_more_voters_like() -> None:
    ballots = [["big"]] * 6 + [["small"]] * 4
    vote = Election.of({"big": 61, "small": 40}, 100, ballots)
    assert tally(vote, completion="none").funded == ("small",)
    found = tally(vote, completion="none", comparison=True)
    assert (found.funded, found.compared_away) == (("big",), True)
    assert found.comparison is not None
    assert found.comparison.prefer_second == 6


def test_a_bounded_increase_stops_at_its_bound() -> None:
    vote = Election.of({"a": 30, "b": 24}, 60, [["a"]] * 4 + [["b"]] * 2)
    step = Fraction(6)
    assert tally(vote, completion="increase", budget_step=step).rounds == 2
    found = tally(vote, completion="increase", budget_step=step, budget_bound=Fraction(66))
    assert (found.funded, found.ended) == (("a",), "bound")


def test_what_equal_shares_buy_is_priceable_and_justified() -> None:
    vote = make_vote()
    found = tally(vote, completion="none")
    assert check_prices(found).holds
    assert check_prices(found).exact
    assert check_justified(vote, found.funded) is None
    neglected = check_justified(vote, ["park", "square"])
    assert neglected is not None
    assert (neglected.project, neglected.voters) == ("pool", 4)
    assert not check_prices(tally(vote, rule="greedy", ties=(["square"],))).exact
