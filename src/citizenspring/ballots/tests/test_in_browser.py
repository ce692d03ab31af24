"""Voting at a desk, on paper and online in a real browser, and checking the receipt."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.services import close_poll, seal_poll
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.testing.browsing import Visit

from .roll_factories import draft_poll, official, opened, register_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]
Way = RollEntry.Channel


def enter(visitor: Visit, person: Person) -> Visit:
    name = settings.SESSION_COOKIE_NAME
    value = signed_in(person).cookies[name].value
    visitor.context.add_cookies([{"name": name, "value": value, "url": visitor.site}])
    return visitor


def look(visitor: Visit, name: str) -> None:
    """Each page keeps to WCAG, in both directions, on the smallest phone."""
    if folder := os.environ.get("SHOTS"):
        shot = Path(folder) / f"{name}-{visitor.page.evaluate('innerWidth')}.png"
        visitor.page.screenshot(path=shot, full_page=True)
    assert visitor.axe() == [], name
    assert not visitor.is_wider_than_window(), name
    visitor.page.evaluate("document.documentElement.dir = 'rtl'")
    assert not visitor.is_wider_than_window(), f"{name} from right to left"


def at(poll: Poll, page: str = "poll", *more: object) -> str:
    return reverse(f"ballots:{page}", args=[poll.pk, *more])


def send(visitor: Visit) -> None:
    visitor.page.locator("main form .form-actions button").first.click()
    visitor.page.wait_for_load_state()


@pytest.mark.parametrize("width", [320, *([1280] if os.environ.get("SHOTS") else [])])
def test_a_desk_a_paper_and_an_account_meet_one_roll(visit: Arrive, width: int) -> None:
    poll, rose = draft_poll(), make_person(name="Rose")
    ada, bo = (enter(visit(width=width), official(poll, name=name)) for name in ("Ada", "Bo"))
    register_of(poll, 1)
    code = put_on_the_roll(poll, ada, bo)
    olga = enter(visit(width=width), official(poll, "organiser", name="Olga"))
    olga.open(at(poll, "register"))
    look(olga, "register")
    opened(poll)
    read_the_paper(poll, code, ada, bo)
    vote_at_the_desk(poll, code, ada)
    receipt = vote_online(poll, enter(visit(width=width), rose))
    ways = poll.roll.filter(has_voted=True).values_list("channel", flat=True)
    assert set(ways) == {Way.DESK, Way.ONLINE, Way.PAPER}
    seal_poll(close_poll(poll, by=None))
    check(poll, receipt, visit(width=width))


def put_on_the_roll(poll: Poll, ada: Visit, bo: Visit) -> str:
    ada.open(at(poll, "add"))
    ada.page.fill('[name="name"]', "Zoé Peeters")
    ada.page.fill('[name="document"]', "592-1234567-89")
    look(ada, "add")
    send(ada)
    bo.open(at(poll, "roll"))
    look(bo, "roll")
    bo.open(at(poll, "change", poll.roll_changes.get().pk))
    bo.page.fill('[name="document"]', "592 1234567 89")
    look(bo, "change")
    send(bo)
    look(bo, "code")
    return bo.page.locator(".code-shown").inner_text()


def read_the_paper(poll: Poll, code: str, *readers: Visit) -> None:
    for reader in readers:
        reader.open(at(poll, "sheets"))
        reader.page.fill('[name="code"]', code)
        reader.page.fill('[name="numbers"]', "2 3")
        look(reader, "sheets")
        send(reader)


def vote_at_the_desk(poll: Poll, code: str, ada: Visit) -> None:
    ada.open(at(poll, "desk"))
    ada.page.fill('[name="shown"]', code)
    send(ada)
    look(ada, "desk-refused")
    ada.page.fill('[name="shown"]', "DOC-00001")
    send(ada)
    look(ada, "desk")
    send(ada)
    look(ada, "desk-ballot")
    ada.page.check('input[value="1"]')
    send(ada)
    look(ada, "desk-done")


def vote_online(poll: Poll, voter: Visit) -> str:
    voter.open(at(poll))
    look(voter, "poll")
    voter.open(at(poll, "vote"))
    offered = voter.page.locator('[name="tracker"]').input_value()
    voter.page.check('input[value="4"]')
    look(voter, "vote")
    send(voter)
    receipt = voter.page.locator(".receipt-text").inner_text()
    look(voter, "voted")
    assert offered in receipt
    return receipt


def check(poll: Poll, receipt: str, auditor: Visit) -> None:
    auditor.open(at(poll, "receipt"))
    auditor.page.fill('[name="text"]', receipt)
    send(auditor)
    look(auditor, "receipt")
    assert auditor.page.locator(".callout--success").count() == 1
    for page, address in (("sealed", at(poll)), ("secret", reverse("ballots:secret"))):
        auditor.open(address)
        look(auditor, page)


def test_it_works_without_scripts(visit: Arrive) -> None:
    rose = make_person()
    poll = opened(draft_poll())
    voter = enter(visit(java_script_enabled=False), rose)
    voter.open(at(poll, "vote"))
    voter.page.check('input[value="4"]')
    send(voter)
    assert voter.page.locator(".receipt-text").count() == 1
    assert poll.ballots.get().choices == [4]
