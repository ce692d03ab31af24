"""Counting a round: money shared exactly, both results kept, every project explained."""

from decimal import Decimal
from fractions import Fraction

import pytest

from citizenspring.ballots.services.sealing import ballots_file
from citizenspring.budgets import services
from citizenspring.budgets.elections import election_of, options_of, read_sealed, votes_in
from citizenspring.budgets.errors import NotYetSealed
from citizenspring.budgets.explaining import groups_of, payments
from citizenspring.budgets.models import Allocation, Counting, Explanation, Round
from citizenspring.budgets.queries import published
from citizenspring.budgets.services import PotFacts
from citizenspring.budgets.shares import share_of
from citizenspring.engines.budgeting import tally
from citizenspring.engines.recount import read_ballots
from citizenspring.engines.recount.allocation import wrong_in_result

from .counted import TEN, Cast, make_counted_round, make_sealed_round
from .factories import make_round_in_stage

pytestmark = pytest.mark.django_db
HUNDRED = [PotFacts(Decimal(100))]


def official(budget: Round) -> Allocation:
    return Allocation.objects.get(pot__round=budget, is_official=True)


def facts_of(budget: Round, number: int) -> dict[str, object]:
    found: dict[str, object] = Explanation.objects.get(
        project__round=budget, project__number=number
    ).facts
    return found


@pytest.mark.slow
def test_the_worker_shares_out_the_money_and_keeps_the_other_result_beside() -> None:
    budget = make_counted_round(pots=HUNDRED)
    counting = Counting.objects.get(round=budget)
    beside = Allocation.objects.get(pot__round=budget, is_official=False)
    assert counting.state == Counting.State.DONE
    assert official(budget).funded == [1, 3]
    assert (beside.rule, beside.funded) == ("greedy", [1, 2])


@pytest.mark.slow
def test_a_worker_that_died_is_followed_by_another() -> None:
    budget = make_sealed_round(pots=HUNDRED)
    Counting.objects.filter(round=budget).update(state=Counting.State.RUNNING, step="counting")
    assert services.count_waiting() == 1
    assert services.count_waiting() == 0
    assert official(budget).funded == [1, 3]


def test_nothing_is_counted_before_the_ballots_are_sealed() -> None:
    with pytest.raises(NotYetSealed):
        services.ask_for_count(make_round_in_stage("campaign"))


@pytest.mark.slow
def test_every_project_is_paid_exactly() -> None:
    budget = make_counted_round(pots=HUNDRED)
    outcome = tally(election_of(budget.pots.get()), options_of(budget))
    paid = payments(outcome)
    ballots = outcome.election.ballots
    for one in outcome.purchases:
        at = outcome.election.position[one.project]
        mine = ballots.columns == at
        assert float((paid * ballots.weights[ballots.rows])[mine].sum()) == pytest.approx(
            float(one.cost)
        )
        assert outcome.payments is not None
        exact = sum(
            (
                int(ballots.weights[kind]) * outcome.payments.of(kind).get(one.project, Fraction(0))
                for kind in range(ballots.n_types)
            ),
            Fraction(0),
        )
        assert exact == one.cost


@pytest.mark.slow
def test_what_was_missing_is_true_when_counted_again() -> None:
    budget = make_counted_round(pots=HUNDRED)
    facts = facts_of(budget, 2)
    vote, options = election_of(budget.pots.get()), options_of(budget)
    more = facts["more_voters"]
    assert isinstance(more, int)
    assert "2" in tally(vote.with_voters("2", more), options).funded
    assert "2" not in tally(vote.with_voters("2", more - 1), options).funded
    lower = Fraction(str(facts["lower_cost"]))
    assert "2" in tally(vote.at_cost("2", lower), options).funded


@pytest.mark.slow
def test_the_published_result_alone_tells_what_a_share_paid_for() -> None:
    budget = make_counted_round(pots=HUNDRED)
    result = published(budget)["pots"][0]["official"]
    outcome = tally(election_of(budget.pots.get()), options_of(budget))
    assert outcome.payments is not None
    ballots = outcome.election.ballots
    for kind in range(ballots.n_types):
        chosen = {at + 1: 1 for at in ballots.ballot(kind)}
        share = share_of(result, chosen)
        exact = outcome.payments.of(kind)
        assert {str(number): due for number, due in share.paid.items()} == exact
        assert share.left == outcome.payments.left(kind)


