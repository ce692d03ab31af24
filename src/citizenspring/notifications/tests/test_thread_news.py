"""Everyone who took part in a thread is told at each change."""

import pytest
from django.utils.translation import override as speaking

from citizenspring.notifications.wording import words_of
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.services import link, show_node, take_part
from citizenspring.threads.tests.factories import make_chain, make_node

pytestmark = pytest.mark.django_db


def told(person: Person) -> list[str]:
    with speaking("en"):
        return [words_of(news.telling).subject for news in person.news.order_by("id")]


def test_who_wrote_supported_or_signed_is_told_of_the_next_step() -> None:
    card, ada, bo, cy = make_node("Shade"), make_person(), make_person(), make_person()
    for person, part in ((ada, Part.Kind.WROTE), (bo, Part.Kind.SIGNED_ON_PAPER)):
        take_part(person, card, part)
    link(card, Edge.Kind.BECAME, make_node("Plant trees"), reason="Agreed.", by=None)
    assert told(ada) == told(bo) == ["“Shade” became “Plant trees”"]
    assert told(cy) == []


def test_who_took_part_at_the_very_beginning_is_told_of_the_end() -> None:
    ada = make_person()
    first, _proposal, clause = make_chain("A card", "A proposal", "A clause")
    take_part(ada, first, Part.Kind.SAT_AT)
    link(clause, Edge.Kind.RESULTED_IN, make_node("Ten trees"), reason="Done.", by=None)
    assert told(ada) == ["“A clause” resulted in “Ten trees”"]


def test_the_one_who_acts_is_not_told_of_her_own_act() -> None:
    ada, card = make_person(), make_node("Shade")
    take_part(ada, card, Part.Kind.WROTE)
    link(card, Edge.Kind.BECAME, make_node("Trees"), reason="Agreed.", by=ada)
    assert told(ada) == []


def test_what_one_act_gathers_is_told_once() -> None:
    ada, theme = make_person(), make_node("Shade")
    for number in range(5):
        card = make_node(f"Card {number}")
        take_part(ada, card, Part.Kind.VOTED)
        link(card, Edge.Kind.GROUPED_INTO, theme, reason="Alike.", by=None)
    assert told(ada) == ["“Card 0” was grouped into “Shade”"]


def test_a_link_drawn_twice_is_told_once() -> None:
    ada, card, trees = make_person(), make_node("Shade"), make_node("Trees")
    take_part(ada, card, Part.Kind.WROTE)
    for _ in range(2):
        link(card, Edge.Kind.BECAME, trees, reason="Agreed.", by=None)
    assert len(told(ada)) == 1


def test_a_step_into_a_draft_is_told_when_the_draft_is_shown() -> None:
    ada, card = make_person(), make_node("Shade")
    draft = make_node("Gathering", kind="activity", is_public=False)
    take_part(ada, card, Part.Kind.WROTE)
    link(card, Edge.Kind.BECAME, draft, reason="Agreed.", by=None)
    assert told(ada) == []
    show_node(draft, is_public=True)
    assert told(ada) == ["“Shade” became “Gathering”"]
