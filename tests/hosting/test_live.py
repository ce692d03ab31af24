"""Streams on the same port as the pages."""

import http.client
import json
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection

from citizenspring.common.live import tell
from citizenspring.testing.site import serving


@contextmanager
def listening(site: str, path: str) -> Iterator[http.client.HTTPResponse]:
    stream = http.client.HTTPConnection(site.removeprefix("http://"), timeout=10)
    stream.request("GET", path, headers={"Last-Event-ID": "7"})
    try:
        yield stream.getresponse()
    finally:
        stream.close()


def told(answer: http.client.HTTPResponse) -> dict[str, object]:
    """The next event that is not the one of a new connection to the database."""
    while line := answer.readline():
        if line.startswith(b"data: ") and b'"again"' not in line:
            found: dict[str, object] = json.loads(line[6:])
            return found
    message = "the stream ended"
    raise AssertionError(message)


@pytest.mark.browser
def test_what_is_told_reaches_those_who_look(site: str) -> None:
    with listening(site, "/live/map:7") as answer:
        assert answer.headers["Content-Type"].startswith("text/event-stream")
        answer.readline()
        tell("map:8", "changed", votes=1)
        tell("map:7", "changed", votes=2)
        assert told(answer) == {"event": "changed", "votes": 2}


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/live/", "/live/UPPER", "/live/a/b", "/live/" + "x" * 200])
def test_a_topic_that_cannot_be_one_is_not_found(site: str, path: str) -> None:
    with listening(site, path) as answer:
        assert answer.status == 404


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_above_the_limit_the_answer_is_plain() -> None:
    facts = connection.settings_dict
    address = f"postgresql://{facts['USER']}@/{facts['NAME']}?host={facts['HOST']}"
    with (
        serving(address, worker=5, CITIZENSPRING_LIVE_LIMIT="1") as site,
        listening(site, "/live/one") as first,
        listening(site, "/live/one") as second,
    ):
        assert (first.status, second.status) == (200, 503)
        assert second.headers["Retry-After"] == "30"
