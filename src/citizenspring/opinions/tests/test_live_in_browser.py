"""The results page in a real browser: it follows the votes, and finds back after a loss."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from citizenspring.opinions.mapper import recompute
from citizenspring.opinions.models import OpinionMap
from citizenspring.people.tests.factories import make_guest
from citizenspring.testing.browsing import Visit, database_address
from citizenspring.testing.site import serving

from .factories import vote
from .test_mapper import a_split_crowd

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visit]
# A server of its own, which nobody else's test finds gone.
OWN_PORTS = 7


@pytest.fixture
def drawn(site: str) -> OpinionMap:
    """A map of 240 votes whose results can be seen."""
    del site
    made = a_split_crowd()
    recompute(made)
    return made


def results_of(visitor: Visit, opinion_map: OpinionMap) -> Page:
    page = visitor.open(opinion_map.page("results"))
    counted(page, 240)
    return page


def counted(page: Page, votes: int) -> None:
    """Wait until the page says that so many votes were counted."""
    page.locator("#results .stats").get_by_text(str(votes), exact=True).wait_for()


def one_more(opinion_map: OpinionMap) -> None:
    vote(make_guest(), opinion_map.statements.get(number=1))


@pytest.mark.slow
@pytest.mark.usefixtures("worker")
def test_a_vote_shows_on_the_open_pages_of_others(visit: Arrive, drawn: OpinionMap) -> None:
    voter = visit(language="en").open(drawn.get_absolute_url())
    pages = [results_of(visit(), drawn), results_of(visit(language="nl"), drawn)]
    for votes in range(241, 246):
        voter.get_by_role("button", name="Agree", exact=True).click()
        for page in pages:
            counted(page, votes)


@pytest.mark.slow
def test_after_a_restart_of_the_server_it_shows_what_happened_meanwhile(
    visit: Arrive, drawn: OpinionMap
) -> None:
    visitor = visit()
    with serving(database_address(), worker=OWN_PORTS) as visitor.site:
        page = results_of(visitor, drawn)
    one_more(drawn)
    recompute(drawn)
    counted(page, 240)
    with serving(database_address(), worker=OWN_PORTS) as same_address:
        assert same_address == visitor.site
        counted(page, 241)
    visitor.context.close()
    visitor.complaints.clear()


def test_a_page_that_was_told_without_a_network_looks_again(
    visit: Arrive, drawn: OpinionMap
) -> None:
    visitor = visit()
    page = results_of(visitor, drawn)
    visitor.context.set_offline(offline=True)
    one_more(drawn)
    with page.expect_event("requestfailed"):
        recompute(drawn)
    counted(page, 240)
    visitor.context.set_offline(offline=False)
    counted(page, 241)
    visitor.complaints.clear()


def test_after_a_refusal_it_tries_again_a_little_later(visit: Arrive, drawn: OpinionMap) -> None:
    visitor = visit()
    page = visitor.page
    page.clock.install()
    page.route("**/live/**", lambda route: route.fulfill(status=503))
    with page.expect_response("**/live/**"):
        results_of(visitor, drawn)
    one_more(drawn)
    recompute(drawn)
    page.unroute("**/live/**")
    page.clock.run_for(10_000)
    counted(page, 240)
    with page.expect_response("**/live/**"):
        page.clock.run_for(30_000)
    page.clock.resume()
    counted(page, 241)
    visitor.complaints.clear()


def test_without_scripts_a_link_shows_the_newest(visit: Arrive, drawn: OpinionMap) -> None:
    scripted = results_of(visit(language="en"), drawn)
    assert scripted.get_by_text("Show the newest").is_hidden()
    page = results_of(visit(language="en", java_script_enabled=False), drawn)
    one_more(drawn)
    recompute(drawn)
    page.get_by_role("link", name="Show the newest").click()
    counted(page, 241)
    counted(scripted, 241)
    assert scripted.get_by_text("Show the newest").is_hidden()
