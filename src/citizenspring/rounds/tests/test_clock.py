"""The clock of a run: begun, paused, extended, skipped and ended, each once."""

from uuid import uuid4

import pytest
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.engines.rounds import METHODS
from citizenspring.gatherings.errors import GatheringCancelled
from citizenspring.gatherings.tests.factories import make_gathering, make_helper
from citizenspring.ledger.models import Entry
from citizenspring.rounds import errors, services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import clock_of, run_of

from .factories import make_run, organiser_of, started, wait

pytestmark = pytest.mark.django_db

OWN = """
name = { en = "Own" }
summary = { en = "Two minutes" }
table_size = 4
[[phases]]
id = "talk"
mode = "table"
minutes = 2
name = { en = "Talk" }
prompt = { en = "What matters?" }
"""


# What is left of nine minutes where the tests themselves take their time.
SLOW = 400


def kinds(run: Run) -> list[str]:
    return list(run.facts.order_by("at").values_list("kind", flat=True))


def test_it_goes_through_its_phases_by_itself() -> None:
    run = started()
    first = clock_of(run)
    assert first.phase
    assert (first.phase.id, round((first.ends or 0) - first.begins)) == ("ideas", 600)
    assert [span.is_planned for span in first.spans] == [False, True, True]
    second = clock_of(wait(run, 601))
    assert second.phase
    assert second.phase.id == "reading"
    assert clock_of(wait(run, 3600)).is_over


def test_it_stands_still_and_goes_on() -> None:
    run = started(seconds=60)
    by = organiser_of(run)
    services.pause(run, by=by)
    services.pause(run, by=by)
    wait(run, 300)
    clock = clock_of(run)
    assert (clock.is_paused, clock.ends) == (True, None)
    assert SLOW < clock.left <= 540
    assert len(clock.spans) == 3
    services.resume(run, by=by)
    assert SLOW < clock_of(run).left <= clock.left
    assert kinds(run) == ["started", "paused", "resumed"]


def test_a_double_click_skips_one_phase_only() -> None:
    run = started()
    by = organiser_of(run)
    services.skip(run, by=by, expected=("ideas", 1))
    with pytest.raises(errors.ClockMoved):
        services.skip(run, by=by, expected=("ideas", 1))
    phase = clock_of(run).phase
    assert phase
    assert phase.id == "reading"


def test_more_time_sent_twice_is_given_once() -> None:
    run = started()
    sent = uuid4()
    for _ in range(2):
        services.extend(run, 300, by=organiser_of(run), sent=sent)
    clock = clock_of(run)
    assert round((clock.ends or 0) - clock.begins) == 900
    with pytest.raises(errors.ExtraWrong):
        services.extend(run, 0, by=organiser_of(run))


def test_two_methods_do_not_run_at_once() -> None:
    first = started()
    second = make_run("go-round", gathering=first.gathering)
    by = organiser_of(first)
    with pytest.raises(errors.OtherRuns):
        services.start(second, by=by)
    assert run_of(first.gathering) == first
    with pytest.raises(errors.RunStarted):
        services.start(first, by=by)
    services.end_run(first, by=by)
    assert run_of(first.gathering) == second
    services.start(second, by=by)
    with pytest.raises(errors.RunEnded):
        services.skip(first, by=by)


def test_what_is_over_cannot_be_extended() -> None:
    run = started(seconds=3600)
    with pytest.raises(errors.ClockStopped):
        services.extend(run, 60, by=organiser_of(run))


def test_only_organisers_keep_the_clock() -> None:
    run = make_run()
    with pytest.raises(NotAllowed):
        services.start(run, by=make_helper(run.gathering))


def test_an_own_definition_is_checked_before_it_is_kept() -> None:
    gathering = make_gathering()
    run = make_run(OWN, gathering=gathering)
    assert run.method_name == "own"
    for wrong in ("x", OWN.replace("minutes = 2", ""), OWN.replace("talk", "t" * 41), "a" * 60_001):
        with pytest.raises(errors.MethodWrong):
            services.prepare_run(gathering, wrong, by=organiser_of(run))
    assert gathering.runs.count() == 1


def test_every_shipped_method_can_be_prepared() -> None:
    gathering = make_gathering()
    for name in METHODS:
        make_run(name, gathering=gathering)
    assert [run.number for run in gathering.runs.all()] == list(range(1, len(METHODS) + 1))


def test_each_act_is_in_the_public_record() -> None:
    run = started()
    services.end_run(run, by=organiser_of(run))
    noted = Entry.objects.filter(kind__startswith="run.").order_by("pk")
    assert [entry.kind for entry in noted] == ["run.prepared", "run.started", "run.ended"]
    assert noted[2].body["sha256"] == run.digest


def test_no_round_begins_in_a_gathering_that_was_called_off() -> None:
    run = make_run()
    by = organiser_of(run)
    run.gathering.cancelled_at = now()
    with pytest.raises(GatheringCancelled):
        services.start(run, by=by)
    assert not run.facts.exists()
