"""The page of a thread."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import record, sequence
from citizenspring.people.models import Role
from citizenspring.people.tests.factories import make_person, make_role
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.queries import entries_about
from citizenspring.threads.services import link

from .factories import make_chain, make_node

pytestmark = pytest.mark.django_db


def page(node: Node) -> str:
    answer = Client().get(node.get_absolute_url(), headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_shows_what_came_before_and_after_with_reasons() -> None:
    _first, middle, _last = make_chain("A card", "A statement", "A clause")
    shown = page(middle)
    assert shown.index("A card") < shown.index("you are here") < shown.index("A clause")
    assert "Said so often." in shown


def test_it_says_who_acted_by_name_and_role() -> None:
    ada = make_role(Role.Kind.ORGANISER, make_person(name="Ada")).person
    first, _ = make_chain("A card", "A statement", by=ada)
    assert "Ada (Organiser)" in page(first)


def test_it_never_shows_an_address() -> None:
    bo = make_person("bo@example.org")
    first, _ = make_chain("A card", "A statement", by=bo)
    assert "bo@example.org" not in page(first)


def test_what_is_hidden_stays_hidden_from_both_sides() -> None:
    shown, hidden = make_node("Shown"), make_node("Hidden words", is_public=False)
    link(shown, Edge.Kind.BECAME, hidden, reason="Kept back.", by=None)
    link(hidden, Edge.Kind.BECAME, make_node("After"), reason="Kept back.", by=None)
    assert "Hidden words" not in page(shown)
    assert Client().get(hidden.get_absolute_url()).status_code == 404


def test_a_circle_ends() -> None:
    first, second = make_chain("Here", "There")
    link(second, Edge.Kind.BECAME, first, reason="Back again.", by=None)
    assert "Back again." in page(first)


@pytest.mark.slow
def test_many_beginnings_are_counted_and_stand_in_the_table(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    theme = make_node("Shade")
    for number in range(40):
        link(make_node(f"S{number}"), Edge.Kind.GROUPED_INTO, theme, reason="Alike.", by=None)
    # One asks which tables wrote the cards among them.
    with django_assert_max_num_queries(10):
        shown = page(theme)
    assert "20 other beginnings" in shown
    assert shown.count("was grouped into") == 41


def test_what_the_record_says_of_it_is_one_click_away() -> None:
    first, _ = make_chain("A card", "A statement")
    sequence(hold=False)
    address = reverse("threads:record", args=[first.pk])
    assert address in page(first)
    shown = Client().get(address, headers={"accept-language": "en"}).content.decode()
    assert "Something led to something else" in shown
    assert "Entry 0" in shown


def test_a31_its_record_shows_nothing_that_waits_and_no_time_of_an_act() -> None:
    node = make_node()
    record("vote.cast", about=node.pk, sealed={"vote": 1}, salt=bytes(16))
    address = reverse("threads:record", args=[node.pk])
    assert 'class="row"' not in Client().get(address).content.decode()
    sequence(hold=False)
    shown = Client().get(address).content.decode()
    assert 'class="row"' in shown
    assert "<time" not in shown[shown.index("<h1>") : shown.index("</main>")]


def test_a31_its_record_is_ordered_by_place_and_not_by_arrival() -> None:
    node = make_node()
    for _ in range(12):
        record("vote.cast", about=node.pk, sealed={"vote": 1}, salt=bytes(16))
    sequence(hold=False)
    assert [entry.index for entry in entries_about(node)] == list(range(11, -1, -1))


def test_a_link_is_drawn_once_and_recorded_once() -> None:
    first, second = make_chain("A card", "A statement")
    link(first, Edge.Kind.BECAME, second, reason="Again.", by=None)
    assert first.edges_out.get().reason == "Said so often."
    assert Entry.objects.filter(kind="thread.linked").count() == 1


def test_what_stands_in_a_draft_is_hidden_whatever_its_own_mark() -> None:
    draft = make_node("Draft", kind="activity", is_public=False)
    seed = make_node("Seed statement", within=draft)
    assert Client().get(seed.get_absolute_url()).status_code == 404
