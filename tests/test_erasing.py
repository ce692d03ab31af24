"""Somebody erases herself: across all apps, and without changing the public record."""

import json
import threading
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from pytest_django import Settings

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.engines.record import verify_record
from citizenspring.ledger.checks import run_checks
from citizenspring.ledger.exporting import export_record
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.models import Checkpoint, Entry
from citizenspring.ledger.services import sequence
from citizenspring.opinions.models import Statement, StatementTranslation, Vote
from citizenspring.opinions.services import translate_statement
from citizenspring.opinions.tests import factories as opinions
from citizenspring.people.errors import AlreadyErased, CopySpent, LastOrganiser
from citizenspring.people.levels import Way
from citizenspring.people.models import Attainment, Letter, Person
from citizenspring.people.services import ask_for_copy, attain, erase, open_copy
from citizenspring.people.services.demo import demo_persona
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tasks import forget_sessions
from citizenspring.people.tests.factories import (
    make_guest,
    make_letter,
    make_person,
    make_role,
    make_slot,
    signed_in,
)
from citizenspring.threads.models import Part

ADA = "ada@example.org"


@pytest.mark.django_db
def test_a65_nothing_is_left_of_who_she_was() -> None:
    ada = make_person(ADA, name="Ada", mail_key=b"k" * 32)
    make_letter(to=ADA)
    attain(ada, Way.DESK, by=make_role("verifier").person)
    before = ada.pseudonym("record")
    erase(by=ada)
    ada.refresh_from_db()
    assert (ada.email, ada.mail_key, ada.name, ada.is_active) == (None, None, "", False)
    assert ada.erased_at
    assert ada.pseudonym("record") != before
    assert not Attainment.objects.exists()
    assert not Letter.objects.filter(to=ADA).exists()


@pytest.mark.django_db
def test_a65_her_words_are_replaced_everywhere() -> None:
    ada, bo = make_person(ADA), make_person()
    found = opinions.make_map()
    hers = opinions.make_statement(found, "My secret garden.", by=ada)
    others = opinions.make_statement(found, "More benches.", by=bo)
    translate_statement(others, "fr", "Mes mots de bancs.", by=ada)
    erase(by=ada)
    hers.refresh_from_db()
    assert (hers.text, hers.author) == ("This text was erased by its author.", None)
    assert hers.embedding is None
    assert "secret" not in f"{hers.node.title}{hers.node.titles}"
    assert not StatementTranslation.objects.filter(text__contains="mots").exists()
    assert "secret" not in json.dumps(list(Entry.objects.values_list("body", flat=True)))
    others.refresh_from_db()
    assert others.text == "More benches."


@pytest.mark.django_db
def test_a65_nobody_goes_on_voting_on_erased_words() -> None:
    ada, found = make_person(ADA), opinions.make_map()
    hers = opinions.make_statement(found, "My garden.", by=ada)
    erase(by=ada)
    hers.refresh_from_db()
    assert hers.state == Statement.State.HIDDEN
    page = signed_in(make_guest()).get(hers.node.url).content.decode()
    assert "My garden." not in page


@pytest.mark.django_db
def test_a65_open_votes_are_withdrawn_and_closed_ones_lead_to_nobody() -> None:
    ada = make_person(ADA)
    open_map, closed_map = opinions.make_map(), opinions.make_map()
    for found in (open_map, closed_map):
        opinions.vote(ada, found.statements.get())
    opinions.close(closed_map)
    erase(by=ada)
    vote = Vote.objects.get()
    assert vote.map == closed_map
    assert (vote.person.email, vote.person.name) == (None, "")
    assert not Part.objects.filter(person=ada).exists()
    assert Entry.objects.filter(kind="vote.withdrawn").count() == 1


@pytest.mark.django_db
def test_a65_what_she_did_as_a_guest_before_goes_too() -> None:
    guest = make_guest()
    account = make_person(ADA)
    account_for(ADA, guest=guest)
    before = guest.pseudonym("record")
    erase(by=account)
    guest.refresh_from_db()
    assert guest.pseudonym("record") != before
    assert guest.merged_into is None


