"""The city's login, against a real OpenID Connect provider on this machine."""

import time
from collections.abc import Iterator
from http.client import HTTPConnection
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from pytest_django import Settings

from citizenspring import env
from citizenspring.people.levels import Level
from citizenspring.people.models import Burst, Person
from citizenspring.people.queries import level_of
from citizenspring.people.services import decide_burst
from citizenspring.people.services.city_login import link_city
from citizenspring.testing.oidc import CLIENT, SECRET, CityProvider, city_provider, new_key

from .conftest import CodeReader
from .factories import make_guest, make_person, make_role, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("city")]
ADA = "ada@example.org"
ENGLISH = {"accept-language": "en"}


@pytest.fixture
def city(settings: Settings) -> Iterator[CityProvider]:
    with city_provider() as provider:
        settings.OIDC_ISSUER = provider.issuer
        settings.OIDC_GIVES_EID = True
        settings.SOCIALACCOUNT_PROVIDERS = env.city_login(provider.issuer, CLIENT, SECRET)
        yield provider


def way_back(browser: Client, then: str = "/me/") -> str:
    """Go to the city's login and approve; the address it sends the browser back to."""
    answer = browser.post("/sign-in/city/", {"next": then})
    asked = urlsplit(answer.headers["Location"])
    connection = HTTPConnection(str(asked.hostname), asked.port or 80, timeout=5)
    connection.request("GET", f"{asked.path}?{asked.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    return back.removeprefix("http://testserver")


def come_back(browser: Client, then: str = "/me/") -> Any:
    return browser.get(way_back(browser, then))


def prove_mailbox(browser: Client, newest_code: CodeReader, email: str = ADA) -> None:
    browser.post("/sign-in/", {"email": email, "next": "/me/levels/"})
    browser.post("/sign-in/code/", {"code": newest_code(email)})


def test_a_first_visit_proves_the_mailbox_and_is_linked(
    city: CityProvider, newest_code: CodeReader
) -> None:
    city.email = ADA
    browser = Client(headers=ENGLISH)
    answer = come_back(browser)
    assert answer.headers["Location"] == "/sign-in/?next=%2Fme%2F&email=ada%40example.org"
    assert not Person.objects.exists()
    prove_mailbox(browser, newest_code)
    person = Person.objects.get()
    assert level_of(person) == Level.IN_PERSON
    assert SocialAccount.objects.get().user == person


@pytest.mark.slow
def test_the_second_visit_needs_no_mail(newest_code: CodeReader) -> None:
    first = Client(headers=ENGLISH)
    come_back(first)
    prove_mailbox(first, newest_code)
    second = Client(headers=ENGLISH)
    assert come_back(second, "/me/levels/").headers["Location"] == "/me/levels/"
    assert second.get("/me/").context["user"] == Person.objects.get()


@pytest.mark.slow
def test_what_a_guest_did_follows_her(newest_code: CodeReader) -> None:
    first = Client(headers=ENGLISH)
    come_back(first)
    prove_mailbox(first, newest_code)
    guest = make_guest()
    come_back(signed_in(guest))
    guest.refresh_from_db()
    assert guest.merged_into == Person.objects.get(email=ADA)


def test_without_the_setting_it_gives_no_level(newest_code: CodeReader, settings: Settings) -> None:
    settings.OIDC_GIVES_EID = False
    browser = Client(headers=ENGLISH)
    come_back(browser)
    prove_mailbox(browser, newest_code)
    assert level_of(Person.objects.get()) == Level.MAIL


def link_from(city: CityProvider, newest_code: CodeReader, name: str, address: str) -> Person:
    """Come by the city's login as somebody of her own, then prove a mailbox."""
    city.subject = name
    browser = Client(headers=ENGLISH, REMOTE_ADDR=address)
    come_back(browser)
    prove_mailbox(browser, newest_code, f"{name}@example.org")
    return Person.objects.get(email=f"{name}@example.org")


@pytest.mark.slow
def test_a17_far_more_than_usual_by_the_citys_login_wait_until_somebody_looked(
    city: CityProvider, newest_code: CodeReader, settings: Settings
) -> None:
    settings.BURST_FLOOR = 2
    people = [link_from(city, newest_code, f"p{n}", f"192.0.2.{n}") for n in range(4)]
    assert [level_of(one) for one in people] == [Level.IN_PERSON] * 2 + [Level.GUEST] * 2
    assert SocialAccount.objects.count() == 4
    moderator = make_role("moderator").person
    decide_burst(Burst.objects.get(), counts=True, reason="A market day.", by=moderator)
    found = Person.objects.filter(pk__in=[one.pk for one in people])
    assert {level_of(one) for one in found} == {Level.IN_PERSON}


def test_a17_an_older_account_that_links_the_citys_login_is_counted_too(settings: Settings) -> None:
    settings.BURST_FLOOR = 1
    for number in range(3):
        link_city(f"uid {number}", network="192.0.2.0/24", by=make_person(level=1))
    assert Burst.objects.get().held.count() == 2
    assert Person.objects.filter(level=Level.IN_PERSON).count() == 1


@pytest.mark.slow
def test_a18_one_subject_is_not_linked_to_two_accounts(newest_code: CodeReader) -> None:
    first, second = Client(headers=ENGLISH), Client(headers=ENGLISH)
    come_back(first)
    prove_mailbox(first, newest_code)
    prove_mailbox(second, newest_code, "bo@example.org")
    answer = second.get(way_back(second), follow=True)
    assert b"linked to another account" in answer.content
    assert SocialAccount.objects.get().user.email == ADA


def test_a18_the_subject_is_kept_as_a_keyed_digest_only(
    city: CityProvider, newest_code: CodeReader, settings: Settings
) -> None:
    browser = Client(headers=ENGLISH)
    come_back(browser)
    prove_mailbox(browser, newest_code)
    link = SocialAccount.objects.get()
    assert city.subject not in f"{link.uid}{link.extra_data}"
    settings.PEPPER = "another" * 10
    assert come_back(Client(headers=ENGLISH)).headers["Location"].startswith("/sign-in/")


@pytest.mark.parametrize("verified", [True, False])
def test_a37_an_address_told_by_the_other_side_opens_no_account(
    city: CityProvider,
    verified: bool,  # noqa: FBT001  # a case
) -> None:
    make_person(ADA)
    city.email, city.email_verified = ADA, verified
    browser = Client(headers=ENGLISH)
    assert come_back(browser).headers["Location"].startswith("/sign-in/")
    assert browser.get("/me/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_a37_linking_from_an_open_window_asks_for_a_new_code_first() -> None:
    browser = signed_in(make_person(ADA))
    answer = browser.post("/sign-in/city/", {"next": "/me/"})
    assert answer.headers["Location"] == "/sign-in/once-more/"


@pytest.mark.parametrize("lost", ["state", "code"])
def test_a37_a_way_back_without_state_or_code_is_refused(lost: str) -> None:
    browser = Client(headers=ENGLISH)
    back = urlsplit(way_back(browser))
    kept = {name: said[0] for name, said in parse_qs(back.query).items() if name != lost}
    assert_refused(browser, browser.get(back.path, kept))


def test_a37_a_way_back_in_another_browser_is_refused() -> None:
    stolen = way_back(Client(headers=ENGLISH))
    other = Client(headers=ENGLISH)
    assert_refused(other, other.get(stolen))


def test_a37_a_way_back_works_once() -> None:
    browser = Client(headers=ENGLISH)
    back = way_back(browser)
    browser.get(back)
    assert_refused(browser, browser.get(back))


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://evil.example"},
        {"exp": 1},
        {"exp": None},
        {"sub": None},
        {"iat": int(time.time()) + 3600},
    ],
)
def test_a37_a_token_that_says_something_wrong_is_refused(
    city: CityProvider, claims: dict[str, Any]
) -> None:
    city.claims = claims
    browser = Client(headers=ENGLISH)
    assert_refused(browser, come_back(browser))


