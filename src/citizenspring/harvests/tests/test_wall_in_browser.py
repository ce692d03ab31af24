"""The wall and the room in a real browser: both follow the organiser and the tables."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Page

from citizenspring.gatherings.tests.factories import arrived, registered
from citizenspring.harvests.grouping import group_cards
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, signed_in
from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.rounds.queries import answers_of
from citizenspring.rounds.tests.factories import make_voter, organiser_of, started, written
from citizenspring.testing.browsing import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Arrive = Callable[..., Visit]


def wall(visitor: Visit, run: Run) -> Page:
    visitor.page.set_viewport_size({"width": 1920, "height": 1080})
    return visitor.open(run.gathering.get_absolute_url() + "wall/")


def room(visitor: Visit, run: Run, person: Person) -> Page:
    session = signed_in(person).cookies["sessionid"].value
    visitor.context.add_cookies([{"name": "sessionid", "value": session, "url": visitor.site}])
    return visitor.open(run.gathering.get_absolute_url() + "room/")


def skip(run: Run) -> None:
    services.skip(run, by=organiser_of(run))


def test_the_wall_follows_the_tables_and_the_votes(visit: Arrive, site: str) -> None:
    del site
    run = started("dot-voting")
    visitor = visit(language="en")
    page = wall(visitor, run)
    first = written(run, "More trees in our streets, please.")
    page.get_by_text("1 card", exact=False).first.wait_for()
    written(run, "Meer bomen in onze straten.", table=2)
    group_cards(run)
    page.locator(".wall-count", has_text="2").wait_for()
    assert visitor.axe() == []
    assert not visitor.is_wider_than_window()
    skip(run)
    skip(run)
    page.locator("[data-voted]").wait_for()
    ada = make_voter(run)
    services.take_votes(run, ada.voice, {str(first.key): 2}, sent=uuid4(), phase="dots")
    page.locator("[data-voted]", has_text="1").wait_for()
    skip(run)
    page.get_by_text("2 dots").wait_for()
    visitor.tab_to("Dark room")
    page.keyboard.press("Enter")
    page.locator("html[data-theme=dark]").wait_for()
    page.get_by_text("2 dots").wait_for()
    assert visitor.axe() == []


def test_a_vote_waits_for_the_network_and_is_kept(visit: Arrive, site: str) -> None:
    del site
    run = started("dot-voting")
    card = written(run, "More trees in our streets, please.")
    skip(run)
    skip(run)
    ada = make_guest()
    arrival = arrived(registered(run.gathering, ada))
    visitor = visit(language="en")
    page = room(visitor, run, ada)
    boxes = page.locator(".dots input")
    boxes.nth(0).check()
    page.get_by_text("Kept.").wait_for()
    visitor.context.set_offline(offline=True)
    boxes.nth(1).check()
    page.get_by_text("No network", exact=False).wait_for()
    assert answers_of(run, arrival.voice, "dots") == {str(card.key): 1}
    visitor.context.set_offline(offline=False)
    page.get_by_text("Kept.").wait_for()
    assert answers_of(run, arrival.voice, "dots") == {str(card.key): 2}
    assert visitor.axe() == []
    assert not visitor.is_wider_than_window()
    visitor.complaints.clear()
