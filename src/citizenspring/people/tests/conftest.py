"""What the tests of people share."""

import threading
from collections.abc import Callable
from typing import TypeVar

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.utils.timezone import now

from citizenspring.people.limits import Limit
from citizenspring.people.models import Allowance, Letter

Result = TypeVar("Result")


@pytest.fixture
def browser(client: Client) -> Client:
    """A browser that reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def newest_code(db: None) -> "CodeReader":
    del db
    return CodeReader()


class CodeReader:
    """Reads the newest code in the mailbox of someone."""

    def __call__(self, email: str) -> str:
        letter = Letter.objects.filter(to=email).first()
        assert letter is not None
        return "".join(sign for sign in letter.subject if sign.isdigit())


def run_dry(limit: Limit, who: str) -> None:
    """Use up a limit, whose row is moved on instead of being taken from thousands of times."""
    limit.take(who)
    whole_at = now() + limit.every * (limit.burst + 1)
    Allowance.objects.filter(key=limit.key(who)).update(whole_at=whole_at)


class Recorded:
    """What stands in the public record; its app lies above people, so it is looked up by name."""

    def __call__(self, kind: str = "") -> list[dict[str, str]]:
        entries = apps.get_model("ledger", "Entry")._default_manager.order_by("id")
        return [entry.body for entry in entries if kind in {"", entry.kind}]


@pytest.fixture
def recorded(db: None) -> Recorded:
    del db
    return Recorded()


def at_once(times: int, act_once: Callable[[], Result]) -> list[Result]:
    """The results of ``times`` threads that start together."""
    found: list[Result] = []
    gate = threading.Barrier(times)

    def run() -> None:
        gate.wait()
        found.append(act_once())
        connection.close()

    threads = [threading.Thread(target=run) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found
