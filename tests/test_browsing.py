"""The home page in a real browser, and the tools that the other browser tests stand on."""

from collections.abc import Callable

import pytest

from citizenspring.testing.browsing import Visit

pytestmark = pytest.mark.browser
Arrive = Callable[..., Visit]


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_the_home_page_speaks_the_visitors_language(visit: Arrive, language: str) -> None:
    page = visit(language=language).open("/")
    assert page.locator("html").get_attribute("lang") == language


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_home_page_keeps_to_wcag(visit: Arrive, scheme: str) -> None:
    visitor = visit(color_scheme=scheme)
    visitor.open("/")
    assert visitor.axe() == []


def test_the_home_page_fits_the_smallest_phone(visit: Arrive) -> None:
    visitor = visit(width=320)
    visitor.open("/")
    assert not visitor.is_wider_than_window()


def test_the_first_tab_leads_to_the_content(visit: Arrive) -> None:
    visitor = visit(language="en")
    visitor.open("/")
    visitor.tab_to("Go to the content", presses=1)


def test_the_home_page_needs_no_script(visit: Arrive) -> None:
    page = visit(java_script_enabled=False).open("/")
    assert page.locator("h1").is_visible()
