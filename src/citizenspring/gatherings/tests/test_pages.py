"""The pages of a gathering, as visitors, helpers and organisers use them."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from citizenspring.gatherings import services
from citizenspring.gatherings.models import CARE, Gathering, Registration
from citizenspring.gatherings.services.letters import WRONG_CODES
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, make_visitor, signed_in
from citizenspring.processes.tests.factories import make_open_process, make_organiser

from .factories import NONE, TITLE, make_gathering, make_helper, organiser_of, registered

pytestmark = pytest.mark.django_db


def english(client: Client | None = None) -> Client:
    found = client or Client()
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def send(client: Client, gathering: Gathering, page: str, **said: object) -> int:
    return client.post(gathering.page(page), {"name": "Ada", **said}).status_code


@pytest.mark.slow
def test_a_guest_registers_sees_her_ticket_and_gives_it_back() -> None:
    gathering = make_gathering()
    guest = make_visitor("guest", english())
    done = guest.post(gathering.page("register"), {"name": "Ada", "speaks": ["fr"]}, follow=True)
    assert done.redirect_chain[-1][0] == gathering.page("ticket")
    row = Registration.objects.get()
    assert f"{row.ticket[:5]} {row.ticket[5:]}" in done.content.decode()
    assert "You have a place." in guest.get(gathering.get_absolute_url()).content.decode()
    gone = guest.post(gathering.page("give-back"), follow=True)
    assert "no longer registered" in gone.content.decode()
    assert guest.get(gathering.page("ticket")).status_code == 404


def test_who_waits_sees_her_number() -> None:
    gathering = make_gathering(capacity=1)
    registered(gathering)
    registered(gathering)
    guest = make_visitor("guest", english())
    assert "1 person waits" in guest.get(gathering.get_absolute_url()).content.decode()
    send(guest, gathering, "register")
    page = guest.get(gathering.page("ticket")).content.decode()
    assert "Your number on the waiting list" in page
    assert Registration.objects.last().ticket not in page  # type: ignore[union-attr]  # made above


def test_what_she_typed_stays_when_something_is_missing() -> None:
    gathering = make_gathering()
    guest = make_visitor("guest", english())
    page = guest.post(gathering.page("register"), {"name": " ", "needs": "A ramp, please"})
    assert page.status_code == 422
    assert "A ramp, please" in page.content.decode()
    assert not Registration.objects.exists()


def test_wrong_codes_are_refused_and_after_many_not_even_looked_at() -> None:
    gathering = make_gathering(invited=5)
    guest = make_visitor("guest", english())
    page = guest.post(gathering.page("register"), {"name": "Ada", "code": "AAAA"})
    assert "No letter has this code" in page.content.decode()
    for _ in range(WRONG_CODES.burst - 1):
        WRONG_CODES.take("127.0.0.1")
    code = services.make_letters(gathering, 1, by=organiser_of(gathering))[0]
    assert send(guest, gathering, "register", code=code) == 422
    assert not Registration.objects.exists()


def test_a_refusal_makes_no_guest() -> None:
    gathering = make_gathering(is_open=False)
    organiser = signed_in(organiser_of(gathering), english())
    before = Person.objects.count()
    page = organiser.post(gathering.page("register"), {"name": "Ada"})
    assert "Registration is not open yet" in page.content.decode()
    assert Person.objects.count() == before


def test_its_calendar_file_is_replaced_by_the_next() -> None:
    gathering = make_gathering()
    file = Client().get(gathering.page("calendar"))
    event = Calendar.from_ical(file.content).walk("VEVENT")[0]
    assert event["uid"] == f"{gathering.pk}@citizenspring"
    assert event.decoded("dtstart").timestamp() == int(gathering.starts_at.timestamp())
    assert (event["status"], event["sequence"]) == ("CONFIRMED", 1)
    services.cancel_gathering(gathering, "Rain", by=organiser_of(gathering))
    again = Calendar.from_ical(Client().get(gathering.page("calendar")).content)
    event = again.walk("VEVENT")[0]
    assert (event["status"], event["sequence"]) == ("CANCELLED", 2)


@pytest.mark.slow
def test_a_helper_registers_one_after_the_other_at_a_stand() -> None:
    gathering = make_gathering(capacity=1)
    helper = signed_in(make_helper(gathering), english())
    first = helper.post(gathering.page("stand"), {"name": "Ada"}).content.decode()
    assert Registration.objects.get().ticket[:5] in first
    form = {"name": "Bo", "sent": "0190"}
    second = helper.post(gathering.page("stand"), form).content.decode()
    assert "You are next" in second
    again = helper.post(gathering.page("stand"), form).content.decode()
    assert "You are next" in again
    assert Registration.objects.count() == 2


def test_an_organiser_calls_one_and_it_is_published_with_its_care_alone() -> None:
    process = make_open_process(languages=["en"])
    organiser = signed_in(make_organiser("Olga", scope=process.pk), english())
    said = {
        "title_en": TITLE["en"],
        "starts_at": "2030-06-01T10:00",
        "ends_at": "2030-06-01T17:00",
        "place": "Halles",
        "address": "Place Saint-Géry 1",
        "capacity": 180,
        "tables_speak": ["fr", "nl"],
        "asks": ["age"],
    }
    organiser.post(f"/processes/{process.slug}/new-gathering/", said)
    made = Gathering.objects.get()
    assert (made.capacity, made.languages, made.asks) == (180, ["fr", "nl"], ["age"])
    assert made.missing_care == list(CARE)
    organiser.post(made.page("edit"), {**said, **{f"{name}_en": NONE["en"] for name in CARE}})
    made.refresh_from_db()
    assert made.missing_care == []
    opening = reverse("processes:activity_act", args=[process.slug, made.activity.slug, "open"])
    assert organiser.post(opening).status_code == 302
    made.activity.refresh_from_db()
    assert made.activity.is_open


def test_the_list_for_the_organisers_is_safe_to_open_in_a_spreadsheet() -> None:
    gathering = make_gathering()
    registered(gathering, name='=HYPERLINK("x")', speaks=["fr", "nl"], needs="A ramp")
    organiser = signed_in(organiser_of(gathering), english())
    assert "A ramp" in organiser.get(gathering.page("registrations")).content.decode()
    file = organiser.get(gathering.page("registrations-csv")).content.decode()
    row = next(csv.DictReader(io.StringIO(file)))
    assert row["name"].startswith("'=")
    assert (row["language"], row["needs"]) == ("fr+nl", "A ramp")


def test_letters_are_shown_once() -> None:
    gathering = make_gathering(invited=2)
    organiser = signed_in(organiser_of(gathering), english())
    page = organiser.post(gathering.page("letters"), {"count": 2}).content.decode()
    assert page.count('<bdi dir="ltr">') >= 2
    again = organiser.get(gathering.page("letters")).content.decode()
    assert "So far 2 codes are made and 0 used." in again
    assert '<ol class="codes">' not in again


def test_called_off_it_says_why() -> None:
    gathering = make_gathering()
    organiser = signed_in(organiser_of(gathering), english())
    assert organiser.post(gathering.page("call-off"), {"reason": ""}).status_code == 422
    organiser.post(gathering.page("call-off"), {"reason": "The hall is flooded."})
    page = english().get(gathering.get_absolute_url()).content.decode()
    assert "The hall is flooded." in page
    assert gathering.page("register") not in page


def test_a_draft_is_nobodys_but_its_organisers() -> None:
    gathering = make_gathering(is_open=False)
    assert signed_in(make_person()).get(gathering.get_absolute_url()).status_code == 404
    assert Client().get(f"/g/{gathering.code}").status_code == 404
    organiser = signed_in(organiser_of(gathering))
    assert organiser.get(gathering.get_absolute_url()).status_code == 200


def test_what_people_wrote_is_shown_as_they_wrote_it_and_does_nothing() -> None:
    gathering = make_gathering(place="<script>alert(1)</script>")
    registered(gathering, name="<img src=x onerror=alert(1)>", needs="<b>x</b>")
    organiser = signed_in(organiser_of(gathering), english())
    for page in ("gathering", "registrations"):
        shown = organiser.get(gathering.page(page)).content.decode()
        assert "<script>alert(1)" not in shown
        assert "<img src=x" not in shown
