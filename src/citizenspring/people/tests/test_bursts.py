"""Far more people than usual at once are held back until somebody has looked (A17)."""

from datetime import datetime, timedelta

import pytest
from django.test import Client, RequestFactory
from django.utils.timezone import now
from pytest_django import Settings

from citizenspring.common.errors import NotAllowed
from citizenspring.people import bursts
from citizenspring.people.errors import BurstDecided, ReasonNeeded
from citizenspring.people.levels import Level
from citizenspring.people.models import Arrival, Burst, Person
from citizenspring.people.queries import level_of
from citizenspring.people.services import decide_burst
from citizenspring.people.services.signing_in import account_for

from .conftest import Recorded
from .factories import make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
NETWORK, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"


@pytest.fixture(autouse=True)
def _low_floor_by_day(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held back at night is another test's; these must not depend on when they run."""
    settings.BURST_FLOOR = 3
    noon = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
    monkeypatch.setattr(bursts, "localtime", lambda _moment: noon)


def sign_up(number: int, network: str = NETWORK) -> Person:
    return account_for(f"p{number}@example.org", guest=None, network=network)


def levels() -> list[int]:
    people = Person.objects.filter(email__regex=r"^p\d+@")
    return [level_of(person) for person in people]


def test_a17_sign_ups_far_above_the_usual_are_held_back_and_nobody_is_deleted() -> None:
    people = [sign_up(number) for number in range(8)]
    burst = Burst.objects.get()
    assert burst.held.count() == 5
    assert levels().count(Level.MAIL) == 3
    known = Person.objects.filter(pk__in=[person.pk for person in people], is_active=True)
    assert known.count() == 8
    assert level_of(sign_up(9, ELSEWHERE)) == Level.MAIL


def test_a17_a_decision_releases_them_all_with_a_public_reason(recorded: Recorded) -> None:
    for number in range(8):
        sign_up(number)
    moderator = make_role("moderator").person
    with pytest.raises(ReasonNeeded):
        decide_burst(Burst.objects.get(), counts=True, reason=" ", by=moderator)
    decide_burst(Burst.objects.get(), counts=True, reason="A school signed up.", by=moderator)
    assert set(levels()) == {Level.MAIL}
    (entry,) = recorded("burst.released")
    assert str(entry["held"]) == "5"
    assert "A school signed up." in Client().get("/held-back/").content.decode()
    assert level_of(sign_up(20)) == Level.MAIL


def test_a17_refused_ones_stay_as_they_are_and_are_decided_on_once() -> None:
    for number in range(5):
        sign_up(number)
    organiser = make_role("organiser").person
    burst = Burst.objects.get()
    decide_burst(burst, counts=False, reason="From a public list.", by=organiser)
    with pytest.raises(BurstDecided):
        decide_burst(burst, counts=True, reason="No.", by=organiser)
    assert levels().count(Level.MAIL) == 3
    sign_up(4)
    assert levels().count(Level.MAIL) == 3


def test_only_moderators_and_organisers_decide() -> None:
    burst = Burst.objects.create(kind="sign_up")
    with pytest.raises(NotAllowed):
        decide_burst(burst, counts=True, reason="Why not.", by=make_person())


def test_a17_a_burst_at_night_is_held_back_wherever_it_comes_from(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = datetime.fromisoformat("2026-11-23T03:00:00+01:00")
    monkeypatch.setattr(bursts, "localtime", lambda _moment: at)
    for number in range(6):
        sign_up(number, f"10.0.{number}.0/24")
    assert Burst.objects.get().is_of_a_night
    assert levels().count(Level.MAIL) == 3


def test_what_is_usual_is_not_held_back() -> None:
    hour = now().replace(minute=0, second=0, microsecond=0)
    for back in range(1, 4):
        Arrival.objects.create(
            kind="sign_up", network=b"", hour=hour - timedelta(hours=back), count=100
        )
    for number in range(8):
        sign_up(number)
    assert not Burst.objects.exists()


def test_networks_are_kept_as_digests_for_a_day() -> None:
    for number in range(5):
        sign_up(number)
    assert not any(b"192" in bytes(row.network) for row in Arrival.objects.all())
    bursts.forget(now() + timedelta(days=2))
    assert {bytes(row.network) for row in Arrival.objects.all()} == {b""}


@pytest.mark.parametrize(
    ("address", "network"),
    [("192.0.2.77", NETWORK), ("2001:db8:1:2::3", "2001:db8:1::/48"), ("127.0.0.1", "")],
)
def test_the_network_around_an_address(address: str, network: str) -> None:
    assert bursts.network_of(RequestFactory().get("/", REMOTE_ADDR=address)) == network


def test_the_page_lets_a_moderator_decide() -> None:
    for number in range(5):
        sign_up(number)
    client = signed_in(make_role("moderator").person)
    address = f"/held-back/{Burst.objects.get().pk}/"
    assert address in client.get("/held-back/").content.decode()
    client.post(address, {"decision": "refuse", "reason": "A list."})
    assert Burst.objects.get().state == Burst.State.REFUSED
