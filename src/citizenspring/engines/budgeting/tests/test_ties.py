"""Every tie that could have changed what is funded is reported."""

from collections.abc import Mapping
from typing import Any

import pytest

from citizenspring.engines.budgeting import Election, describe, tally
from citizenspring.engines.seeds import Stream

RULES: list[Mapping[str, Any]] = [
    {"rule": "greedy"},
    {"rule": "greedy", "threshold": 2},
    {"rule": "greedy-stop"},
    {"rule": "greedy-per-cost"},
    {"rule": "phragmen", "completion": "none"},
    {"rule": "phragmen", "completion": "greedy"},
    {"rule": "maximin-support"},
    {"completion": "none"},
    {"completion": "add1"},
    {"completion": "add1", "satisfaction": "sqrt"},
    {"completion": "add1", "exhaustive_stop": False},
    {"completion": "add1", "comparison": True},
    {"completion": "add1u"},
    {"completion": "epsilon"},
    {"completion": "greedy"},
    {"completion": "increase"},
]


def vote_with_ties(seed: str) -> Election:
    """Few voters and few different costs."""
    draw = Stream(seed, "ties")
    names = [f"p{one}" for one in range(2 + draw.below(5))]
    costs = {name: (1, 2, 5, 10)[draw.below(4)] for name in names}
    ballots = [draw.shuffled(names)[: 1 + draw.below(3)] for _ in range(2 + draw.below(5))]
    return Election.of(costs, 8 + draw.below(12), ballots)


@pytest.mark.slow
@pytest.mark.parametrize(
    "rule", RULES, ids=lambda rule: " ".join(str(one) for one in rule.values())
)
def test_where_no_tie_is_told_no_list_of_ties_changes_the_outcome(
    rule: Mapping[str, Any],
) -> None:
    for seed in range(40):
        vote = vote_with_ties(str(seed))
        lists = [Stream(str(at), "list").shuffled(list(vote.position)) for at in range(5)]
        found = [tally(vote, ties=(one,), **rule) for one in lists]
        if len({frozenset(one.funded) for one in found}) > 1:
            assert all(one.ties for one in found), (seed, rule)


def test_an_equal_that_would_have_taken_the_place_of_two_is_told() -> None:
    vote = Election.of({"a": 5, "b": 5, "c": 10}, 10, [["a", "b", "c"]] * 3)
    found = tally(vote, rule="greedy")
    assert set(found.funded) == {"a", "b"}
    assert found.ties[0].among[0] == found.ties[0].chosen
    assert "c" in found.ties[0].among


def test_an_equal_behind_the_one_that_ends_the_count_is_told() -> None:
    vote = Election.of({"big": 20, "small": 1}, 10, [["big", "small"]])
    found = tally(vote, rule="greedy-stop", ties=(["big", "small"],))
    assert found.funded == ()
    assert found.passed_ties[0].among == ("big", "small")
    assert "Tie: big stood equal with small" in describe(found)