@pytest.mark.slow
@pytest.mark.parametrize("rule", ["phragmen", "greedy"])
def test_other_rules_are_explained_too(rule: str) -> None:
    budget = make_counted_round(pots=HUNDRED, rule=rule)
    assert official(budget).rule == rule
    assert Explanation.objects.filter(project__round=budget).count() == 3
    facts = facts_of(budget, official(budget).funded[0])
    assert (facts["price"] is not None) == (rule == "phragmen")


@pytest.mark.slow
def test_points_and_rankings_count_as_the_engine_counts_them() -> None:
    points: list[Cast] = [*[([1, 2], [7, 3], "")] * 6, *[([3], [10], "")] * 4]
    budget = make_counted_round(points, pots=HUNDRED, method="points")
    share = share_of(official(budget).result, {1: 7, 2: 3})
    assert share.had is not None
    assert facts_of(budget, 1)["score"] == 42
    ranked: list[Cast] = [*[([2, 1], None, "")] * 6, *[([3], None, "")] * 4]
    budget = make_counted_round(ranked, pots=HUNDRED, method="ranking")
    sealed = read_sealed(budget.poll)  # type: ignore[arg-type]  # the round has voted
    ballots = votes_in(budget.pots.get(), sealed).election.ballots
    assert ballots.ballot(0) in ({1: 1, 0: 2}, {2: 1})
    assert 2 in official(budget).funded


@pytest.mark.slow
def test_small_places_are_hidden_with_as_many_others_as_it_takes() -> None:
    places = [("21001", 30), ("21002", 4), ("21003", 12)]
    cast: list[Cast] = [([1], None, code) for code, count in places for _ in range(count)]
    budget = make_counted_round(cast, pots=HUNDRED)
    shown = {row["place"]: row["voters"] for row in official(budget).groups}
    assert shown == {"21001": 30, "21002": None, "21003": None}
    assert all(row["money"] is None for row in official(budget).groups if row["voters"] is None)


@pytest.mark.slow
def test_shares_of_money_add_up_over_places() -> None:
    cast: list[Cast] = [*[([1, 2], None, "21001")] * 20, *[([3], None, "21002")] * 20]
    budget = make_counted_round(cast, pots=HUNDRED)
    pot = budget.pots.get()
    assert budget.poll is not None
    votes = votes_in(pot, read_sealed(budget.poll))
    outcome = tally(votes.election, options_of(budget))
    rows = groups_of(votes, outcome, payments(outcome))
    assert sum(row["money_share"] for row in rows) == pytest.approx(100, abs=0.2)
    assert sum(Decimal(row["money"]) for row in rows) == official(budget).spent


@pytest.mark.slow
def test_who_chose_nothing_of_a_pot_is_no_voter_of_it() -> None:
    assert len(TEN) == 10
    empty: list[Cast] = [([], None, ""), *TEN]
    budget = make_counted_round(empty, pots=HUNDRED)
    assert official(budget).voters == 11


@pytest.mark.slow
def test_a_vote_in_which_nobody_voted_funds_nothing() -> None:
    budget = make_counted_round([], pots=HUNDRED)
    assert official(budget).funded == []
    assert Counting.objects.get(round=budget).state == Counting.State.DONE


@pytest.mark.slow
@pytest.mark.parametrize("method", ["approval", "points", "ranking"])
def test_an_outsider_gets_the_same_result_from_what_is_published(method: str) -> None:
    points = method == "points"
    cast: list[Cast] = [
        (chosen, [3, 2][: len(chosen)] if points else None, "") for chosen, *_ in TEN
    ]
    budget = make_counted_round(cast, pots=HUNDRED, method=method)
    assert budget.poll is not None
    text = b"".join(ballots_file(budget.poll)).decode()
    ballots = list(read_ballots(text, "ballots.csv"))
    assert list(wrong_in_result(published(budget), method, ballots)) == []
    other = published(budget)
    other["pots"][0]["funded"]["official"] = [2]
    assert list(wrong_in_result(other, method, ballots))
