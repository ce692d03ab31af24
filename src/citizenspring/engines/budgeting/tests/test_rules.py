"""What every rule must keep to, and the fast engine beside the plain definitions."""

from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from citizenspring.engines.budgeting import (
    Ballots,
    Election,
    check_justified,
    check_prices,
    merge,
    tally,
    what_would_fund,
)
from citizenspring.engines.budgeting.equal_shares import equal_shares
from citizenspring.engines.budgeting.supporters import supporters_of
from citizenspring.engines.budgeting.ties import TieList
from citizenspring.engines.seeds import Stream

from .factories import random_vote
from .naive import naive_add1, naive_equal_shares, naive_phragmen

COMPLETIONS = ("none", "add1", "add1u", "epsilon", "greedy", "increase")
RULES: list[dict[str, Any]] = [
    *({"rule": "equal-shares", "completion": one} for one in COMPLETIONS),
    {"rule": "equal-shares", "exhaustive_stop": False},
    {"rule": "equal-shares", "comparison": True},
    {"rule": "equal-shares", "satisfaction": "cardinality"},
    {"rule": "equal-shares", "satisfaction": "sqrt"},
    {"rule": "phragmen"},
    {"rule": "phragmen", "completion": "greedy"},
    {"rule": "greedy"},
    {"rule": "greedy", "threshold": 3},
    {"rule": "greedy-stop"},
    {"rule": "greedy-per-cost"},
    {"rule": "maximin-support"},
]
KINDS = ("approval", "cumulative", "scoring", "ordinal")
SEEDS = ("one", "two", "three")

every_rule = pytest.mark.parametrize(
    "rule", RULES, ids=lambda rule: " ".join(str(one) for one in rule.values())
)
every_kind = pytest.mark.parametrize("kind", KINDS)


@pytest.mark.slow
@every_rule
@every_kind
def test_no_rule_spends_more_than_the_budget(rule: dict[str, Any], kind: str) -> None:
    for seed in SEEDS:
        found = tally(random_vote(seed, kind=kind), **rule)
        assert found.spent <= found.election.budget
        assert found.spent == sum(one.cost for one in found.purchases)
        assert len(found.funded) + len(found.unfunded) == len(found.election.projects)


def shuffled(vote: Election) -> Election:
    """The same ballots and projects in another order."""
    order = Stream("order", "projects").shuffled(range(len(vote.projects)))
    place = {old: new for new, old in enumerate(order)}
    rows = [
        {place[at]: value for at, value in vote.ballots.ballot(kind).items()}
        for kind, weight in enumerate(vote.ballots.weights.tolist())
        for _ in range(weight)
    ]
    if vote.ballots.kind == "ordinal":
        rows = [dict.fromkeys(sorted(row, key=row.__getitem__), 0) for row in rows]
    ballots = Ballots.of(
        [
            row if vote.ballots.kind in {"cumulative", "scoring"} else list(row)
            for row in rows[::-1]
        ],
        n_projects=len(place),
        kind=vote.ballots.kind,
    )
    return Election(tuple(vote.projects[old] for old in order), vote.budget, ballots)


@pytest.mark.slow
@every_rule
@every_kind
def test_the_order_of_ballots_and_projects_does_not_matter(rule: dict[str, Any], kind: str) -> None:
    vote = random_vote("order", kind=kind)
    assert tally(shuffled(vote), **rule).funded == tally(vote, **rule).funded


@every_rule
def test_every_ballot_twice_is_the_same_vote(rule: dict[str, Any]) -> None:
    if "threshold" in rule or rule.get("completion") == "add1u" or "comparison" in rule:
        rule = {**rule, "threshold": 0}
    vote = random_vote("twice")
    # Money doubles with the voters, so that a rise by one stays a rise by one for each.
    double = Election(
        tuple(one.__class__(one.id, 2 * one.cost) for one in vote.projects),
        2 * vote.budget,
        merge([vote.ballots, vote.ballots]),
    )
    assert tally(double, **rule).funded == tally(vote, **rule).funded


@every_rule
def test_counting_changes_nothing_it_was_given(rule: dict[str, Any]) -> None:
    vote = random_vote("kept")
    before = [one.tolist() for one in (vote.ballots.columns, vote.ballots.weights)]
    tally(vote, **rule)
    assert [one.tolist() for one in (vote.ballots.columns, vote.ballots.weights)] == before


