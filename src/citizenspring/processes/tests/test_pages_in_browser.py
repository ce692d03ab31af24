"""The pages of processes in a real browser: barriers, narrow screens, the keyboard."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from citizenspring.common.clock import database_now
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes import services
from citizenspring.processes.models import Process
from citizenspring.testing.browsing import Visit
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.services import link, open_node, take_part

from .factories import (
    make_activity,
    make_commune,
    make_open_activity,
    make_open_process,
    make_organiser,
)

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visit]
STATUS = "performance.getEntriesByType('navigation')[0].responseStatus"


def lived_in(ada: Person) -> Process:
    """A process with something in every part of its page."""
    process = make_open_process(by=ada, themes=["climate"], territories=[make_commune()])
    days = (date(2026, 1, 1), date(2026, 3, 31)), (date(2027, 3, 1), date(2027, 5, 31))
    for name, (begin, end) in zip(("Écouter", "Essayer"), days, strict=True):
        facts = services.PhaseFacts({"fr": name}, begin, end, is_approximate=begin.year == 2027)
        services.add_phase(process, facts, by=ada)
    step = make_open_activity(process, by=ada, closes_at=database_now() + timedelta(days=3))
    soon = make_activity(process, by=ada, opens_at=database_now() + timedelta(days=30))
    services.plan_activity(soon, by=ada)
    make_activity(process, by=ada)
    card = open_node("statement", title="أريد ظلاً", language="ar", within=step.node)
    take_part(ada, card, Part.Kind.WROTE)
    theme = open_node("theme", title="Plus de verdure", language="fr", within=step.node)
    link(card, Edge.Kind.GROUPED_INTO, theme, reason="Souvent dit.", by=ada)
    services.record_outcome(process, {"fr": "Dix rues plantées."}, reason="Accord.", by=ada)
    return process


def signed(resident: Visit, person: Person) -> Visit:
    cookie = signed_in(person).cookies["sessionid"].value
    resident.context.add_cookies([{"name": "sessionid", "value": cookie, "url": resident.site}])
    return resident


def pages_of(process: Process) -> list[str]:
    here, home = f"/organise/process/{process.slug}/", f"/processes/{process.slug}/"
    thread = process.node.get_absolute_url()
    organised = ["", "texts/", "close/", "phases/new/", "steps/new/", "outcome/"]
    seen = [home, "/processes/?q=x&theme=climate", thread, f"{thread}record/", "/mine/", "/api/"]
    return [*seen, "/organise/", *(here + page for page in organised)]


@pytest.mark.slow
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_known_barrier_stands_on_them(visit: Arrive, appearance: str) -> None:
    ada = make_organiser()
    process = lived_in(ada)
    organiser = signed(visit(color_scheme=appearance), ada)
    found = {}
    for path in pages_of(process):
        page = organiser.open(path)
        assert page.evaluate(STATUS) == 200, path
        assert page.locator("h1").count() == 1, path
        found[path] = organiser.axe()
    assert {path: offences for path, offences in found.items() if offences} == {}


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "nl"])
def test_they_fit_the_narrowest_screen(visit: Arrive, language: str) -> None:
    ada = make_organiser()
    process = lived_in(ada)
    organiser = signed(visit(language=language, width=320), ada)
    wide = []
    for path in pages_of(process):
        organiser.open(path)
        if organiser.is_wider_than_window():
            wide.append(path)
    assert wide == []


def test_what_is_wrong_in_a_form_has_no_barrier_either(visit: Arrive) -> None:
    organiser = signed(visit(language="en"), make_organiser())
    page = organiser.open("/organise/new/")
    page.click("main button.button--primary")
    assert "Write this in at least one language." in page.inner_text("main")
    assert organiser.axe() == []


def test_an_organiser_sets_up_and_opens_a_process_by_keyboard_without_scripts(
    visit: Arrive,
) -> None:
    organiser = signed(
        visit(language="en", width=1280, java_script_enabled=False), make_organiser()
    )
    page = organiser.open("/organise/new/")
    for text in ("question", "promise"):
        for language in ("fr", "nl", "en"):
            page.focus(f"#id_{text}_{language}")
            page.keyboard.type(f"{text} in {language}?")
    page.focus("main button.button--primary")
    page.keyboard.press("Enter")
    page.wait_for_url("**/organise/process/**")
    page.get_by_role("link", name="Open the process").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open the process").focus()
    page.keyboard.press("Enter")
    page.get_by_text("The process is open.").wait_for()
    assert Process.objects.get().is_open


def test_the_keyboard_reaches_what_is_open(visit: Arrive) -> None:
    activity = make_open_activity()
    resident = visit(language="en")
    resident.open(activity.process.get_absolute_url())
    resident.tab_to("Take part")
    resident.page.keyboard.press("Enter")
    resident.page.wait_for_url(f"**{activity.node.url}")
