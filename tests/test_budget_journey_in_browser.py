"""A whole budget round in a real browser: from an idea to money, and an outsider counts again."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Locator, Page

from citizenspring.ballots.background import close_and_seal
from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.services import close_poll
from citizenspring.budgets.background import count_rounds
from citizenspring.budgets.models import Round
from citizenspring.cli import main
from citizenspring.common.clock import database_now
from citizenspring.ledger.keys import public_key
from citizenspring.ledger.services import sequence
from citizenspring.people.models import Person, Role
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.processes.models import Process
from citizenspring.processes.tests.factories import make_open_process, make_role
from citizenspring.testing.browsing import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Arrive = Callable[..., Visit]
PROJECTS = {"A garden by the school": 600, "Lights in the park": 500, "A wall to climb": 700}
GARDEN, LIGHTS, WALL = 1, 2, 3


def enter(visitor: Visit, person: Person) -> Visit:
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(person).cookies[name].value
    visitor.context.add_cookies([{"name": name, "value": value, "url": visitor.site}])
    return visitor


def press(page: Page, name: str) -> None:
    """By keyboard, a button or a link that looks like one; the next page is there afterwards."""
    go(
        page,
        page.get_by_role("button", name=name, exact=True).or_(
            page.get_by_role("link", name=name, exact=True)
        ),
    )


def go(page: Page, what: Locator) -> None:
    with page.expect_navigation():
        what.first.press("Enter")


def send(page: Page) -> None:
    go(page, page.locator("main form .form-actions button"))


def check(visitor: Visit) -> None:
    """Every page that matters keeps to WCAG and fits a small phone, in both directions."""
    assert visitor.axe() == [], visitor.page.url
    for direction in ("rtl", "ltr"):
        visitor.page.evaluate(f"document.documentElement.dir = '{direction}'")
        assert not visitor.is_wider_than_window(), f"{visitor.page.url} {direction}"


def official(kind: Role.Kind, name: str, process: Process) -> Person:
    return make_role(make_person(name=name), kind, process.pk)


@pytest.mark.django_db(transaction=True)
def test_a_round_from_an_idea_to_an_outsider_who_counts_again(
    visit: Arrive, tmp_path: Path
) -> None:
    process = make_open_process()
    kinds = {"Olga": Role.Kind.ORGANISER, "Vera": Role.Kind.VERIFIER, "Bo": Role.Kind.VERIFIER}
    olga, vera, bo = (
        enter(visit(language="en"), official(kind, name, process)) for name, kind in kinds.items()
    )
    ada = make_person(name="Ada")
    budget = prepare(olga, process)
    propose(visit(language="en"), budget)
    work_out(olga, budget)
    step(olga, budget, "Show the projects")
    poll = Poll.objects.get(budget=budget)
    codes = [put_on_the_roll(poll, vera, bo, f"DOC-{number}") for number in (1, 2)]
    step(olga, budget, "Open the vote")
    check(olga)
    vote_online(enter(visit(language="en"), ada), budget)
    key_in(poll, codes[0], f"{GARDEN} {LIGHTS}", vera, bo)
    vote_at_the_desk(poll, "DOC-2", vera)
    end(poll)
    confirm(olga, budget)
    outsider = visit(language="en", accept_downloads=True)
    read_the_result(outsider, budget)
    verify(outsider, poll, tmp_path)


def prepare(olga: Visit, process: Process) -> Round:
    page = olga.open(reverse("budgets:new", args=[process.slug]))
    page.fill("[name=title_en]", "Our street")
    page.fill("[name=amount]", "1 200")
    closes = database_now() + timedelta(days=9)
    page.fill("[name=vote_closes_at]", closes.strftime("%Y-%m-%dT%H:%M"))
    check(olga)
    press(page, "Save")
    budget = Round.objects.get()
    step(olga, budget, "Begin to collect ideas")
    return budget


def step(olga: Visit, budget: Round, name: str) -> None:
    page = olga.open(budget.page("stages"))
    check(olga)
    press(page, name)
    press(page, name)
    assert page.url.endswith(budget.page("stages"))


def propose(guest: Visit, budget: Round) -> None:
    page = guest.open(budget.get_absolute_url())
    check(guest)
    for title in PROJECTS:
        page.goto(guest.site + budget.get_absolute_url())
        press(page, "Propose an idea")
        page.fill("[name=title]", title)
        press(page, "Propose this idea")
        page.get_by_role("heading", name=title).wait_for()


def work_out(olga: Visit, budget: Round) -> None:
    step(olga, budget, "End the collecting of ideas")
    for number, (title, cost) in enumerate(PROJECTS.items(), 1):
        page = olga.open(budget.page("workshop"))
        page.check(f"#idea-{number}")
        press(page, "Make a project of these")
        page.fill("[name=title_en]", title)
        page.fill("[name=reason_en]", "It can be built as proposed.")
        page.fill("[name=cost]", str(cost))
        press(page, "Save")
        page = olga.open(budget.page("project-answer", number))
        page.check("[name=verdict][value=possible]")
        page.fill("[name=reason_en]", "The ground is public.")
        press(page, "Answer")


def put_on_the_roll(poll: Poll, vera: Visit, bo: Visit, document: str) -> str:
    page = vera.open(reverse("ballots:add", args=[poll.pk]))
    page.fill("[name=name]", "Zoé Peeters")
    page.fill("[name=document]", document)
    send(page)
    change = poll.roll_changes.get(state="asked")
    page = bo.open(reverse("ballots:change", args=[poll.pk, change.pk]))
    page.fill("[name=document]", document)
    send(page)
    return page.locator(".code-shown").inner_text()


def vote_online(ada: Visit, budget: Round) -> None:
    page = ada.open(budget.get_absolute_url())
    press(page, "Vote")
    for number in (GARDEN, LIGHTS):
        page.locator(f"[name=choice][value='{number}']").check()
    for name in ("Review", "Send my ballot"):
        page.get_by_role("button", name=name).press("Enter")
    page.get_by_text("Your ballot is in the box").wait_for()
    page = ada.open(budget.get_absolute_url())
    page.get_by_text("You have voted").wait_for()


def key_in(poll: Poll, code: str, numbers: str, *readers: Visit) -> None:
    for reader in readers:
        page = reader.open(reverse("ballots:sheets", args=[poll.pk]))
        page.fill("[name=code]", code)
        page.fill("[name=numbers]", numbers)
        send(page)


def vote_at_the_desk(poll: Poll, document: str, vera: Visit) -> None:
    page = vera.open(reverse("ballots:desk", args=[poll.pk]))
    page.fill("[name=shown]", document)
    for _ in ("look her up", "let her vote"):
        send(page)
    page.check(f"input[value='{WALL}']")
    send(page)


def end(poll: Poll) -> None:
    """What the worker does: close, seal, count, and give the entries their place."""
    ways = RollEntry.objects.filter(poll=poll, has_voted=True).values_list("channel", flat=True)
    assert sorted(ways) == ["desk", "online", "paper"]
    close_poll(Poll.objects.get(pk=poll.pk), by=None)
    assert close_and_seal() == 1
    assert count_rounds() == 1


def confirm(olga: Visit, budget: Round) -> None:
    page = olga.open(budget.page("count"))
    check(olga)
    press(page, "Confirm the result")
    assert Round.objects.get(pk=budget.pk).is_decided


def read_the_result(outsider: Visit, budget: Round) -> None:
    page = outsider.open(budget.get_absolute_url())
    check(outsider)
    press(page, "See what gets the money")
    check(outsider)
    states = dict(budget.projects.values_list("number", "state"))
    assert states == {GARDEN: "funded", LIGHTS: "funded", WALL: "unfunded"}
    page = outsider.open(budget.page("why", WALL))
    page.get_by_role("heading", name="Why did this project get no money?").wait_for()
    check(outsider)


def verify(outsider: Visit, poll: Poll, folder: Path) -> None:
    sequence(hold=False)
    page = outsider.open(reverse("ballots:poll", args=[poll.pk]))
    check(outsider)
    with page.expect_download() as saved:
        page.get_by_role("link", name="Download all files").press("Enter")
    file = folder / "vote.zip"
    saved.value.save_as(file)
    answer = CliRunner().invoke(main, ["verify", str(file), "--key", str(public_key())])
    assert (answer.exit_code, "Everything holds: 3 rows" in answer.output) == (0, True), (
        answer.output
    )
