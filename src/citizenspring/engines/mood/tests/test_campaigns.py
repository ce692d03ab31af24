"""Reminders over whole campaigns, day by day, and what else a mood check computes."""

import math
import random
from itertools import pairwise

import pytest

from citizenspring.engines.errors import BadInput
from citizenspring.engines.mood import (
    Threshold,
    forecast,
    nudging,
    suppressed,
    weighting,
)
from citizenspring.engines.mood.nudges import MOST, moments

TARGET = 30_000


def curve(day: float) -> int:
    """A real campaign: 17,000 by day 20 and 30,000 by day 54."""
    return round(17_000 * day / 20 if day <= 20 else 17_000 + 13_000 * (day - 20) / 34)


def saturating(day: float) -> int:
    """The same two points on a curve that only slows down."""
    return round(38_900 * (1 - math.exp(-day / 34.7)))


def sent(total: "object", span: int, *, target: int = TARGET) -> list[float]:
    """The days on which a reminder goes out, looked at every quarter of a day."""
    used: list[int] = []
    days: list[float] = []
    for quarter in range(span * 4 + 1):
        day = quarter / 4
        whole = int(day)
        counts = [total(n + 1) - total(n) for n in range(whole)]  # type: ignore[operator]  # one of the curves
        found = forecast(counts, span - day, total=total(day))  # type: ignore[operator]  # one of the curves
        if total(day) >= target:  # type: ignore[operator]  # one of the curves
            break
        decided = nudging(day, span, found, target, used=used)
        if decided.reason in {"on course", "would miss"}:
            used.append(decided.number)
            days += [day] if decided.is_due else []
    return days


@pytest.mark.parametrize("span", [54, 56, 60, 75])
@pytest.mark.parametrize("total", [curve, saturating])
def test_the_curve_of_a_real_campaign_fires_no_reminder(total: object, span: int) -> None:
    assert sent(total, span) == []


@pytest.mark.parametrize("a_day", [0, 1, 40, 150, 400])
def test_a_flat_curve_fires_some(a_day: int) -> None:
    days = sent(lambda day: round(a_day * day), 60)
    assert 1 <= len(days) <= MOST


@pytest.mark.parametrize("span", [3, 4, 5, 10, 30, 60, 200])
def test_reminders_are_even_apart_and_never_in_the_last_two_days(span: int) -> None:
    days = sent(lambda _day: 5, span)
    gaps = [later - sooner for sooner, later in pairwise(days)]
    assert all(gap >= 1 for gap in gaps)
    assert all(day <= span - 2 for day in days)
    assert max(gaps, default=0) - min(gaps, default=0) <= 0.5


def test_moments_are_even() -> None:
    assert moments(62) == [12, 24, 36, 48]
    assert moments(2) == []


def test_a_forecast_needs_a_whole_day_and_days_ahead() -> None:
    assert forecast([], 3) is None
    with pytest.raises(BadInput):
        forecast([3], -1)


def test_the_interval_holds_eight_times_in_ten() -> None:
    dice = random.Random(7)
    hits = 0
    for _ in range(400):
        days = [sum(dice.random() < 0.3 for _ in range(100)) for _ in range(34)]
        found = forecast(days[:14], 20)
        assert found
        hits += found.low <= sum(days) <= found.high
    assert 0.72 <= hits / 400 <= 0.97


@pytest.mark.parametrize(
    ("inside", "outside", "is_met"),
    [(14_700, 15_300, False), (15_000, 15_000, True), (14_999, 15_001, False), (30_000, 0, True)],
)
def test_half_of_thirty_thousand_must_live_in_the_city(
    inside: int,
    outside: int,
    is_met: bool,  # noqa: FBT001  # a case of the table
) -> None:
    wanted = Threshold(TARGET, share=50)
    assert wanted.is_met(wanted.progress({"Jette": inside}, outside)) is is_met


def test_communes_under_their_number_do_not_count_as_reached() -> None:
    wanted = Threshold(10, each=5, communes=2)
    assert not wanted.is_met(wanted.progress({"Jette": 12, "Evere": 4}))
    assert wanted.is_met(wanted.progress({"Jette": 12, "Evere": 5}))


def test_a_threshold_that_nobody_can_meet_is_refused() -> None:
    for wrong in ({"total": 0}, {"total": 1, "share": 101}, {"total": 1, "each": -1}):
        with pytest.raises(BadInput):
            Threshold(**wrong)


@pytest.mark.parametrize(
    "cells",
    [{"a": 1, "b": 50, "c": 60}, {"a": 0, "b": 11, "c": 12, "d": 300}, {"a": 9, "b": 9, "c": 40}],
)
def test_a26_a_hidden_cell_cannot_be_worked_out_from_the_total(cells: dict[str, int]) -> None:
    found = suppressed(cells)
    hidden = [cells[name] for name, count in found.items() if count is None]
    assert all(count is None or count >= 10 for count in found.values())
    assert len(hidden) > 1
    assert sum(hidden) >= 10


def test_weights_bring_each_commune_to_its_part() -> None:
    people = {"a": 60_000, "b": 40_000}
    found = weighting({"a": 20, "b": 80}, people)
    assert found.weighted({"a": 20}) == pytest.approx(60)
    assert found.weighted({"b": 80}) == pytest.approx(40)
    assert found.gaps == {"a": -40.0, "b": 40.0}


def test_a_commune_with_fewer_than_five_answers_is_not_weighted() -> None:
    found = weighting({"a": 4, "b": 80}, {"a": 60_000, "b": 40_000})
    assert set(found.weights) == {"b"}
    assert found.weighted({"a": 4}) == 4