@pytest.mark.django_db
def test_a65_the_record_keeps_its_roots_and_still_verifies(
    tmp_path: Path, settings: Settings
) -> None:
    settings.RECORD_BATCH = 1
    ada, found = make_person(ADA), opinions.make_map()
    opinions.vote(ada, found.statements.get())
    opinions.make_statement(found, "My garden.", by=ada)
    sequence()
    before = {point.size: bytes(point.root) for point in Checkpoint.objects.all()}
    bodies = list(Entry.objects.order_by("index").values_list("body", flat=True))
    erase(by=ada)
    sequence()
    after = {point.size: bytes(point.root) for point in Checkpoint.objects.all()}
    assert before.items() <= after.items()
    kept = Entry.objects.order_by("index").values_list("body", flat=True)
    assert list(kept)[: len(bodies)] == bodies
    assert list(run_checks()) == []
    export_record(tmp_path / "record")
    assert verify_record(tmp_path / "record", key=public_key()).holds


@pytest.mark.django_db
def test_a65_her_sessions_end_on_every_device() -> None:
    ada = make_person(ADA)
    here, there = signed_in(ada), signed_in(ada)
    assert here.post("/me/erase/", {"sure": "on"}).status_code == 302
    assert there.get("/me/").status_code == 302
    forget_sessions(str(ada.pk))
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert all(str(ada.pk) not in str(session) for session in kept)


@pytest.mark.django_db
def test_nothing_is_erased_without_the_tick() -> None:
    ada = make_person(ADA)
    assert signed_in(ada).post("/me/erase/").status_code == 422
    ada.refresh_from_db()
    assert ada.email == ADA


@pytest.mark.django_db
def test_a65_whoever_erased_herself_can_begin_anew() -> None:
    ada = make_person(ADA)
    attain(ada, Way.DESK, subject=b"s" * 32)
    erase(by=ada)
    again = account_for(ADA, guest=None)
    assert again.pk != ada.pk
    assert attain(again, Way.DESK, subject=b"s" * 32)


@pytest.mark.django_db
def test_the_last_organiser_gives_her_role_to_someone_else_first() -> None:
    ada = make_role("organiser", make_person(ADA)).person
    with pytest.raises(LastOrganiser):
        erase(by=ada)
    ada.refresh_from_db()
    assert ada.email == ADA


@pytest.mark.django_db
def test_an_invented_person_is_not_erased() -> None:
    with pytest.raises(NotAllowed):
        erase(by=demo_persona("moderator"))


@pytest.mark.django_db
def test_a_place_at_a_centre_is_free_again() -> None:
    ada, slot = make_person(ADA), make_slot()
    signed_in(ada).post(f"/centres/times/{slot.pk}/book/")
    erase(by=ada)
    slot.refresh_from_db()
    assert slot.taken == 0


@pytest.mark.django_db
def test_erasing_twice_is_refused() -> None:
    ada = make_person(ADA)
    erase(by=ada)
    with pytest.raises(AlreadyErased):
        erase(by=ada)


def race(ada: Person) -> str:
    """What became of a copy that is opened while its owner erases herself."""
    token, found, gate = ask_for_copy(by=ada), list[str](), threading.Barrier(2)

    def copy() -> None:
        gate.wait()
        try:
            found.append("copied" if open_copy(token, by=ada) else "empty")
        except CopySpent:
            found.append("too late")
        connection.close()

    def leave() -> None:
        gate.wait()
        erase(by=ada)
        connection.close()

    threads = [threading.Thread(target=act) for act in (copy, leave)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with pytest.raises(Refusal):
        open_copy(token, by=ada)
    return found[0]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a66_a_copy_and_an_erasure_at_once_leak_nothing() -> None:
    for _round in range(5):
        ada = make_person(name="Ada")
        assert race(ada) in {"copied", "too late"}
        ada.refresh_from_db()
        assert (ada.name, ada.email) == ("", None)
