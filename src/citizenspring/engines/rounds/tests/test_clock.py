"""The clock of a gathering: worked out from what the organiser did, the same for everybody."""

import math

import pytest

from citizenspring.engines.rounds import (
    Consented,
    Extended,
    Paused,
    Resumed,
    Skipped,
    Started,
    shipped,
    spans_of,
    standing_at,
)
from citizenspring.engines.rounds.events import Timing

DOTS = shipped("dot-voting")  # 10, 5 and 5 minutes
STARTED = Started(id="start", at=100)


def shown(*acts: Timing, at: float) -> tuple[str, float]:
    standing = standing_at(DOTS, [STARTED, *acts], at)
    return (standing.phase.id if standing.phase else "", standing.seconds_left)


@pytest.mark.parametrize(
    ("at", "phase", "left"),
    [(99, "", 0), (100, "ideas", 600), (699, "ideas", 1), (700, "reading", 300), (1300, "", 0)],
)
def test_phases_follow_one_another_by_themselves(at: float, phase: str, left: float) -> None:
    assert shown(at=at) == (phase, left)


def test_it_is_over_after_the_last_phase_and_stays_so() -> None:
    late = Extended(id="late", at=1400, seconds=600)
    assert standing_at(DOTS, [STARTED, late], 1500).is_over
    assert not standing_at(DOTS, [], 1500).is_over


def test_a_pause_keeps_what_is_left() -> None:
    paused, resumed = Paused(id="p", at=200), Resumed(id="r", at=1000)
    assert shown(paused, at=900) == ("ideas", 500)
    assert standing_at(DOTS, [STARTED, paused], 900).is_paused
    assert shown(paused, resumed, at=1100) == ("ideas", 400)


def test_more_time_in_a_pause_counts_when_it_goes_on() -> None:
    acts = Paused(id="p", at=200), Extended(id="e", at=300, seconds=60), Resumed(id="r", at=400)
    assert shown(*acts, at=400) == ("ideas", 560)


def test_time_is_added_and_taken_away_never_below_nothing() -> None:
    assert shown(Extended(id="e", at=650, seconds=120), at=650) == ("ideas", 170)
    assert shown(Extended(id="e", at=650, seconds=-900), at=650) == ("reading", 300)


def test_skipping_begins_the_next_at_once() -> None:
    assert shown(Skipped(id="s", at=200), at=210) == ("reading", 290)
    assert shown(Paused(id="p", at=150), Skipped(id="s", at=200), at=210) == ("reading", 290)


def test_an_act_sent_twice_counts_once() -> None:
    twice = Extended(id="e", at=200, seconds=60)
    assert shown(twice, twice, at=200) == ("ideas", 560)


def test_a_second_start_changes_nothing() -> None:
    assert shown(Started(id="again", at=500), at=600) == ("ideas", 100)


def test_a_phase_under_a_paused_clock_has_no_end_yet() -> None:
    assert spans_of(DOTS, [STARTED, Paused(id="p", at=200)])[-1].ends == math.inf


def test_an_objection_sends_a_consent_round_back_at_most_twice() -> None:
    method = shipped("consent-round")
    turns = [span[:2] for span in spans_of(method, [STARTED], objects=lambda _span: True)]
    assert turns[-6:] == [
        ("amend", 1), ("consent", 1), ("amend", 2), ("consent", 2), ("amend", 3), ("consent", 3),
    ]  # fmt: skip
    heard = Consented(id="c", at=1900, phase="consent", by="ada", card="a", objection="Too dear.")
    alone = [span[:2] for span in spans_of(method, [STARTED, heard])]
    assert alone[-1] == ("consent", 1)
