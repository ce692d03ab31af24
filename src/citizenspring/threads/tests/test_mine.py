"""The page that says what happened to mine."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.threads import kinds, participants
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.services import link, take_part

from .factories import make_chain, make_node

pytestmark = pytest.mark.django_db


def page(person: Person | None, query: str = "") -> str:
    client = signed_in(person) if person else Client()
    answer = client.get(reverse("threads:mine") + query, headers={"accept-language": "en"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_follows_what_a_guest_wrote_to_its_end() -> None:
    guest = make_guest()
    mine, *_ = make_chain("My words", "A theme", "An answer")
    take_part(guest, mine, Part.Kind.WROTE)
    shown = page(guest)
    assert "You wrote this" in shown
    assert shown.index("My words") < shown.index("An answer")
    assert "2 steps in all" in shown


def test_the_newest_change_comes_first() -> None:
    bo, old, new = make_person(), make_node("Older"), make_node("Newer")
    take_part(bo, old, Part.Kind.WROTE)
    take_part(bo, new, Part.Kind.WROTE)
    link(old, Edge.Kind.BECAME, make_node("Clause"), reason="Agreed.", by=None)
    shown = page(bo)
    assert shown.index("Older") < shown.index("Newer")


def test_it_shows_nobody_elses() -> None:
    take_part(make_person(), make_node("Hers"), Part.Kind.WROTE)
    assert "Hers" not in page(make_person())


def test_a_stranger_is_told_where_to_begin_and_does_not_become_a_guest() -> None:
    assert "You have not taken part on this device yet" in page(None)
    assert not Person.objects.exists()


def test_votes_kept_elsewhere_count(monkeypatch: pytest.MonkeyPatch) -> None:
    node, bo = make_node("Voted on"), make_person()
    found = [(Part.Kind.VOTED, lambda _person: [(node.pk, now() - timedelta(days=1))])]
    monkeypatch.setattr(participants, "_found", found)
    shown = page(bo)
    assert "You voted on this" in shown
    assert "Voted on" in shown


def test_votes_in_one_place_are_one_line_that_counts_them_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place, bo = make_node("Cool streets", kind="activity"), make_person()
    nodes = [make_node(f"Card {number}", kind="card", within=place) for number in range(11)]
    monkeypatch.setitem(kinds._kinds, "card", kinds.NodeKind("card", "Card", voted=voted))
    found = [(Part.Kind.VOTED, lambda _person: [(node.pk, now()) for node in nodes])]
    monkeypatch.setattr(participants, "_found", found)
    assert page(bo).count("Nothing has followed") == 1
    link(nodes[3], Edge.Kind.BECAME, make_node("Clause"), reason="Agreed.", by=None)
    shown = page(bo)
    assert "You voted on 11 cards." in shown
    assert "Something has followed from 1 of them" in shown
    assert "Card 3" in shown
    assert "Card 4" not in shown


def voted(count: int) -> str:
    return f"You voted on {count} cards."


def test_it_stays_quick_with_a_thousand_things(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    bo = make_person()
    nodes = [make_node(f"Thing {number}") for number in range(200)]
    Part.objects.bulk_create(
        Part(person=bo, node=node, kind=kind) for node in nodes for kind in Part.Kind
    )
    client = signed_in(bo)
    # One for each app that keeps its own parts or rulings, however much a person did.
    with django_assert_max_num_queries(15):
        answer = client.get(reverse("threads:mine") + "?page=999999999")
    assert b"Thing" in answer.content


def test_taking_part_twice_is_taking_part_once() -> None:
    bo, node = make_person(), make_node()
    take_part(bo, node, Part.Kind.WROTE)
    take_part(bo, node, Part.Kind.WROTE)
    assert bo.parts.count() == 1
    assert participants.everyone() == 1
