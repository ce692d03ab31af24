"""Leaving by the link in a mail."""

import base64

import pytest
from django.test import Client

from citizenspring.notifications.composing import compose
from citizenspring.notifications.kinds import Rhythm
from citizenspring.notifications.leaving import EVERYTHING, read_token, token_for
from citizenspring.notifications.models import Choice
from citizenspring.notifications.services import notify
from citizenspring.people.models import Letter
from citizenspring.people.queries import wants_news
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest

from .factories import ESSENTIAL, PLAIN, make_news, make_reader

pytestmark = pytest.mark.django_db


def test_looking_at_the_link_stops_nothing() -> None:
    ada = make_reader()
    page = Client().get(
        f"/leave/{token_for(ada.pk, PLAIN.code)}/", headers={"accept-language": "en"}
    )
    assert b"Stop this mail" in page.content
    assert not Choice.objects.exists()


def test_one_click_stops_that_kind_without_signing_in() -> None:
    ada = make_reader()
    make_news(ada)
    address = f"/leave/{token_for(ada.pk, PLAIN.code)}/"
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert ada.rhythms.get().rhythm == Rhythm.NEVER
    compose()
    make_news(ada)
    compose()
    assert not Letter.objects.exists()
    assert ada.news.filter(read_at=None).count() == 2


def test_leaving_twice_is_leaving_once() -> None:
    ada = make_reader()
    for _ in range(2):
        assert Client().post(f"/leave/{token_for(ada.pk, PLAIN.code)}/").status_code == 200
    assert ada.rhythms.count() == 1


def test_leaving_everything_takes_back_the_consent_but_stops_nothing_essential() -> None:
    ada = make_reader()
    Client().post(f"/leave/{token_for(ada.pk, EVERYTHING)}/")
    assert not wants_news(ada)
    make_news(ada)
    make_news(ada, kind=ESSENTIAL.code)
    compose()
    assert "/leave/" not in Letter.objects.get().text
    assert ada.news.filter(read_at=None).count() == 2


def test_a35_the_link_opens_nothing_else_and_shows_nobody() -> None:
    ada = make_reader("ada@example.org", name="Ada")
    address = f"/leave/{token_for(ada.pk, PLAIN.code)}/"
    client = Client()
    for answer in (client.get(address), client.post(address)):
        assert b"ada@example.org" not in answer.content
        assert b">Ada<" not in answer.content
        assert "sessionid" not in answer.cookies
    token = address.split("/")[2]
    for path in ("/me/", "/news/settings/", "/news/", "/mine/"):
        page = client.get(path, {"token": token}, headers={"authorization": f"Bearer {token}"})
        assert b"ada@example.org" not in page.content
    assert client.post("/news/settings/", {"token": token}).status_code == 302


@pytest.mark.parametrize("token", ["x", "é", "AAAA", "A" * 43, "A" * 5000, "%00"])
def test_a_link_we_did_not_write_leads_nowhere(token: str) -> None:
    assert Client().post(f"/leave/{token}/").status_code in {400, 404}


def test_a_token_changed_to_another_person_or_kind_is_refused() -> None:
    ada, bo = make_reader(), make_reader()
    raw = base64.urlsafe_b64decode(token_for(ada.pk, PLAIN.code) + "==")
    forged = raw[:16] + bo.pk.bytes + raw[32:]
    for wrong in (forged, raw + b"x", raw[:-1], raw[:32]):
        assert read_token(base64.urlsafe_b64encode(wrong).rstrip(b"=").decode()) is None
    assert read_token(token_for(ada.pk, ESSENTIAL.code)) is None
    assert read_token(token_for(ada.pk, "no.such")) is None


def test_a_link_sent_to_who_is_no_longer_there_does_no_harm() -> None:
    ada = make_reader()
    address = f"/leave/{token_for(ada.pk, PLAIN.code)}/"
    ada.delete()
    assert Client().post(address).status_code == 200


def test_it_stops_the_mail_of_the_account_that_a_guest_became() -> None:
    ada, guest = make_reader("ada@example.org"), make_guest()
    account_for("ada@example.org", guest=guest)
    Client().post(f"/leave/{token_for(guest.pk, PLAIN.code)}/")
    notify(PLAIN.code, [ada], facts={"title": "Shade"})
    compose()
    assert not Letter.objects.exists()


def test_a_link_that_is_not_whole_leads_to_the_page_where_one_chooses() -> None:
    page = Client().get("/leave/x/")
    assert page.status_code == 404
    assert b'class="button button--primary" href="/news/settings/"' in page.content
