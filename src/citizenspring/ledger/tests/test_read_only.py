"""A13: yesterday's backup in place of today's record makes the site read-only, and it says so."""

import pytest
from django.test import Client

from citizenspring.engines.record import Checkpoint as SignedCheckpoint
from citizenspring.ledger.keys import signing_key
from citizenspring.ledger.published import publish
from citizenspring.ledger.tests.factories import sequenced

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def older_backup() -> None:
    sequenced(2)
    publish(SignedCheckpoint("spring.example", 3, bytes(32)).signed(signing_key()))


@pytest.mark.usefixtures("older_backup")
def test_a13_acts_are_refused_with_what_happened(client: Client) -> None:
    answer = client.post("/processes/new/", headers=ENGLISH)
    assert answer.status_code == 503
    assert "An older copy of the public record" in answer.content.decode()


@pytest.mark.usefixtures("older_backup")
def test_a13_everything_can_still_be_read(client: Client) -> None:
    answer = client.get("/record/", headers=ENGLISH)
    assert answer.status_code == 200
    assert "An older copy of the public record" in answer.content.decode()


@pytest.mark.usefixtures("older_backup")
def test_a13_language_and_appearance_can_still_be_chosen(client: Client) -> None:
    assert client.post("/theme/", {"theme": "dark"}).status_code == 302


def test_a_record_that_is_complete_takes_acts(client: Client) -> None:
    sequenced(2)
    assert "older copy" not in client.get("/record/", headers=ENGLISH).content.decode()
    publish(SignedCheckpoint("spring.example", 2, bytes(32)).signed(signing_key()))
    assert client.post("/processes/new/", headers=ENGLISH).status_code != 503
