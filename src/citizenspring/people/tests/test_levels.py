"""Attaining levels, and refusing whoever has not attained what is asked."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from citizenspring.people.errors import LevelTooLow
from citizenspring.people.levels import Level, Way
from citizenspring.people.models import Attainment, Person
from citizenspring.people.queries import level_of, require_level
from citizenspring.people.services import attain

from .conftest import CodeReader, Recorded
from .factories import make_guest, make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def test_levels_are_in_order() -> None:
    assert Level.GUEST < Level.MAIL < Level.PHONE < Level.IN_PERSON
    assert Way.DESK.level == Way.EID.level == Level.IN_PERSON


def test_a_code_attains_the_level_of_mail_once(newest_code: CodeReader) -> None:
    for _visit in range(2):
        browser = Client()
        browser.post("/sign-in/", {"email": ADA})
        browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert Attainment.objects.get().way == Way.MAIL
    assert level_of(Person.objects.get()) == Level.MAIL


def test_the_record_names_a_pseudonym_of_levels_only(recorded: Recorded) -> None:
    ada, vera = make_person(ADA), make_role("verifier").person
    attain(ada, Way.DESK, by=vera)
    (entry,) = recorded("level.attained")
    assert (entry["way"], entry["level"]) == ("desk", "in_person")
    assert entry["to"] == ada.pseudonym("levels")
    assert entry["by"] == vera.pseudonym("roles")
    assert ada.pseudonym("record") not in str(entry)
    assert str(ada.pk) not in str(entry)


def test_a_lower_level_later_takes_nothing_away() -> None:
    ada = make_person(level=Level.GUEST)
    attain(ada, Way.DESK)
    attain(ada, Way.MAIL)
    ada.refresh_from_db()
    assert (ada.level, level_of(ada)) == (Level.IN_PERSON, Level.IN_PERSON)


def test_attaining_twice_is_one_row() -> None:
    ada = make_person()
    assert attain(ada, Way.DESK)
    assert not attain(ada, Way.DESK)
    assert ada.attainments.count() == 1


def test_the_database_refuses_who_verifies_herself() -> None:
    ada = make_person()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attainment.objects.create(person=ada, way=Way.DESK, by=ada)


def test_a18_one_proof_stands_for_one_person() -> None:
    attain(make_person(), Way.EID, subject=b"s" * 32)
    with pytest.raises(IntegrityError), transaction.atomic():
        attain(make_person(), Way.EID, subject=b"s" * 32)


def test_a_stranger_and_a_guest_have_the_lowest() -> None:
    assert level_of(None) == level_of(make_guest()) == Level.GUEST


def test_a_refusal_says_what_to_do_next() -> None:
    with pytest.raises(LevelTooLow) as refused:
        require_level(make_guest(), Level.MAIL)
    assert (refused.value.code, refused.value.status) == ("level_too_low", 403)
    require_level(make_person(), Level.MAIL)


def test_the_page_shows_what_is_reached_and_the_way_up() -> None:
    page = signed_in(make_person(ADA)).get("/me/levels/", headers={"accept-language": "en"})
    text = page.content.decode()
    assert "Confirmed mail address" in text
    assert "Book a time at a centre and bring your identity card" in text
