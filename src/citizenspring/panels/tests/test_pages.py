"""The pages of a panel, as holders of letters, organisers and everybody use them."""

import csv
import io

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.gatherings.tests.factories import arrived
from citizenspring.panels import services
from citizenspring.panels.models import Batch, Member, Panel, Portfolio, Search, Volunteer
from citizenspring.panels.queries import funnel_of
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_visitor, signed_in

from .factories import (
    answered,
    codes_of,
    committed,
    drawn,
    inviting,
    make_panel,
    organiser_of,
    searched,
    volunteers,
)

pytestmark = pytest.mark.django_db


def english(client: Client | None = None) -> Client:
    found = client or Client()
    found.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return found


def organiser(panel: Panel) -> Client:
    return signed_in(organiser_of(panel.gathering), english())


def page_of(client: Client, panel: Panel, name: str) -> str:
    return client.get(panel.page(name)).content.decode()


def yes(code: str, **said: str) -> dict[str, str]:
    about = {"about-0": "north", "about-1": "18_64", "about-2": "woman"}
    return {"code": code, "answer": "yes", "name": "Ada", "phone": "0470", **about, **said}


@pytest.mark.slow
def test_an_organiser_goes_from_the_size_to_letters() -> None:
    panel = make_panel()
    client = organiser(panel)
    assert "Propose the quotas" not in page_of(client, panel, "organise")
    assert "Noord" in page_of(client, panel, "quotas")
    client.post(panel.page("quotas"), {"own": "1", "feature": "language", "figures": "fr: 100"})
    assert "French" in page_of(client, panel, "quotas")
    client.post(panel.page("quotas"), {"drop": "language"})
    source = {"publish": "1", "source": "The register."}
    client.post(panel.page("quotas"), source)
    client.post(panel.page("letters"), {"plan": "1", "letters": "20", "rate-north": "5"})
    assert "will say yes" in page_of(client, panel, "letters")
    made = client.post(panel.page("letters"), {"make": "1", "channel": "post", "language": "nl"})
    rows = list(csv.DictReader(io.StringIO(made.content.decode())))
    assert len(rows) == 20
    client.post(panel.page("letters"), {"sent": "²"})
    client.post(panel.page("letters"), {"sent": "1"})
    assert Batch.objects.get().sent_at
    public = page_of(english(), panel, "panel")
    assert "The register." in public
    assert rows[0]["code"] not in page_of(client, panel, "letters")


@pytest.mark.slow
def test_a_letter_is_answered_and_its_receipt_shown_once() -> None:
    panel = inviting()
    code = codes_of(panel)[0]
    guest = make_visitor("guest", english())
    wrong = guest.post(panel.page("answer"), yes(code, name=" "))
    assert (wrong.status_code, Volunteer.objects.count()) == (422, 0)
    done = guest.post(panel.page("answer"), yes(code)).content.decode()
    assert "Your receipt" in done
    assert "You are in the pool" in page_of(guest, panel, "seat")
    again = guest.post(panel.page("answer"), yes(code))
    assert "answered already" in again.content.decode()
    assert "Ada" not in page_of(english(), panel, "panel")


def test_a_receipt_opens_the_answer_on_another_device() -> None:
    panel = inviting()
    _made, receipt = answered(panel, codes_of(panel)[0])
    other = english()
    assert other.post(panel.page("seat"), {"receipt": "AAAAAAAAAA"}).status_code == 422
    page = other.post(panel.page("seat"), {"receipt": receipt}, follow=True).content.decode()
    assert "You are in the pool" in page
    other.post(panel.page("seat"), {"withdraw": "1"})
    assert not Volunteer.objects.exists()


def test_the_pool_is_closed_once_and_its_search_is_the_workers() -> None:
    panel = inviting()
    volunteers(panel)
    client = organiser(panel)
    for _ in range(2):
        client.post(panel.page("draw"), {"freeze": "1"})
    assert (Search.objects.get().attempt, Portfolio.objects.exists()) == (1, False)
    Search.objects.update(state="running", done=500, total=2000)
    piece = client.get(panel.page("draw"), headers={"X-Fragment": "1"}).content.decode()
    assert "The panels are being made" in piece
    assert "<html" not in piece


