"""The pages of the doors, without scripts."""

import csv
import io
import json
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from citizenspring.gatherings.models import Arrival, Gathering, Registration
from citizenspring.people.tests.factories import signed_in

from .factories import make_gathering, make_helper, organiser_of, registered, seated
from .test_pages import english

pytestmark = pytest.mark.django_db


@pytest.fixture
def gathering() -> Gathering:
    return make_gathering(days=0.1, capacity=9)


@pytest.fixture
def helper(gathering: Gathering) -> Client:
    return signed_in(make_helper(gathering), english())


def at_door(helper: Client, gathering: Gathering, **said: Any) -> Any:
    said = {"act": "in", "door": "North", **said}
    return helper.post(gathering.page("door"), said, follow=True)


def test_a_helper_chooses_a_door_and_lets_in_by_ticket(
    helper: Client, gathering: Gathering
) -> None:
    ada = registered(gathering)
    seated(gathering, {14: [ada]})
    assert helper.get(gathering.page("door")).status_code == 302
    assert b"North" in helper.get(gathering.page("door"), {"door": "North"}).content
    page = at_door(helper, gathering, ticket=ada.ticket).content.decode()
    assert "Come in" in page
    assert "Table 14" in page
    assert Arrival.objects.get().door == "North"


def test_the_second_door_is_told_in_words_and_status(helper: Client, gathering: Gathering) -> None:
    ada = registered(gathering)
    at_door(helper, gathering, ticket=ada.ticket)
    again = at_door(helper, gathering, ticket=ada.ticket, door="South")
    assert again.status_code == 409
    assert "by the door “North”" in again.content.decode()
    unknown = at_door(helper, gathering, ticket="NOBODY2345")
    assert (unknown.status_code, b"Not let in" in unknown.content) == (404, True)
    assert at_door(helper, gathering, act="fly").status_code == 422


def test_she_is_found_by_part_of_her_name_without_accents_or_by_number(
    helper: Client, gathering: Gathering
) -> None:
    registered(gathering, name="Zoë Élan")
    registered(gathering, name="Bo")
    page = gathering.page("door")
    for asked in ("elan zoe", "1"):
        found = helper.get(page, {"door": "North", "q": asked}).content.decode()
        assert ("Zoë Élan" in found, "<bdi>Bo</bdi>" in found) == (True, False)


def test_a_slip_is_undone_and_who_leaves_is_noted(helper: Client, gathering: Gathering) -> None:
    ada = registered(gathering)
    at_door(helper, gathering, registration=ada.pk)
    assert "left" in at_door(helper, gathering, act="left", registration=ada.pk).content.decode()
    assert Arrival.objects.get().left_at
    at_door(helper, gathering, act="undo", registration=ada.pk)
    assert not Arrival.objects.exists()
    assert at_door(helper, gathering, act="undo", registration=ada.pk).status_code == 409


def test_somebody_without_a_ticket_is_registered_once_and_in(
    helper: Client, gathering: Gathering
) -> None:
    said = {"name": "Wim", "speaks": ["nl"], "door": "North", "sent": str(uuid4())}
    for _ in range(2):
        page = helper.post(gathering.page("walk-in"), said, follow=True)
    assert "Come in" in page.content.decode()
    made = Registration.objects.get()
    assert made.arrival.door == "North"
    assert f"{made.ticket[:5]} {made.ticket[5:]}" in page.content.decode()
    assert helper.post(gathering.page("walk-in"), {"name": " "}).status_code == 422


def test_the_figures_are_of_each_door(helper: Client, gathering: Gathering) -> None:
    at_door(helper, gathering, ticket=registered(gathering).ticket)
    registered(gathering)
    page = gathering.page("doors")
    part = helper.get(page, headers={"X-Fragment": "1"}).content.decode()
    assert "North" in part
    assert "1 person is in the hall, which holds 9." in part
    assert "<html" not in part


def test_a_list_is_printed_ticked_and_keyed_in(helper: Client, gathering: Gathering) -> None:
    bo, ada = registered(gathering, name="Bo"), registered(gathering, name="=Ada")
    page = helper.get(gathering.page("sheet")).content.decode()
    assert page.index("<bdi>=Ada") < page.index("<bdi>Bo")
    said = {"door": "Paper", "came": [str(bo.pk)]}
    for _ in range(2):
        done = helper.post(gathering.page("tick"), said, follow=True)
    assert "1 person noted." in done.content.decode()
    assert Arrival.objects.get().registration == bo
    assert helper.post(gathering.page("tick"), {"came": ["x"]}).status_code == 422
    file = helper.get(gathering.page("sheet-csv")).content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(file)))
    assert [row["name"] for row in rows] == ["'=Ada", "Bo"]
    assert rows[1]["door"] == "Paper"
    assert rows[0]["ticket"] == ada.ticket


def send(helper: Client, gathering: Gathering, body: Any) -> Any:
    text = body if isinstance(body, str) else json.dumps(body)
    return helper.post(gathering.page("door-take"), text, content_type="application/json")


def test_a_phone_sends_its_lines_and_hears_of_each(helper: Client, gathering: Gathering) -> None:
    ada = registered(gathering)
    rows = [{"sent": str(uuid4()), "ticket": one, "door": "South"} for one in (ada.ticket, "?")]
    # A clock that was never set; the database could not give this day back.
    rows[0]["said_at"] = "0001-01-01T00:00:00+14:00"
    for _ in range(2):
        told = send(helper, gathering, {"rows": rows}).json()["rows"]
        assert [one["code"] for one in told] == ["in", "ticket_unknown"]
        assert (told[0]["name"], told[0]["number"]) == ("Ada", 1)
    people = helper.get(gathering.page("door-people")).json()
    assert (people["whole"], people["people"][0]["door"]) == (True, "South")
    later = helper.get(gathering.page("door-people"), {"after": people["at"]}).json()
    assert (later["whole"], later["people"]) == (False, [])


@pytest.mark.parametrize(
    "body",
    [
        "no list",
        {"rows": [{"sent": "x"}]},
        {"rows": [{"sent": str(uuid4()), "name": "a\0b"}]},
        {"rows": [{"sent": str(uuid4()), "by": "somebody else"}]},
        {"rows": [{"sent": str(uuid4()), "name": ["Ada"]}]},
    ],
)
def test_what_is_no_list_is_refused_whole(helper: Client, gathering: Gathering, body: Any) -> None:
    assert send(helper, gathering, body).status_code == 422
    assert not Registration.objects.exists()


def test_an_organiser_cancels_for_somebody_who_is_told(gathering: Gathering) -> None:
    ada = registered(gathering)
    organiser = signed_in(organiser_of(gathering), english())
    page = organiser.get(gathering.page("registrations")).content.decode()
    address = gathering.page("strike", ada.pk)
    assert address in page
    assert b"Ada" in organiser.get(address).content
    organiser.post(address)
    ada.refresh_from_db()
    assert ada.state == "cancelled"
    assert organiser.post(address).status_code == 404
