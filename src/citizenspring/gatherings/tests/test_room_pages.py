"""The pages of the room, as organisers and facilitators use them."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from citizenspring.gatherings import queries, services
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.services import RegistrationFacts
from citizenspring.people.tests.factories import signed_in

from .factories import arrived, make_gathering, make_helper, organiser_of

pytestmark = pytest.mark.django_db


def english(client: Client) -> Client:
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


def as_olga(gathering: Gathering) -> Client:
    return english(signed_in(organiser_of(gathering)))


def with_people(count: int = 12) -> Gathering:
    gathering = make_gathering(capacity=count + 5, asks=("age",), languages=("fr", "nl"))
    rows = [
        RegistrationFacts(f"Person {k:02}", speaks=("fr",), age="18_34" if k % 2 else "65_plus")
        for k in range(count)
    ]
    services.import_registrations(gathering, rows, by=organiser_of(gathering))
    gathering.refresh_from_db()
    return gathering


@pytest.mark.slow
def test_an_organiser_asks_for_seats_looks_at_them_and_shows_them() -> None:
    gathering = with_people()
    olga = as_olga(gathering)
    assert "Nobody is seated yet" in olga.get(gathering.page("room")).content.decode()
    wish = {"rounds": 2, "size": 6, "who": "coming", "seed": ""}
    assert olga.post(gathering.page("seat"), wish).status_code == 302
    waiting = olga.get(gathering.page("room"), headers={"X-Fragment": "1"}).content.decode()
    assert "Seats are being worked out" in waiting
    assert "<html" not in waiting
    services.seat_waiting()
    ready = olga.get(gathering.page("room")).content.decode()
    assert "12 people in 2 rounds, 6 at every table" in ready
    assert "as mixed as can be" in ready
    assert "seen by you alone" in ready
    olga.post(gathering.page("show-seats"))
    assert queries.shown_plan(gathering) is not None
    for one in gathering.registrations.order_by("number")[:10]:
        arrived(one)
    olga.post(gathering.page("seat-again"), {"from_round": "2"})
    services.seat_waiting()
    again = olga.get(gathering.page("room")).content.decode()
    assert "2 did not come" in again


def test_a_wish_out_of_reach_keeps_what_was_typed() -> None:
    gathering = with_people(1)
    olga = as_olga(gathering)
    page = olga.post(gathering.page("seat"), {"rounds": 99, "size": 7, "who": "here"})
    assert page.status_code == 422
    assert 'value="7"' in page.content.decode()
    nobody = olga.post(gathering.page("seat"), {"rounds": 1, "size": 7, "who": "here"})
    assert "Fewer than two people" in nobody.content.decode()


def test_the_wall_shows_numbers_and_never_a_name() -> None:
    gathering = with_people()
    facilitator = english(signed_in(make_helper(gathering)))
    plan = services.seat(gathering, rounds=1, size=6, by=organiser_of(gathering))
    assert (
        "Tables are shown here soon"
        in facilitator.get(gathering.page("seats-wall")).content.decode()
    )
    services.show(plan, by=organiser_of(gathering))
    page = facilitator.get(gathering.page("seats-wall")).content.decode()
    assert "Person" not in page
    assert page.count('class="wall-number"') == 12
    third = facilitator.get(gathering.page("seats-wall"), {"part": 3, "of": 3}).content.decode()
    assert third.count('class="wall-number"') == 4
    assert ">12</span>" in third


def test_lists_are_by_name_by_table_and_a_file() -> None:
    gathering = with_people()
    services.seat(gathering, rounds=2, size=6, by=organiser_of(gathering))
    facilitator = english(signed_in(make_helper(gathering)))
    by_name = facilitator.get(gathering.page("seat-lists")).content.decode()
    assert by_name.index("Person 00") < by_name.index("Person 11")
    by_table = facilitator.get(gathering.page("seat-lists"), {"by": "table", "round": "2"})
    assert by_table.content.decode().count('class="table-list"') == 2
    file = facilitator.get(gathering.page("seats-csv")).content.decode()
    rows = list(csv.DictReader(io.StringIO(file)))
    assert {row["round_1"] for row in rows} == {"1", "2"}
    assert rows[0]["name"] == "Person 00"


def test_tables_come_from_a_list_and_a_wrong_line_is_named() -> None:
    gathering = with_people(1)
    olga = as_olga(gathering)
    wrong = SimpleUploadedFile("tables.csv", b"table,seats\n1,9\nx,9\n")
    page = olga.post(gathering.page("tables"), {"list": "1", "file": wrong})
    assert (page.status_code, "Line 3 of the list" in page.content.decode()) == (422, True)
    right = SimpleUploadedFile("tables.csv", b"table,seats,offers\n1,9,quiet\n4,8,\n")
    assert olga.post(gathering.page("tables"), {"list": "1", "file": right}).status_code == 302
    assert "Quiet corner" in olga.get(gathering.page("tables")).content.decode()
    key = gathering.tables.get(number=4).key
    olga.post(gathering.page("table-key", 4))
    assert gathering.tables.get(number=4).key != key


def test_what_people_need_is_read_out_of_their_words() -> None:
    gathering = with_people(2)
    gathering.registrations.filter(number=1).update(needs="I come in a wheelchair")
    olga = as_olga(gathering)
    assert "I come in a wheelchair" in olga.get(gathering.page("needs")).content.decode()
    olga.post(gathering.page("needs"), {"needs-1": ["step_free", "gold"], "needs-2": ["quiet"]})
    told = dict(gathering.registrations.values_list("number", "table_needs"))
    assert told == {1: ["step_free"], 2: []}, "only of those who said something"


def test_the_roster_is_kept_on_one_page() -> None:
    gathering = with_people(1)
    olga = as_olga(gathering)
    services.set_tables(gathering, 2, by=organiser_of(gathering))
    olga.post(gathering.page("roster"), {"name": "Anna", "languages": ["nl"]})
    many = SimpleUploadedFile("team.csv", "nom;langues\nZoé;FR\n".encode("cp1252"))
    olga.post(gathering.page("roster"), {"list": "1", "file": many})
    olga.post(gathering.page("assign-tables"))
    assert "Every table has a facilitator" in olga.get(gathering.page("roster")).content.decode()
    anna = gathering.facilitators.get(name="Anna")
    olga.post(gathering.page("change-facilitator", anna.pk), {"act": "came"})
    olga.post(gathering.page("change-facilitator", anna.pk), {"table": "2"})
    anna.refresh_from_db()
    assert (anna.table and anna.table.number, anna.came_at is not None) == (2, True)
    assert (
        olga.post(gathering.page("change-facilitator", anna.pk), {"table": "9"}).status_code == 404
    )
    olga.post(gathering.page("change-facilitator", anna.pk), {"act": "remove"})
    assert list(gathering.facilitators.values_list("name", flat=True)) == ["Zoé"]


def test_people_are_registered_from_a_list_and_see_their_table_on_their_ticket() -> None:
    gathering = with_people(1)
    olga = as_olga(gathering)
    sheet = SimpleUploadedFile("people.csv", b"name,language,age\nAda,FR+NL,41\nBo,nl,70\n")
    page = olga.post(gathering.page("bring-in"), {"list": "1", "file": sheet}, follow=True)
    assert "2 people are new." in page.content.decode()
    ada = gathering.registrations.get(name="Ada")
    ada.person = organiser_of(gathering)
    ada.save()
    reader = english(signed_in(ada.person))
    assert "You sit at table" not in reader.get(gathering.page("ticket")).content.decode()
    plan = services.seat(gathering, rounds=1, size=3, by=organiser_of(gathering))
    services.show(plan, by=organiser_of(gathering))
    assert "You sit at table" in reader.get(gathering.page("ticket")).content.decode()
    piece = reader.get(gathering.page("my-table")).content.decode()
    assert "You sit at table" in piece
    assert "<html" not in piece


@pytest.mark.slow
def test_cards_and_tents_are_printed_for_tables_that_are_laid() -> None:
    gathering = with_people(1)
    olga = as_olga(gathering)
    assert olga.get(gathering.page("table-cards")).status_code == 404
    services.set_tables(gathering, 5, by=organiser_of(gathering))
    cards = olga.get(gathering.page("table-cards"))
    assert cards["Content-Type"] == "application/pdf"
    assert cards.content.count(b"/Type /Page\n") == 2
    tents = olga.get(gathering.page("table-cards"), {"kind": "tents", "table": "5"})
    assert tents.content.count(b"/Type /Page\n") == 1
