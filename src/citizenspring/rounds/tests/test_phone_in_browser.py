"""The facilitator's phone: a bad network, a closed browser, two phones, and no known barrier."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from citizenspring.gatherings.tests import factories as of_gatherings
from citizenspring.rounds import services
from citizenspring.rounds.models import Run
from citizenspring.testing.browsing import Visit, database_address
from citizenspring.testing.site import serving

from .factories import make_run, make_voter, organiser_of, started, table_of, wait, written

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]
# Ports that no other worker of the tests takes.
SPARE = 60

# A machine that does much else at the same time is slow, not wrong.
expect.set_options(timeout=30_000)
READY = "html[data-phone=ready]"
# Ends when the worker has taken over and keeps the page itself.
KEPT = """() => new Promise((kept) => {
  const look = async () => {
    if (await caches.match(location.pathname, { ignoreVary: true })) kept();
    else setTimeout(look, 50);
  };
  look();
})"""


def path(run: Run) -> str:
    return f"/t/{table_of(run).key}/"


def opened(phone: Visit, run: Run) -> Page:
    page = phone.open(path(run))
    page.locator(READY).wait_for(state="attached", timeout=60_000)
    return page


def write(page: Page, text: str) -> None:
    page.fill("#new-card", text)
    page.keyboard.press("Enter")
    expect(card(page, text)).to_be_visible()


def card(page: Page, text: str) -> Locator:
    return page.locator(".phone-card", has_text=text)


def texts(run: Run) -> list[str]:
    return sorted(card.text for card in run.cards.all())


def forget_lost_network(phone: Visit) -> None:
    """What the browser itself says of a network that the test took away."""
    phone.complaints[:] = [said for said in phone.complaints if "net::ERR" not in said]


def lost_answer(route: Route) -> None:
    """The server takes it, and its answer never arrives."""
    route.fetch()
    route.abort()


def test_an_hour_without_network_and_a_closed_browser_lose_and_double_nothing(
    visit: Arrive,
) -> None:
    run = started("blank-sheet", seconds=700)
    phone = visit("en")
    page = opened(phone, run)
    write(page, "With a network")
    expect(page.locator("[data-network]")).to_have_text("All is saved.")
    page.evaluate(KEPT)
    phone.context.set_offline(offline=True)
    for text in ("Noise", "Dust", "Nothing to sit on"):
        write(page, text)
    expect(page.locator("[data-network]")).to_have_text("3 cards wait for the network.")
    page.close()
    page = phone.context.new_page()
    page.goto(phone.site + path(run))
    page.locator(READY).wait_for(state="attached", timeout=60_000)
    expect(page.locator(".phone-card")).to_have_count(4)
    write(page, "After the battery")
    page.route("**/sync", lost_answer, times=1)
    phone.context.set_offline(offline=False)
    expect(page.locator("[data-network]")).to_have_text("All is saved.")
    wanted = ["After the battery", "Dust", "Noise", "Nothing to sit on", "With a network"]
    assert texts(run) == sorted(wanted)
    assert run.facts.filter(kind="card").count() == len(wanted)
    forget_lost_network(phone)


def test_a_server_that_stops_and_starts_again_loses_and_doubles_nothing(visit: Arrive) -> None:
    run = started("blank-sheet", seconds=700)
    phone = visit("en")
    with serving(database_address(), worker=SPARE) as site:
        phone.site = site
        page = opened(phone, run)
        write(page, "Before")
        expect(page.locator("[data-network]")).to_have_text("All is saved.")
    write(page, "While it was away")
    expect(page.locator("[data-network]")).to_have_text("1 card waits for the network.")
    with serving(database_address(), worker=SPARE) as again:
        assert again == site
        expect(page.locator("[data-network]")).to_have_text("All is saved.")
        assert texts(run) == ["Before", "While it was away"]
    page.close()
    forget_lost_network(phone)


def test_two_phones_keep_one_table(visit: Arrive) -> None:
    run = started("blank-sheet", seconds=700)
    first, second = visit("en"), visit("fr")
    one, other = opened(first, run), opened(second, run)
    write(one, "More benches")
    expect(card(other, "More benches")).to_be_visible()
    second.context.set_offline(offline=True)
    change(other, "More benches", "More benches in the shade")
    change(one, "More benches", "More benches by the water")
    expect(one.locator("[data-network]")).to_have_text("All is saved.")
    second.context.set_offline(offline=False)
    for page in (one, other):
        expect(card(page, "in the shade")).to_be_visible()
        expect(card(page, "by the water")).to_be_visible()
    assert texts(run) == ["More benches by the water", "More benches in the shade"]
    forget_lost_network(second)


def test_it_waits_for_the_organiser_and_hears_her_clock(visit: Arrive) -> None:
    gathering = of_gatherings.make_gathering()
    of_gatherings.make_tables(gathering, 1)
    phone = visit("en")
    page = phone.open(f"/t/{gathering.tables.get().key}/")
    expect(page.locator("[data-now] h2")).to_have_text("It has not begun yet.")
    page.locator(READY).wait_for(state="attached", timeout=60_000)
    run = make_run("blank-sheet", gathering=gathering)
    expect(page.locator("[data-now] h2")).to_have_text("It begins soon.")
    services.start(run, by=organiser_of(run))
    expect(page.locator("[data-now] h2")).to_have_text("Arriving")
    expect(page.locator("[data-speak]")).to_have_count(9)
    services.pause(run, by=organiser_of(run))
    expect(page.locator("[data-now] h2")).to_have_text("Pause: Arriving")
    services.skip(run, by=organiser_of(run))
    expect(page.locator("[data-now] h2")).to_have_text("Concerns")
    expect(page.locator("#new-card")).to_be_visible()


def change(page: Page, before: str, after: str) -> None:
    found = page.locator(".phone-card", has_text=before)
    found.locator("summary").click()
    found.locator("textarea").fill(after)
    found.locator("[value=change]").click()
    expect(page.locator(".phone-text", has_text=after)).to_be_visible()


def test_cards_move_and_come_back_when_taken_back_by_mistake(visit: Arrive) -> None:
    run = started("blank-sheet", seconds=700)
    written(run, "One", "concerns")
    written(run, "Two", "concerns")
    page = opened(visit("en"), run)
    page.locator(".phone-card", has_text="Two").locator("summary").click()
    up = page.locator(".phone-card", has_text="Two").locator("[value=up]")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".phone-text")).to_have_text(["Two", "One"])
    expect(up).to_be_focused()
    page.locator(".phone-handle").last.drag_to(page.locator(".phone-handle").first)
    expect(page.locator(".phone-text")).to_have_text(["One", "Two"])
    page.locator(".phone-card", has_text="Two").locator("[value=take-back]").click()
    expect(page.locator(".phone-text")).to_have_text(["One"])
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".phone-text")).to_have_text(["One", "Two"])
    expect(page.locator("[data-network]")).to_have_text("All is saved.")
    assert texts(run) == ["One", "Two"]


def test_after_the_day_nothing_of_the_table_stays_on_the_phone(visit: Arrive) -> None:
    run = wait(started("blank-sheet"), 4 * 3600)
    page = opened(visit("en"), run)
    page.evaluate(KEPT)
    page.get_by_role("button", name="Remove this table").click()
    page.wait_for_url("**/gatherings/**")
    kept = "async path => Boolean(await caches.match(path, { ignoreVary: true }))"
    assert page.evaluate(kept, path(run)) is False
    assert page.evaluate("() => localStorage.length") == 0


def voting(method: str, phase: str, *, after: int) -> Run:
    """A run in a phase that votes, with two people at the table and two cards."""
    run = started(method)
    people = [make_voter(run, name=name).registration for name in ("Ada", "Bo")]
    of_gatherings.seated(run.gathering, {1: people})
    written(run, "Plant lime trees in every street that has none", phase)
    written(run, "مقاعد في الظل", phase)
    return wait(run, after * 60)


def test_somebody_without_a_phone_votes_at_the_table(visit: Arrive) -> None:
    run = voting("dot-voting", "ideas", after=16)
    page = opened(visit("en"), run)
    page.locator(".phone-chip", has_text="Ada").click()
    more = page.get_by_role("button", name="One dot more")
    more.first.click()
    more.last.click()
    more.last.click()
    expect(page.locator("[data-left]")).to_have_text("2 dots left")
    page.get_by_role("button", name="Keep this vote").click()
    expect(page.locator(".phone-chip", has_text="Ada").locator("[data-done]")).to_be_visible()
    expect(page.locator("[data-network]")).to_have_text("All is saved.")
    dots = run.facts.filter(kind="dotted").values_list("body__dots", flat=True)
    assert sorted(dots) == [1, 2]


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_no_known_barrier_stands_on_it(visit: Arrive, direction: str) -> None:
    run = voting("systemic-consensing", "proposals", after=16)
    scheme = "dark" if direction == "rtl" else "light"
    # Colours that are still changing have no contrast of their own.
    phone = visit("fr", width=320, color_scheme=scheme, reduced_motion="reduce")
    page = opened(phone, run)
    page.evaluate("way => { document.documentElement.dir = way }", direction)
    for part in ("judging", "speaking", "cards"):
        page.locator(f"[data-tab={part}]").click()
        assert phone.axe() == []
        assert not phone.is_wider_than_window()
    page.locator(".phone-card summary").first.click()
    assert phone.axe() == []
    assert not phone.is_wider_than_window()
