"""A voter keeps the receipt of her vote, and proves it to anyone without asking the platform."""

import json
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from citizenspring.engines.record import verify_receipt
from citizenspring.ledger.services import sequence
from citizenspring.opinions import services
from citizenspring.opinions.models import OpinionMap, Vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in

from .factories import make_map, vote

EARLIER = "citizenspring.opinions.migrations.0006_earlier_votes_name_their_entry"
pytestmark = pytest.mark.django_db(transaction=True)


def address(made: OpinionMap) -> str:
    return made.page("receipt", 1)


def downloaded(person: Person, made: OpinionMap, folder: Path) -> Path:
    answer = signed_in(person).get(address(made))
    assert "attachment" in answer["Content-Disposition"]
    file = folder / "receipt.json"
    file.write_bytes(answer.content)
    return file


def test_a_voter_downloads_the_proof_of_her_vote_and_verifies_it_offline(tmp_path: Path) -> None:
    made, ada = make_map(), make_guest()
    sent = {"statement": "1", "vote": "disagree", "important": "on"}
    assert signed_in(ada).post(made.get_absolute_url(), sent).status_code == 302
    sequence(hold=False)
    file = downloaded(ada, made, tmp_path)
    assert verify_receipt(file).holds
    facts = json.loads(file.read_text())["private"]["facts"]
    assert (facts["voter"], facts["choice"], facts["important"]) == (str(ada.pk), -1, True)


@pytest.mark.parametrize(("said", "changed"), [('"choice": 1', '"choice": 0'), ("true", "false")])
def test_a_receipt_with_one_answer_changed_is_refused(
    said: str, changed: str, tmp_path: Path
) -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get(), 1, important=True)
    sequence(hold=False)
    file = downloaded(ada, made, tmp_path)
    file.write_text(file.read_text().replace(said, changed))
    assert not verify_receipt(file).holds


def test_a_changed_vote_has_the_receipt_of_what_it_is_now(tmp_path: Path) -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get(), 1)
    vote(ada, made.statements.get(), -1)
    sequence(hold=False)
    held: dict[str, Any] = json.loads(downloaded(ada, made, tmp_path).read_text())
    assert held["private"]["facts"]["choice"] == -1
    assert "replaces" in held["entry"]


def test_a_vote_that_has_no_place_yet_says_when_to_come_back() -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get())
    page = signed_in(ada).get(address(made), headers={"accept-language": "en"}).content.decode()
    assert "within half a minute" in page


def test_only_the_voter_herself_gets_it(client: Client) -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get())
    sequence(hold=False)
    assert client.get(address(made)).status_code == 404
    assert signed_in(make_guest()).get(address(made)).status_code == 404
    assert signed_in(ada).get(address(made)).status_code == 200


def test_votes_written_together_and_votes_that_moved_have_theirs(tmp_path: Path) -> None:
    made, ada, account = make_map(), make_guest(), make_person()
    services.cast_many(made, [(ada.pk, made.statements.get().pk, 1)])
    services.move_votes(ada, account)
    sequence(hold=False)
    assert verify_receipt(downloaded(account, made, tmp_path)).holds


def test_votes_from_before_receipts_get_theirs_by_the_migration(tmp_path: Path) -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get())
    sequence(hold=False)
    Vote.objects.update(entry=None)
    with connection.cursor() as cursor:
        cursor.execute(import_module(EARLIER).NAME_THEM)
    assert verify_receipt(downloaded(ada, made, tmp_path)).holds


@pytest.mark.slow
def test_the_page_of_a_statement_offers_it_to_who_has_voted() -> None:
    made, ada = make_map(), make_guest()
    vote(ada, made.statements.get())
    assert address(made) in signed_in(ada).get(made.page("statement", 1)).content.decode()
    voted = signed_in(ada).get(f"{made.get_absolute_url()}?last=1").content.decode()
    assert address(made) in voted
    bo = signed_in(make_guest()).get(made.page("statement", 1)).content.decode()
    assert address(made) not in bo