@every_rule
def test_payments_are_the_costs_and_nobody_pays_more_than_she_has(rule: dict[str, Any]) -> None:
    found = tally(random_vote("paid"), **rule)
    if found.payments is None:
        return
    total: dict[str, Fraction] = {}
    for kind, weight in enumerate(found.election.ballots.weights.tolist()):
        for project, share in found.payments.of(kind).items():
            total[project] = total.get(project, Fraction(0)) + weight * share
        assert found.endowment is None or found.payments.left(kind) >= 0
    paying = {"equal shares", "epsilon", "phragmen"}
    for one in found.purchases:
        if one.by in paying:
            assert total[one.project] == one.cost


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("measure", ["cost", "cardinality", "sqrt"])
def test_equal_shares_are_justified_and_priceable(measure: str, seed: str) -> None:
    vote = random_vote(seed, voters=60)
    found = tally(vote, satisfaction=measure)
    assert check_justified(vote, found.funded, found.options.satisfaction) is None
    assert check_prices(found).holds


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    "rule", [{}, {"completion": "greedy"}, {"rule": "greedy"}, {"rule": "phragmen"}]
)
def test_what_would_fund_a_project_does_and_a_step_less_does_not(
    rule: dict[str, Any], seed: str
) -> None:
    vote = random_vote(seed)
    found = tally(vote, **rule)
    for one in found.unfunded[:3]:
        needed = what_would_fund(found, one.project)
        if needed.voters is not None:
            more = vote.with_voters(one.project, needed.voters)
            fewer = vote.with_voters(one.project, needed.voters - 1)
            assert one.project in tally(more, **rule).funded
            assert one.project not in tally(fewer, **rule).funded
        if needed.cost is not None:
            assert one.project in tally(vote.at_cost(one.project, needed.cost), **rule).funded
            dearer = vote.at_cost(one.project, needed.cost + needed.step)
            assert one.project not in tally(dearer, **rule).funded


@pytest.mark.parametrize("kind", KINDS)
def test_parts_counted_apart_merge_to_the_whole(kind: str) -> None:
    vote = random_vote("parts", voters=200, kind=kind)
    rows = [
        (vote.ballots.ballot(at), weight) for at, weight in enumerate(vote.ballots.weights.tolist())
    ]
    parts = []
    for first in range(3):
        mine = rows[first::3]
        starts = [0]
        for row, _ in mine:
            starts.append(starts[-1] + len(row))
        parts.append(
            Ballots.from_arrays(
                starts,
                [at for row, _ in mine for at in row],
                [value for row, _ in mine for value in row.values()],
                [weight for _, weight in mine],
                n_projects=len(vote.projects),
                kind=vote.ballots.kind,
            )
        )
    for together in (merge(parts), merge([merge(parts[1:]), parts[0]])):
        assert together.starts.tolist() == vote.ballots.starts.tolist()
        assert together.columns.tolist() == vote.ballots.columns.tolist()
        assert together.values.tolist() == vote.ballots.values.tolist()
        assert together.weights.tolist() == vote.ballots.weights.tolist()


@st.composite
def small_votes(draw: st.DrawFn) -> Election:
    """Few round figures, so that ties and purses that are spent to the last cent abound."""
    costs = draw(st.lists(st.sampled_from([2, 3, 4, 6, 8, 12]), min_size=1, max_size=6))
    names = [f"p{at}" for at in range(len(costs))]
    ballot = st.lists(st.sampled_from(names), unique=True, max_size=4)
    ballots = draw(st.lists(ballot, min_size=1, max_size=9))
    budget = draw(st.sampled_from([6, 9, 12, 18, 24, 30]))
    return Election.of(dict(zip(names, costs, strict=True)), budget, ballots)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, derandomize=True)
@given(small_votes(), st.sampled_from(["cost", "cardinality", "sqrt"]))
def test_equal_shares_are_what_the_definition_says(vote: Election, measure: str) -> None:
    endowment = Fraction(vote.limit, vote.n_voters)
    supporters = supporters_of(vote, measure)  # type: ignore[arg-type]  # because the measures come from a list of tests
    run = equal_shares(supporters, endowment, TieList(vote, ("id",)))
    found = [vote.projects[one].id for one in run.bought]
    assert found == naive_equal_shares(vote, measure, endowment)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True)
@given(small_votes(), st.sampled_from(["cost", "cardinality", "sqrt"]), st.booleans())
def test_add1_is_what_the_definition_says(vote: Election, measure: str, stop: bool) -> None:  # noqa: FBT001  # because hypothesis draws it
    found = tally(vote, satisfaction=measure, exhaustive_stop=stop, ties=("id",))
    assert list(found.funded) == naive_add1(vote, measure, exhaustive_stop=stop)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, derandomize=True)
@given(small_votes())
def test_phragmen_is_what_the_definition_says(vote: Election) -> None:
    assert list(tally(vote, rule="phragmen", ties=("id",)).funded) == naive_phragmen(vote)


@pytest.mark.parametrize(
    ("kind", "measure", "seed"),
    list(product(["cumulative", "scoring"], ["points"], SEEDS))
    + list(product(["ordinal"], ["borda", "borda0"], SEEDS)),
)
def test_points_and_places_are_what_the_definition_says(kind: str, measure: str, seed: str) -> None:
    vote = random_vote(seed, kind=kind)
    found = tally(vote, satisfaction=measure, ties=("id",))
    assert list(found.funded) == naive_add1(vote, measure, exhaustive_stop=True)


def test_groups_are_checked_exactly_where_costs_have_many_decimals() -> None:
    tiny = Fraction(1, 10**28)
    vote = Election.of({"a": 60 + tiny, "b": 60, "c": 39}, 100, [["a"]] * 3 + [["b", "c"]] * 2)
    assert check_justified(vote, ["a", "c"], "cost") is None
    assert check_justified(vote, ["c"], "cost") is None
    exact = Election.of({"a": 60, "b": 60 + tiny, "c": 39}, 100, [["a"]] * 3 + [["b", "c"]] * 2)
    found = check_justified(exact, ["c"], "cost")
    assert found is not None
    assert (found.project, found.voters) == ("a", 3)
