"""With real connections: a closing waits for votes under way; maps follow within two seconds."""

import json
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, transaction

from citizenspring.common.background import Work
from citizenspring.common.connecting import own_connection
from citizenspring.common.live import CHANNEL
from citizenspring.common.loops import run_until
from citizenspring.opinions import services
from citizenspring.opinions.errors import MapClosed
from citizenspring.opinions.mapper import Mapper
from citizenspring.opinions.models import OpinionMap, Statement, Vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest

from .factories import close, make_map, make_statement, vote
from .test_mapper import a_split_crowd

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def cast_slowly(
    statement: Statement, person: Person, has_cast: threading.Event, may_end: threading.Event
) -> None:
    try:
        with transaction.atomic():
            services.cast_vote(statement, 1, by=person)
            has_cast.set()
            may_end.wait(10)
    finally:
        connection.close()


def close_and_leave(opinion_map: OpinionMap) -> None:
    try:
        close(opinion_map)
    finally:
        connection.close()


def test_a05_a_closing_waits_for_the_vote_under_way_and_refuses_the_next() -> None:
    made = make_map()
    statement, ada, bo = made.statements.get(), make_guest(), make_guest()
    has_cast, may_end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        casting = pool.submit(cast_slowly, statement, ada, has_cast, may_end)
        assert has_cast.wait(10)
        closing = pool.submit(close_and_leave, made)
        time.sleep(0.3)
        assert not closing.done()
        may_end.set()
        casting.result(10)
        closing.result(10)
    assert Vote.objects.get().person == ada
    with pytest.raises(MapClosed):
        services.cast_vote(statement, 1, by=bo)


def is_heard(made: OpinionMap, votes: int) -> bool:
    """Whether the open pages are told of a map with that many votes."""
    with own_connection() as listener:
        listener.execute(f"LISTEN {CHANNEL}")
        vote(make_guest(), made.statements.get(number=1))
        for told in listener.notifies(timeout=20):
            said: dict[str, Any] = json.loads(told.payload)
            if said["topic"] == made.topic and said["facts"]["votes"] == votes:
                return True
    return False


def test_everyone_looking_is_told_of_a_vote() -> None:
    made, mapper = a_split_crowd(), Mapper()
    mapper.step()
    stop = threading.Event()
    worker = threading.Thread(
        target=run_until, args=(stop, [Work("opinion maps", mapper.step, 0.5)])
    )
    worker.start()
    try:
        assert is_heard(made, 241)
    finally:
        stop.set()
        worker.join()


def act_slowly(act: Callable[[], object], has_acted: threading.Event, may_end: Any) -> None:
    try:
        with transaction.atomic():
            act()
            has_acted.set()
            may_end.wait(10)
    finally:
        connection.close()


def a_closing_waits_for(made: OpinionMap, act: Callable[[], object]) -> bool:
    has_acted, may_end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        acting = pool.submit(act_slowly, act, has_acted, may_end)
        assert has_acted.wait(10)
        closing = pool.submit(close_and_leave, made)
        time.sleep(0.3)
        has_waited = not closing.done()
        may_end.set()
        acting.result(10)
        closing.result(10)
    return has_waited


def test_a05_a_closing_waits_for_the_withdrawal_under_way_and_refuses_the_next() -> None:
    made = make_map("One.", "Two.")
    one, two = made.statements.select_related("map__activity")
    ada = make_guest()
    vote(ada, one)
    vote(ada, two)
    assert a_closing_waits_for(made, lambda: services.withdraw_vote(one, by=ada))
    with pytest.raises(MapClosed):
        services.withdraw_vote(two, by=ada)
    assert Vote.objects.get().statement == two


def test_a05_a_closing_waits_for_the_statement_under_way() -> None:
    made, ada = make_map(), make_guest()
    assert a_closing_waits_for(made, lambda: make_statement(made, "More benches.", by=ada))
    assert made.statements.count() == 2


def test_a05_a_vote_comes_after_a_closing_that_waits_already() -> None:
    """Else a crowd that votes without pause would keep the organiser waiting."""
    made = make_map()
    statement, ada, bo = made.statements.get(), make_guest(), make_guest()
    has_cast, may_end = threading.Event(), threading.Event()
    with ThreadPoolExecutor(3) as pool:
        casting = pool.submit(cast_slowly, statement, ada, has_cast, may_end)
        assert has_cast.wait(10)
        closing = pool.submit(close_and_leave, made)
        time.sleep(0.3)
        late = pool.submit(cast_slowly, statement, bo, threading.Event(), may_end)
        time.sleep(0.3)
        may_end.set()
        casting.result(10)
        closing.result(10)
        with pytest.raises(MapClosed):
            late.result(10)
    assert Vote.objects.get().person == ada
