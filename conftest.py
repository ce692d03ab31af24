"""What every test can use, and what every test has for itself."""

from itertools import count
from typing import Any

import pytest

from citizenspring.engines.opinions.tests.places import data_at_hand
from citizenspring.testing import django_db_setup
from citizenspring.testing.browsing import _server, browser, site, visit, worker

__all__ = ["_server", "browser", "django_db_setup", "site", "visit", "worker"]

_records = count()


@pytest.fixture(autouse=True)
def _own_record(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Keep what one test publishes of the record from being newer than what another knows."""
    base = tmp_path_factory.getbasetemp()
    settings.KEYS_FOLDER = base / "keys"
    settings.RECORD_FOLDER = base / "records" / str(next(_records))


@pytest.fixture(autouse=True)
def _nothing_kept_for_strangers(settings: Any) -> None:
    """Let a test see at once what it has changed; the test of that memory turns it on."""
    settings.STRANGERS_SECONDS = 0


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What waits for processes to end goes first: no worker is left alone with it at the end."""
    items.sort(key=lambda item: not item.nodeid.startswith(("tests/drills/", "tests/hosting/")))


def pytest_report_header() -> str:
    """Say which data the opinion maps are tested on: a clone elsewhere has only our own."""
    return data_at_hand()
