"""A real browser for the tests: one per run, a fresh visitor for each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)

from .site import serving, working

__all__ = ["Visit", "browser", "database_address", "site", "visit", "worker"]

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = {"width": 360, "height": 740}
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The browser's wish to see an empty page icon, and answers that a test provokes on purpose.
EXPECTED_COMPLAINTS = ("favicon", "status of 4")


@dataclass
class Visit:
    """One visitor's browser window, which notes what a page must never do."""

    site: str
    context: BrowserContext
    page: Page
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        self.page.goto(self.site + path)
        return self.page

    def axe(self) -> list[str]:
        """What of the page offends against WCAG 2.2 AA: rule, then the elements."""
        result = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": WCAG}})
        return [
            f"{found['id']}: {', '.join(str(node['target']) for node in found['nodes'])}"
            for found in result.response["violations"]
        ]

    def tab_to(self, name: str, *, presses: int = 60) -> None:
        """Move by keyboard alone to what is called ``name``; fails when Tab never gets there."""
        for _ in range(presses):
            self.page.keyboard.press("Tab")
            spoken = "e => e.getAttribute('aria-label') || e.innerText || e.value || ''"
            if name in self.page.evaluate(f"({spoken})(document.activeElement)"):
                return
        message = f"the keyboard does not reach {name!r}"
        raise AssertionError(message)

    def is_wider_than_window(self) -> bool:
        wider = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
        return bool(self.page.evaluate(wider))

    def note_complaint(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not any(s in message.text for s in EXPECTED_COMPLAINTS):
            self.complaints.append(message.text)

    def note_request(self, request: Request) -> None:
        if urlsplit(request.url).scheme in {"http", "https"} and not request.url.startswith(
            self.site
        ):
            self.strangers.append(request.url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The one browser of this run."""
    # Playwright keeps an event loop in this thread, where Django then fears for its queries.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    path = os.environ.get("CITIZENSPRING_CHROMIUM") or next(
        (found for name in NAMES if (found := shutil.which(name))), None
    )
    with sync_playwright() as player:
        chromium = player.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def _server(request: pytest.FixtureRequest, django_db_setup: None) -> Iterator[str]:
    """The real server on this run's database."""
    del django_db_setup
    worker = getattr(request.config, "workerinput", {}).get("workerid", "gw0")
    with serving(database_address(), worker=int(worker.removeprefix("gw"))) as where:
        yield where


def database_address() -> str:
    """The address of this run's database."""
    from django.db import connection  # noqa: PLC0415  # settings are read by now

    parameters = connection.settings_dict
    host, name = parameters["HOST"], parameters["NAME"]
    login = f"{parameters['USER']}:{parameters['PASSWORD']}@" if parameters["USER"] else ""
    return f"postgresql://{login}/{name}?host={host}&port={parameters['PORT'] or 5432}"


@pytest.fixture
def site(_server: str, transactional_db: None) -> str:
    """The address of the real server; what the test saves is there for it to see."""
    del transactional_db
    from django.core.cache import cache  # noqa: PLC0415  # settings are read by now

    cache.clear()
    return _server


@pytest.fixture
def worker(site: str, tmp_path: Path) -> Iterator[None]:
    """The real worker beside the real server, for the length of one test."""
    del site
    with working(database_address(), tmp_path / "worker"):
        yield


@pytest.fixture
def visit(site: str, browser: Browser) -> Iterator[Callable[..., Visit]]:
    """A function that brings a new visitor: ``visit(language="nl", width=1280)``.

    At the end no visitor may have seen a script's error or asked anything of a third party.
    """
    visits: list[Visit] = []

    def arrive(language: str = "fr", width: int = PHONE["width"], **options: Any) -> Visit:
        context = browser.new_context(
            locale=language, viewport={"width": width, "height": PHONE["height"]}, **options
        )
        context.set_default_timeout(30_000)
        found = Visit(site, context, context.new_page())
        found.page.on("console", found.note_complaint)
        found.page.on("pageerror", lambda problem: found.complaints.append(str(problem)))
        found.page.on("request", found.note_request)
        visits.append(found)
        return found

    yield arrive
    for each in visits:
        each.context.close()
    assert [each.complaints for each in visits if each.complaints] == []
    assert [each.strangers for each in visits if each.strangers] == []
