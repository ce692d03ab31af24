"""Keys beside the mailbox: an app's codes, recovery codes, and pages of power that ask for one."""

import hashlib
import hmac
import re
import struct
import time
from base64 import b32decode
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import Settings

from citizenspring.people.models import Person, Role
from citizenspring.people.services import end_role, grant_role

from .conftest import CodeReader
from .factories import make_guest, make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"
ENGLISH = {"accept-language": "en"}
Enter = Callable[[Client], None]


def code_of(secret: str) -> str:
    """The six digits that an app shows now (RFC 6238)."""
    step = struct.pack(">Q", int(time.time()) // 30)
    digest = hmac.digest(b32decode(secret), step, hashlib.sha1)
    at = digest[-1] & 0xF
    number = struct.unpack(">I", digest[at : at + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"


@pytest.fixture
def enter(newest_code: CodeReader) -> Enter:
    def sign_in(browser: Client) -> None:
        browser.post("/sign-in/", {"email": ADA})
        browser.post("/sign-in/code/", {"code": newest_code(ADA)})

    return sign_in


def set_up_app(browser: Client) -> str:
    page = browser.get("/me/keys/app/add/", headers=ENGLISH).content.decode()
    found = re.search(r'<code translate="no">([A-Z2-7]+)</code>', page)
    assert found
    answer = browser.post("/me/keys/app/add/", {"code": code_of(found[1])})
    assert answer.status_code == 302
    return found[1]


@pytest.fixture
def protected(enter: Enter) -> tuple[str, Client]:
    """The secret of Ada's app, and the browser in which she set it up."""
    browser = Client()
    enter(browser)
    return set_up_app(browser), browser


def test_after_the_mail_the_app_is_asked(protected: tuple[str, Client], enter: Enter) -> None:
    secret, _first = protected
    other = Client(headers=ENGLISH)
    enter(other)
    assert other.get("/me/").status_code == 302
    assert b"One more step" in other.get("/sign-in/second-step/").content
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    assert other.post("/sign-in/second-step/", {"code": code_of(secret)}).status_code == 302
    assert other.get("/me/").status_code == 200


@pytest.mark.usefixtures("protected")
def test_a_wrong_code_of_the_app_lets_nobody_in(enter: Enter) -> None:
    other = Client()
    enter(other)
    assert other.post("/sign-in/second-step/", {"code": "000000"}).status_code == 200
    assert other.get("/me/").status_code == 302


@pytest.mark.slow
def test_a32_wrong_codes_of_the_app_run_out(protected: tuple[str, Client], enter: Enter) -> None:
    secret, _first = protected
    other = Client()
    enter(other)
    for _try in range(8):
        other.post("/sign-in/second-step/", {"code": "000000"})
    other.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert other.get("/me/").status_code == 302


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_recovery_code_works_once(protected: tuple[str, Client], enter: Enter) -> None:
    _secret, first = protected
    page = first.get("/me/keys/recovery/").content.decode()
    codes = re.findall(r"<code>(\w+)</code>", page)
    assert len(codes) == 10
    for lets_in in (True, False):
        other = Client()
        enter(other)
        other.post("/sign-in/second-step/", {"code": codes[0]})
        assert (other.get("/me/").status_code == 200) == lets_in


@pytest.mark.slow
def test_secrets_are_not_in_the_database_in_clear(protected: tuple[str, Client]) -> None:
    secret, _first = protected
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept


@pytest.mark.slow
def test_what_a_guest_did_follows_only_after_the_second_step(
    protected: tuple[str, Client], enter: Enter
) -> None:
    secret, _first = protected
    guest = make_guest()
    browser = signed_in(guest)
    enter(browser)
    guest.refresh_from_db()
    assert guest.merged_into is None
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    browser.post("/sign-in/second-step/", {"code": code_of(secret)})
    guest.refresh_from_db()
    assert guest.merged_into == Person.objects.get(email=ADA)


def test_a34_the_second_step_gives_a_new_session_key(
    protected: tuple[str, Client], enter: Enter
) -> None:
    secret, _first = protected
    other = Client()
    enter(other)
    before = other.cookies["sessionid"].value
    other.post("/sign-in/second-step/", {"code": code_of(secret)})
    assert other.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.slow
def test_a34_a_new_role_ends_the_sessions_from_before() -> None:
    ada = make_role("organiser").person
    bo = make_person("bo@example.org")
    browser = signed_in(bo)
    role = grant_role("bo@example.org", Role.Kind.AUDITOR, by=ada)
    assert browser.get("/me/").status_code == 302
    bo.refresh_from_db()
    browser = signed_in(bo)
    end_role(role, by=ada)
    assert browser.get("/me/").status_code == 302


def test_an_open_window_is_not_enough_to_add_a_key() -> None:
    browser = signed_in(make_person(ADA))
    answer = browser.get("/me/keys/app/add/")
    assert answer.headers["Location"] == "/sign-in/once-more/?next=%2Fme%2Fkeys%2Fapp%2Fadd%2F"


def test_a_new_code_opens_the_way_to_a_key(newest_code: CodeReader) -> None:
    browser = signed_in(make_person(ADA))
    browser.post("/sign-in/once-more/", {"next": "/me/keys/app/add/"})
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.headers["Location"] == "/me/keys/app/add/"
    assert browser.get("/me/keys/app/add/").status_code == 200


def test_a_guest_has_no_keys() -> None:
    assert signed_in(make_guest()).get("/me/keys/").headers["Location"] == "/sign-in/"


@pytest.mark.parametrize("page", ["/roles/", "/centres/organise/", "/organise/new/"])
def test_a38_no_page_of_power_without_a_second_factor(settings: Settings, page: str) -> None:
    settings.SECOND_FACTOR = True
    ada = make_role("organiser", make_person(ADA)).person
    answer = signed_in(ada).get(page, headers=ENGLISH)
    assert answer.status_code == 403
    assert b"Open \xe2\x80\x9cMy keys\xe2\x80\x9d" in answer.content


def test_a38_acts_of_power_ask_for_a_key_used_within_five_minutes(
    settings: Settings, protected: tuple[str, Client], enter: Enter
) -> None:
    settings.SECOND_FACTOR = True
    secret, _first = protected
    Role.objects.create(person=Person.objects.get(email=ADA), kind="organiser")
    browser = Client()
    enter(browser)
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    browser.post("/sign-in/second-step/", {"code": code_of(secret)})
    asked = {"email": "bo@example.org", "kind": "moderator", "scope": "space"}
    assert browser.post("/roles/", asked).headers["Location"] == "/roles/"
    session = browser.session
    for record in session["account_authentication_methods"]:
        record["at"] -= 301
    session.save()
    again = browser.post("/roles/", asked | {"email": "cleo@example.org"})
    assert again.headers["Location"].startswith("/sign-in/again/")
    assert not Person.objects.filter(email="cleo@example.org").exists()
