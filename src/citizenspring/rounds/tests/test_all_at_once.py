"""Many at once: what is acknowledged is counted, and a button pressed twice acts once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction

from citizenspring.common.errors import Refusal
from citizenspring.engines.rounds import recount
from citizenspring.gatherings.models import Arrival
from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import answers_of, clock_of, events_of, method_of

from .factories import (
    card,
    make_run,
    make_voter,
    make_voters,
    organiser_of,
    started,
    take,
    wait,
    written,
)

pytestmark = pytest.mark.django_db(transaction=True)


def all_at_once(*acts: Callable[[], Any]) -> list[Any]:
    """What each came to: its answer, or the code of its refusal."""
    ready = Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        ready.wait()
        try:
            return act()
        except Refusal as refusal:
            return refusal.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as threads:
        return list(threads.map(run, acts))


def test_of_many_who_skip_the_same_phase_one_is_heard() -> None:
    run = started()
    by = organiser_of(run)

    def skip() -> Run:
        return services.skip(Run.objects.get(pk=run.pk), by=by, expected=("ideas", 1))

    told = all_at_once(*[skip] * 5)
    assert told.count("clock_moved") == 4
    assert run.facts.filter(kind="skipped").count() == 1


def test_of_her_two_phones_the_one_that_waited_longer_has_the_last_word() -> None:
    run = started()
    keys = [str(written(run, text).key) for text in ("One", "Two")]
    wait(run, 901)
    ada = make_voter(run)

    def vote(first: int, second: int) -> None:
        answers: dict[str, int | str] = {keys[0]: first, keys[1]: second}
        services.take_votes(run, ada.voice, answers, sent=uuid4(), phase="dots")

    def later() -> None:
        vote(3, 2)
        connection.close()

    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            Arrival.objects.select_for_update().get(pk=ada.pk)
            late = other.submit(later)
            while not (late.done() or waiting_for_a_row()):
                pass
            vote(2, 3)
        late.result()
    assert answers_of(run, ada.voice, "dots") == {keys[0]: 3, keys[1]: 2}
    assert not recount(method_of(run), events_of(run)).refused


def waiting_for_a_row() -> bool:
    with connection.cursor() as cursor:
        # Within a transaction it would show the same moment again and again.
        cursor.execute("SELECT pg_stat_clear_snapshot()")
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' "
            "AND datname = current_database()"
        )
        return bool(cursor.fetchone()[0])


def test_of_many_who_start_one_does() -> None:
    run = make_run()
    by = organiser_of(run)

    def start() -> Run:
        return services.start(Run.objects.get(pk=run.pk), by=by)

    told = all_at_once(*[start] * 4)
    assert told.count("run_started") == 3
    assert clock_of(run).phase


def test_two_phones_of_one_person_give_no_more_dots_than_she_has() -> None:
    run = started()
    keys = [str(written(run, text).key) for text in "abcdefgh"]
    wait(run, 901)
    ada = make_voter(run)

    def vote(key: str) -> Callable[[], Any]:
        return lambda: services.take_votes(run, ada.voice, {key: 1}, sent=uuid4(), phase="dots")

    told = all_at_once(*map(vote, keys))
    most = method_of(run).phase("dots").entry.most
    assert told.count(1) == most
    assert sum(int(dots) for dots in answers_of(run, ada.voice, "dots").values()) == most
    assert not recount(method_of(run), events_of(run)).refused


def test_the_end_knows_everything_that_was_acknowledged_before_it() -> None:
    run = started()
    key = str(written(run).key)
    wait(run, 901)
    voices = [arrival.voice for arrival in make_voters(run, 8)]

    def vote(voice: str) -> Callable[[], Any]:
        return lambda: services.take_votes(run, voice, {key: 1}, sent=uuid4(), phase="dots")

    def end() -> None:
        services.end_run(Run.objects.get(pk=run.pk), by=by)

    def write() -> None:
        take(Run.objects.get(pk=run.pk), card("late"))

    by = organiser_of(run)
    told = all_at_once(*map(vote, voices[:4]), end, *map(vote, voices[4:]), write)
    run.refresh_from_db()
    outcome = recount(method_of(run), events_of(run))
    assert outcome.digest == run.digest
    assert sum(one.voices for one in outcome.result("dots").scores) == told.count(1)
    assert set(told) <= {1, None, "run_ended"}
    assert run.cards.get(text="late").is_late
