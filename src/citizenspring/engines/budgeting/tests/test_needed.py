"""What would have funded a project: true when counted again, one by one and all at once."""

from typing import Any

import pytest

from citizenspring.engines.budgeting import Election, tally, what_would_fund, what_would_fund_each
from citizenspring.engines.budgeting import needed as module
from citizenspring.engines.seeds import Stream

COSTS = {"a": 900, "b": 340, "c": 260, "d": 410, "e": 150, "f": 75, "g": 600, "h": 1400}


def a_vote(seed: str, voters: int = 120) -> Election:
    stream, names = Stream(seed, "needed"), list(COSTS)
    ballots = [stream.shuffled(names)[: 1 + at % 3] for at in range(voters)]
    return Election.of(COSTS, 1800, ballots)


@pytest.mark.slow
@pytest.mark.parametrize(
    "options",
    [{}, {"completion": "none"}, {"rule": "greedy"}, {"rule": "phragmen"}, {"completion": "add1u"}],
    ids=str,
)
def test_each_answer_is_a_border_of_the_very_rule(options: dict[str, Any]) -> None:
    vote = a_vote("borders")
    outcome = tally(vote, **options)
    answers = list(what_would_fund_each(outcome))
    assert [one and one.project for one in answers] == [one.project for one in outcome.unfunded]
    for one in answers:
        assert one is not None
        if one.voters is not None:
            with_them = vote.with_voters(one.project, one.voters)
            fewer = vote.with_voters(one.project, one.voters - 1)
            assert one.project in tally(with_them, outcome.options).funded
            assert one.project not in tally(fewer, outcome.options).funded
        if one.cost is not None:
            assert one.project in tally(vote.at_cost(one.project, one.cost), outcome.options).funded
            dearer = vote.at_cost(one.project, one.cost + one.step)
            assert one.project not in tally(dearer, outcome.options).funded


@pytest.mark.slow
def test_all_at_once_says_the_same_as_one_by_one() -> None:
    outcome = tally(a_vote("alike"))
    for one in what_would_fund_each(outcome):
        assert one is not None
        alone = what_would_fund(outcome, one.project)
        assert (alone.voters, alone.cost) == (one.voters, one.cost)


def test_what_is_not_worked_out_in_time_is_left_open() -> None:
    outcome = tally(a_vote("alike"))
    late = what_would_fund_each(outcome, is_over=lambda: True)
    assert list(late) == [None] * len(outcome.unfunded)
    in_time = list(what_would_fund_each(outcome, is_over=lambda: False))
    assert in_time == list(what_would_fund_each(outcome))


def test_in_a_large_vote_the_answers_are_enough_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_LARGE", 0)
    vote = a_vote("large")
    outcome = tally(vote)
    for one in what_would_fund_each(outcome):
        assert one is not None
        if one.voters is not None:
            more = vote.with_voters(one.project, one.voters)
            assert one.project in tally(more, outcome.options).funded
