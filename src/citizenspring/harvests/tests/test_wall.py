"""The wall of the room: what it shows of a run, and what it never shows."""

import json
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.tests.factories import make_gathering
from citizenspring.harvests.grouping import group_cards
from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.rounds.tests.factories import (
    make_voter,
    organiser_of,
    started,
    wait,
    written,
)

from .factories import make_cards

pytestmark = pytest.mark.django_db


def wall(gathering: Gathering, query: str = "", *, language: str = "en") -> str:
    page = Client(headers={"Accept-Language": language}).get(address(gathering) + query)
    assert page.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", page.text.split("</style>")[-1]).split())


def address(gathering: Gathering) -> str:
    return gathering.get_absolute_url() + "wall/"


def voting(run: Run) -> Run:
    """The phase of dots has begun."""
    for _phase in ("ideas", "reading"):
        services.skip(run, by=organiser_of(run))
    return run


def give_dots(run: Run, *, people: int = 1, card: str) -> None:
    for number in range(people):
        voter = make_voter(run, name=f"Ada {number}")
        services.take_votes(run, voter.voice, {card: 1}, sent=uuid4(), phase="dots")


def test_before_the_round_begins_it_shows_the_address_for_phones() -> None:
    gathering = make_gathering(days=0.1)
    assert f"/g/{gathering.code}" in wall(gathering)


def test_it_asks_in_every_language_of_the_gathering() -> None:
    run = started("blank-sheet")
    shown = wall(run.gathering)
    assert "Dites votre nom" in shown
    assert "Zeg je naam" in shown


def test_themes_form_across_languages_in_peoples_own_words() -> None:
    run = started("blank-sheet", seconds=700)
    make_cards(run)
    group_cards(run)
    shown = wall(run.gathering)
    assert "More trees in our streets" in shown
    assert "7 cards" in shown


def test_hidden_cards_are_not_there() -> None:
    run = started("blank-sheet", seconds=700)
    cards = make_cards(run)
    group_cards(run)
    run.cards.exclude(pk=cards[6].pk).update(is_hidden=True)
    shown = wall(run.gathering)
    assert "trees" not in shown
    assert "1 card" in shown


def test_while_people_vote_it_says_how_many_have_and_not_what() -> None:
    run = started("dot-voting")
    card = written(run, "A bench in every street")
    voting(run)
    give_dots(run, people=2, card=str(card.key))
    make_voter(run, has_vote=False)
    make_voter(run)
    shown = wall(run.gathering, "?show=voting")
    assert "2 of 3 in the room have voted" in shown
    assert "A bench in every street" not in shown


def test_at_the_end_the_result_is_there() -> None:
    run = started("dot-voting")
    card = written(run, "A bench in every street")
    voting(run)
    give_dots(run, people=2, card=str(card.key))
    services.skip(run, by=organiser_of(run))
    assert "A bench in every street 2 dots" in wall(run.gathering)


def test_nobody_is_named() -> None:
    run = started("dot-voting")
    card = written(run)
    voting(run)
    give_dots(run, card=str(card.key))
    services.skip(run, by=organiser_of(run))
    assert "Ada" not in wall(run.gathering)


def test_the_organiser_puts_the_clock_there_alone() -> None:
    run = started("blank-sheet", seconds=700)
    make_cards(run)
    assert "trees" not in wall(run.gathering, "?show=clock")


def test_a_page_of_an_earlier_run_learns_that_it_is_behind() -> None:
    run = started("dot-voting")
    asked = Client(headers={"X-Fragment": "1"}).get(address(run.gathering))
    assert asked["X-Run"] == str(run.pk)
    assert json.loads(asked["X-Clock"])["phase"] == "ideas"
    assert "<html" not in asked.text


def test_it_asks_few_questions_however_many_cards_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    run = started("blank-sheet", seconds=700)
    for _turn in range(8):
        make_cards(run)
    group_cards(run)
    with django_assert_max_num_queries(16):
        wall(wait(run, 0).gathering)