@pytest.mark.slow
def test_the_wall_shows_digit_by_digit_and_then_names_that_are_nobodys() -> None:
    panel = searched()
    client, wall = organiser(panel), english()
    assert "It is proved" in page_of(client, panel, "draw")
    late = {"commit": "1", "way": "value", "value_is": "x", "value_at": "2020-01-01T10:00"}
    assert "may be known already" in client.post(panel.page("draw"), late).content.decode()
    client.post(panel.page("draw"), {"commit": "1", "way": "balls"})
    assert "First ball" in page_of(wall, panel, "ceremony")
    for place, ball in enumerate("407"):
        for _twice in range(2):
            client.post(panel.page("draw"), {"ball": ball, "expected": place})
    assert wall.get(panel.page("ceremony")).content.decode().count("digit--known") == 3
    client.post(panel.page("draw"), {"balls": "1"})
    shown = page_of(wall, panel, "ceremony")
    name = Member.objects.all()[0].volunteer
    assert name.pseudonym in shown
    assert name.name not in shown
    assert "Panel 407" in page_of(wall, panel, "panel")


def test_until_the_wall_has_shown_the_last_digit_nobody_knows_who_was_drawn() -> None:
    panel = committed(way="value")
    moment = now().replace(year=2020)
    Panel.objects.update(committed_at=moment, value_at=moment.replace(year=2021))
    services.draw_by_value(panel, "7 14", by=organiser_of(panel.gathering))
    found = Member.objects.select_related("volunteer").all()[0]
    number = Panel.objects.get().digits
    for name in ("panel", "ceremony"):
        page = page_of(english(), panel, name)
        assert found.volunteer.pseudonym not in page
        assert f"Panel {number}" not in page
    assert "not drawn yet" in page_of(organiser(panel), panel, "members")


def test_a_member_takes_her_seat_and_an_organiser_notes_what_she_hears_by_phone() -> None:
    panel = drawn()
    client = organiser(panel)
    first, second = Member.objects.all()[:2]
    client.post(panel.page("members"), {"who": first.volunteer_id, "confirm": "1"})
    client.post(panel.page("members"), {"who": second.volunteer_id, "why": "unreachable"})
    states = dict(Member.objects.values_list("pk", "state"))
    assert (states[first.pk], states[second.pk]) == ("confirmed", "left")
    assert "Could not be reached" in page_of(english(), panel, "panel")
    assert second.volunteer.name not in page_of(english(), panel, "panel")


def test_who_presses_twice_that_she_cannot_come_is_told_and_replaced_once() -> None:
    panel = drawn()
    ada = make_visitor("member", english())
    person = Person.objects.get(pk=ada.session["_auth_user_id"])
    member = Member.objects.all()[0]
    Volunteer.objects.filter(pk=member.volunteer_id).update(person=person)
    assert "You are drawn." in page_of(ada, panel, "seat")
    for _ in range(2):
        said = ada.post(panel.page("seat"), {"leave": "1"}, follow=True).content.decode()
    assert "given back already" in said
    assert Member.objects.filter(state="left").count() == 1


def test_the_funnel_ends_with_who_came() -> None:
    panel = drawn()
    one = Member.objects.select_related("volunteer").all()[0]
    one.volunteer.panel = panel
    member = services.confirm_seat(one.volunteer, by=None)
    assert member.registration
    arrived(member.registration)
    assert funnel_of(panel, is_public=False).sums[3:] == [6, 1, 1]


def test_small_figures_of_communes_are_hidden_from_all_but_the_organisers() -> None:
    panel = inviting()
    codes = codes_of(panel, 40)
    answered(panel, codes[0])
    public = page_of(english(), panel, "panel")
    assert "hidden: too few people" in public
    assert "hidden: too few people" not in page_of(organiser(panel), panel, "organise")


def test_what_a_volunteer_wrote_does_nothing_on_the_organisers_pages() -> None:
    panel = inviting()
    answered(panel, codes_of(panel)[0], name="<script>alert(1)</script>")
    assert "<script>alert(1)" not in page_of(organiser(panel), panel, "answers")
