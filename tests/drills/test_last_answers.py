"""Twenty links pressed at the same moment, each of which may be the last one a threshold needs."""

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from citizenspring.ledger.models import Entry
from citizenspring.mood import services
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.tests.factories import answered, make_mood, token_of

from .crowd import Visitor

pytestmark = pytest.mark.slow

TIMES = 20


def press(port: int, path: str, token: str, together: threading.Barrier) -> int:
    visitor = Visitor(port, path)
    visitor.request("GET", path)
    together.wait(60)
    status = visitor.request("POST", f"/moods/confirm/{token}/", {})
    visitor.hang_up()
    return status


def test_a01_the_threshold_is_decided_exactly_once(site: str) -> None:
    mood = make_mood(target=TIMES)
    emails = [f"p{number}@example.org" for number in range(TIMES)]
    for email in emails:
        services.ask_to_confirm(answered(mood), email)
    port, path = urlsplit(site).port or 0, mood.get_absolute_url()
    together = threading.Barrier(TIMES)
    with ThreadPoolExecutor(TIMES) as pool:
        done = [pool.submit(press, port, path, token_of(email), together) for email in emails]
        assert {one.result() for one in done} == {302}
    mood = MoodCheck.objects.get(pk=mood.pk)
    assert (mood.outcome, mood.decided_count) == ("met", TIMES)
    assert Entry.objects.filter(kind="mood.met").count() == 1


def test_a19_one_link_pressed_twenty_times_counts_once(site: str) -> None:
    mood = make_mood(target=100)
    services.ask_to_confirm(answered(mood), "ada@example.org")
    port, path = urlsplit(site).port or 0, mood.get_absolute_url()
    together, token = threading.Barrier(TIMES), token_of("ada@example.org")
    with ThreadPoolExecutor(TIMES) as pool:
        done = [pool.submit(press, port, path, token, together) for _ in range(TIMES)]
        # Whoever comes later is led to the answer that counts already.
        assert {one.result() for one in done} == {302}
    assert services.recount(mood) == 1
