"""Twenty times the same form at once, as from an impatient thumb: it counts once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest

from citizenspring.ledger.models import Entry
from citizenspring.opinions.models import Vote
from citizenspring.opinions.tests.factories import make_map

from .crowd import CHOICES, Visitor

pytestmark = pytest.mark.slow

TIMES = 20


@pytest.fixture
def visitor(site: str) -> Iterator[Visitor]:
    """Someone who has already answered the second statement."""
    path = make_map("More trees.", "More benches.").get_absolute_url()
    found = Visitor(urlsplit(site).port or 0, path)
    assert found.vote(2, "pass", threading.Event()) is not None
    yield found
    found.hang_up()


def test_a01_twenty_votes_at_once_from_one_session_are_one_vote(visitor: Visitor) -> None:
    together = threading.Barrier(TIMES)

    def send(choice: str) -> int:
        same = Visitor(visitor.port, visitor.path, dict(visitor.cookies))
        together.wait(10)
        status = same.request("POST", visitor.path, {"statement": "1", "vote": choice})
        same.hang_up()
        return status

    with ThreadPoolExecutor(TIMES) as pool:
        answers = list(pool.map(send, [CHOICES[n % 3] for n in range(TIMES)]))
    assert set(answers) <= {200, 302}
    vote = Vote.objects.get(statement__number=1)
    assert vote.person == Vote.objects.get(statement__number=2).person
    # Of the entries for this statement one is a first vote, and the others replace it.
    cast = Entry.objects.filter(kind="vote.cast").exclude(body__has_key="replaces")
    assert cast.count() == 2
