"""A migration behind a long report: it waits its turn in small steps, and nobody waits for it."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from citizenspring.cli.migrate import bring_up_to_date, missing_migrations
from citizenspring.processes.tests.factories import make_commune

from .migrations.zz_one_more_column import NEWEST

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

REPORT_SECONDS = 4


@pytest.fixture
def one_more(settings: Any) -> Iterator[None]:
    """The database is one migration behind, until the test ends."""
    settings.MIGRATION_MODULES = {"city": "tests.hosting.migrations"}
    yield
    call_command("migrate", "city", NEWEST, verbosity=0)


def read_a_long_report(has_begun: threading.Event) -> None:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM city_territory")
            has_begun.set()
            time.sleep(REPORT_SECONDS)
    finally:
        connection.close()


def write_all_the_while(stop: threading.Event) -> list[float]:
    """How long each write took."""
    waits = []
    try:
        while not stop.is_set():
            began = time.monotonic()
            with connection.cursor() as cursor:
                cursor.execute("UPDATE city_territory SET code = code")
            waits.append(time.monotonic() - began)
            time.sleep(0.01)
    finally:
        connection.close()
    return waits


@pytest.mark.usefixtures("one_more")
def test_a_migration_behind_a_long_report_holds_up_no_writer_as_long() -> None:
    make_commune()
    has_begun, stop = threading.Event(), threading.Event()
    with ThreadPoolExecutor(2) as pool:
        report = pool.submit(read_a_long_report, has_begun)
        assert has_begun.wait(10)
        writes = pool.submit(write_all_the_while, stop)
        try:
            assert bring_up_to_date() == 1
            assert report.done()
        finally:
            stop.set()
    # The first shows that somebody did wait behind the migration's lock.
    assert 0.2 < max(writes.result()) < REPORT_SECONDS / 2
    assert missing_migrations() == []
