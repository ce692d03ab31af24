"""Moderation in a real browser: without scripts, by keyboard alone, on a phone, for everybody."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from citizenspring.moderation.models import Decision, Report
from citizenspring.moderation.reasons import Ground
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.tests.factories import make_map
from citizenspring.people.models import Person
from citizenspring.testing.browsing import Visit

from .factories import hide, make_moderator, make_report

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visit]
GUESTS = "citizenspring.people.backends.GuestBackend"


@pytest.fixture
def open_map(site: str) -> OpinionMap:
    del site
    return make_map(
        "Ada lives at number 12, ring her bell.",
        "More trees in our street.",
        "Plus d'arbres dans notre rue.",
    )


def enter(visitor: Visit, person: Person) -> None:
    """Let the browser hold a session of the person."""
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = GUESTS
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.save()
    key = str(session.session_key)
    visitor.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": key, "url": visitor.site}]
    )


def test_a64_a_stranger_reports_with_one_click_and_without_scripts(
    visit: Arrive, open_map: OpinionMap
) -> None:
    visitor = visit(language="en", java_script_enabled=False)
    page = visitor.open(open_map.page("statement", 1))
    page.get_by_role("button", name="Report: shows an address").click()
    page.get_by_text("A moderator looks at it").wait_for()
    assert Report.objects.get().ground == "private"


def test_a_moderator_hides_a_group_by_keyboard_alone(visit: Arrive, open_map: OpinionMap) -> None:
    for one in open_map.statements.all():
        make_report(one.node, Ground.OFF_TOPIC)
    visitor = visit(language="en")
    enter(visitor, make_moderator())
    page = visitor.open("/moderation/queue/")
    visitor.tab_to("", presses=1)
    page.locator('[name="group"]').focus()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.name") == "case"
    assert page.evaluate("document.activeElement.checked")
    page.locator("#id_ground").focus()
    page.keyboard.press("i")
    visitor.tab_to("", presses=1)
    page.keyboard.type("Not about the question.")
    visitor.tab_to("Hide")
    page.keyboard.press("Enter")
    page.get_by_text("2 cases are decided.").wait_for()
    assert Statement.objects.filter(state="hidden").count() == 2
    assert set(Decision.objects.values_list("reason", flat=True)) == {"Not about the question."}


@pytest.mark.parametrize("width", [360, 1280])
def test_its_pages_are_for_everybody(visit: Arrive, open_map: OpinionMap, width: int) -> None:
    mo, (ada, trees, _arbres) = make_moderator(), open_map.statements.all()
    for one in open_map.statements.all():
        make_report(one.node, Ground.PRIVATE, words="Elle habite chez moi.")
    hide(trees.node, mo)
    visitor = visit(width=width)
    enter(visitor, mo)
    for path in (
        "/moderation/",
        "/moderation/queue/",
        "/moderation/queue/second/",
        "/moderation/queue/appeals/",
        "/moderation/mine/",
        f"/moderation/about/{ada.node_id}/",
        f"/report/{ada.node_id}/",
        open_map.page("statement", 1),
    ):
        visitor.open(path)
        assert visitor.axe() == [], path
        assert not visitor.is_wider_than_window(), path
