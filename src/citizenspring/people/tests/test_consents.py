"""Two separate questions, neither ticked, each kept with time and text, each taken back alone."""

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.people.consents import TEXT_VERSION
from citizenspring.people.errors import ConsentWithdrawn
from citizenspring.people.models import Consent, Person
from citizenspring.people.queries import consents_of, wants_news
from citizenspring.people.services import acting_person, give_consents, withdraw_consent

from .conftest import CodeReader
from .factories import make_person, signed_in

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
NEWS, TAKING_PART = "news", "taking_part"


def test_nothing_is_ticked_for_anybody() -> None:
    page = signed_in(make_person()).get("/me/consents/", headers=ENGLISH).content.decode()
    assert page.count('type="checkbox"') == 2
    assert "checked" not in page


def test_each_is_kept_with_its_time_and_its_text() -> None:
    ada = make_person()
    signed_in(ada).post("/me/consents/", {NEWS: "on"})
    consent = Consent.objects.get()
    assert (consent.kind, consent.text_version) == (NEWS, TEXT_VERSION)
    assert consent.given_at <= now()
    assert wants_news(ada)


def test_nothing_ticked_is_no_consent() -> None:
    signed_in(make_person()).post("/me/consents/", {})
    assert not Consent.objects.exists()


def test_agreeing_twice_is_agreeing_once() -> None:
    ada = make_person()
    give_consents([NEWS], by=ada)
    give_consents([NEWS, TAKING_PART], by=ada)
    assert set(consents_of(ada)) == {NEWS, TAKING_PART}
    assert Consent.objects.count() == 2


def test_taken_back_it_stays_with_its_end() -> None:
    ada = make_person()
    give_consents([NEWS, TAKING_PART], by=ada)
    signed_in(ada).post("/me/consents/news/end/")
    assert set(consents_of(ada)) == {TAKING_PART}
    assert Consent.objects.get(kind=NEWS).withdrawn_at
    give_consents([NEWS], by=ada)
    assert wants_news(ada)


def test_whoever_took_it_back_acts_no_more_until_she_agrees_again() -> None:
    ada = make_person()
    give_consents([TAKING_PART], by=ada)
    withdraw_consent(TAKING_PART, by=ada)
    browser = signed_in(ada)
    request = browser.get("/me/").wsgi_request
    with pytest.raises(ConsentWithdrawn):
        acting_person(request)
    browser.post("/me/consents/", {TAKING_PART: "on"})
    assert acting_person(browser.get("/me/").wsgi_request) == ada


def test_a_first_sign_in_says_that_two_questions_wait(newest_code: CodeReader) -> None:
    browser = Client(headers=ENGLISH)
    for visit in range(2):
        browser.post("/sign-in/", {"email": "ada@example.org"})
        browser.post("/sign-in/code/", {"code": newest_code("ada@example.org")})
        said = "Two short questions wait" in browser.get("/me/").content.decode()
        assert said == (visit == 0)
        browser.post("/sign-out/")
    assert Person.objects.get().takes_part is None
