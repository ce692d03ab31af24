"""An opinion map that asks for more than a guest."""

from typing import Any

import pytest
from django.test import Client

from citizenspring.opinions import services
from citizenspring.opinions.models import OpinionMap, Vote
from citizenspring.people.errors import LevelTooLow
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.processes.errors import LevelFixed
from citizenspring.processes.services import ActivityFacts

from .factories import make_map, make_organiser, make_statement, vote

pytestmark = pytest.mark.django_db
VOTE = {"statement": "1", "vote": "agree"}
ENGLISH = {"accept-language": "en"}


def asking(level: Level = Level.MAIL, **facts: Any) -> OpinionMap:
    return make_map(required_level=level, **facts)


def test_a_guest_is_refused_and_a_confirmed_resident_votes() -> None:
    statement = asking().statements.get()
    with pytest.raises(LevelTooLow):
        vote(make_guest(), statement)
    vote(make_person(), statement)
    assert Vote.objects.count() == 1


def test_a_refused_vote_makes_no_guest() -> None:
    found = asking()
    before = Person.objects.count()
    assert Client().post(found.get_absolute_url(), VOTE).status_code == 403
    assert Person.objects.count() == before


def test_the_page_shows_the_way_up_instead_of_the_buttons() -> None:
    found = asking()
    page = Client().get(found.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "Only people with a confirmed mail address take part here." in page
    assert "data-vote" not in page
    assert f"/sign-in/?next={found.get_absolute_url()}" in page


def test_an_account_below_the_level_is_shown_its_levels() -> None:
    found = asking(Level.IN_PERSON)
    page = signed_in(make_person()).get(found.get_absolute_url(), headers=ENGLISH)
    assert b"/me/levels/" in page.content


def test_the_fast_way_of_a_vote_asks_too() -> None:
    found = asking()
    browser = signed_in(make_person())
    assert browser.post(found.get_absolute_url(), VOTE).status_code == 302
    low = signed_in(make_person(level=Level.GUEST))
    assert low.post(found.get_absolute_url(), VOTE).status_code == 403
    assert Vote.objects.count() == 1


def test_a_guest_adds_no_statement() -> None:
    with pytest.raises(LevelTooLow):
        make_statement(asking(), by=make_guest())


def test_a07_the_level_is_fixed_once_it_has_opened() -> None:
    found = asking()
    olga = make_organiser(found.activity.process)
    with pytest.raises(LevelFixed):
        services.edit_map(found, ActivityFacts("Rues"), by=olga)


def test_an_organiser_chooses_the_level_on_the_form() -> None:
    found = make_map(is_open=False)
    browser = signed_in(make_organiser(found.activity.process))
    rules = {"moderation": "after", "smallest_group": "10", "mode": "own"}
    sent = {"title_fr": "Rues", "required_level": "3", **rules}
    browser.post(found.page("edit"), sent)
    found.activity.refresh_from_db()
    assert found.activity.level == Level.IN_PERSON