@pytest.mark.parametrize("audience", ["another site", ["another site"]])
def test_a47_a_token_for_another_site_is_refused(city: CityProvider, audience: Any) -> None:
    city.claims = {"aud": audience}
    browser = Client(headers=ENGLISH)
    assert_refused(browser, come_back(browser))


def test_a37_a_token_signed_by_another_key_is_refused(city: CityProvider) -> None:
    city.signs_with = new_key()
    browser = Client(headers=ENGLISH)
    assert_refused(browser, come_back(browser))


def test_a37_a_provider_that_names_another_issuer_is_refused(settings: Settings) -> None:
    browser = Client(headers=ENGLISH)
    back = way_back(browser)
    settings.OIDC_ISSUER = "https://id.example"
    assert_refused(browser, browser.get(back))


def test_a37_a_provider_that_is_down_is_said_in_words(settings: Settings) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = env.city_login("http://127.0.0.1:9", CLIENT, SECRET)
    answer = Client(headers=ENGLISH).post("/sign-in/city/")
    assert answer.status_code == 403
    assert b"or sign in with a code by mail" in answer.content


def assert_refused(browser: Client, answer: Any) -> None:
    assert answer.headers["Location"] == "/sign-in/"
    assert "did not confirm who you are" in browser.get("/sign-in/").content.decode()
    assert not Person.objects.filter(is_guest=False).exists()
    assert not SocialAccount.objects.exists()


def test_the_door_names_the_city_login_where_there_is_one(settings: Settings) -> None:
    settings.OIDC_NAME = "itsme"
    assert b"Sign in with itsme" in Client(headers=ENGLISH).get("/sign-in/").content
