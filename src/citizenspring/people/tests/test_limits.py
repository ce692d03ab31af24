from datetime import timedelta

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from pytest_django import Settings

from citizenspring.people.errors import TooMany
from citizenspring.people.limits import Limit, client_address
from citizenspring.people.models import Allowance, Letter
from citizenspring.people.services.signing_in import OF_ADDRESS, ask_for_code, check_code
from citizenspring.people.tasks import tidy

from .conftest import CodeReader, at_once, run_dry

ROOM = "192.0.2.1"
THREE = Limit("three", 3, timedelta(minutes=1))


def asked_from(address: str, **headers: str) -> HttpRequest:
    return RequestFactory().get("/", REMOTE_ADDR=address, headers=headers)


@pytest.mark.django_db
def test_it_refuses_what_is_above_the_burst() -> None:
    for _use in range(3):
        THREE.take("ada")
    with pytest.raises(TooMany):
        THREE.take("ada")


@pytest.mark.django_db
def test_each_has_an_own_allowance() -> None:
    for _use in range(3):
        THREE.take("ada")
    THREE.take("bo")


@pytest.mark.django_db
def test_what_is_given_back_can_be_used_again() -> None:
    for _use in range(3):
        THREE.take("ada")
    THREE.give_back("ada")
    THREE.take("ada")


@pytest.mark.django_db
def test_it_fills_up_again_with_time() -> None:
    for _use in range(3):
        THREE.take("ada")
    kept = Allowance.objects.get()
    kept.whole_at -= timedelta(minutes=1)
    kept.save(update_fields=["whole_at"])
    THREE.take("ada")


@pytest.mark.django_db
def test_it_keeps_nobody_in_clear() -> None:
    THREE.take("ada@example.org")
    assert "ada" not in Allowance.objects.get().key


@pytest.mark.django_db
def test_what_is_whole_again_is_forgotten() -> None:
    THREE.take("ada")
    Allowance.objects.update(whole_at="2026-01-01T00:00:00Z")
    tidy(0)
    assert not Allowance.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_uses_at_once_are_counted_one_by_one() -> None:
    def use() -> bool:
        try:
            THREE.take("ada")
        except TooMany:
            return False
        return True

    assert sum(bool(done) for done in at_once(20, use)) == 3


def test_a39_a_forwarded_address_is_ignored_without_trusted_proxies() -> None:
    spoofed = asked_from("192.0.2.1", **{"x-forwarded-for": "198.51.100.9"})
    assert client_address(spoofed) == "192.0.2.1"


def test_a39_only_what_trusted_proxies_wrote_counts(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    spoofed = asked_from("192.0.2.1", **{"x-forwarded-for": "203.0.113.7, 198.51.100.9"})
    assert client_address(spoofed) == "198.51.100.9"


def test_a_home_has_one_address_in_the_newer_numbering() -> None:
    first, second = asked_from("2001:db8:1:2::3"), asked_from("2001:db8:1:2:ffff::4")
    assert client_address(first) == client_address(second) == "2001:db8:1:2::/64"


@pytest.mark.django_db
def test_one_mailbox_gets_few_codes(client: Client) -> None:
    answers = [Client().post("/sign-in/", {"email": "ada@example.org"}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [302] * 6 + [429]
    assert Letter.objects.count() == 6
    assert client.post("/sign-in/", {"email": "bo@example.org"}).status_code == 302


@pytest.mark.django_db
def test_one_browser_asks_for_few_codes() -> None:
    for number in range(8):
        ask_for_code(f"p{number}@example.org", browser="one", address="192.0.2.1")
    with pytest.raises(TooMany):
        ask_for_code("p9@example.org", browser="one", address="192.0.2.1")


@pytest.mark.slow
@pytest.mark.django_db
def test_a40_a_room_signs_in_behind_one_address_and_a_script_runs_dry(
    newest_code: CodeReader,
) -> None:
    asked = [ask_for_code(f"p{n}@example.org", browser=str(n), address=ROOM) for n in range(300)]
    assert OF_ADDRESS.burst >= 1500
    for one in asked:
        check_code(one, newest_code(one.email), address=ROOM)
    run_dry(OF_ADDRESS, ROOM)
    with pytest.raises(TooMany):
        ask_for_code("p1501@example.org", browser="1501", address=ROOM)
