"""The record in a real browser: narrow, dark, without scripts, and by keyboard."""

from collections.abc import Callable

import pytest

from citizenspring.ledger.tests.factories import sequenced
from citizenspring.testing.browsing import Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Arrive = Callable[..., Visit]
PAGES = ["/record/", "/record/5/", "/record/verify/"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_record_keeps_to_wcag(visit: Arrive, scheme: str) -> None:
    sequenced(40)
    visitor = visit(color_scheme=scheme)
    for page in PAGES:
        visitor.open(page)
        assert visitor.axe() == [], page


def test_the_record_fits_the_smallest_phone(visit: Arrive) -> None:
    sequenced(40)
    visitor = visit(width=320)
    for page in PAGES:
        visitor.open(page)
        assert not visitor.is_wider_than_window(), page


def test_a_receipt_is_downloaded_without_scripts(visit: Arrive) -> None:
    sequenced(40)
    visitor = visit(java_script_enabled=False, language="en")
    page = visitor.open("/record/5/")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download the receipt").click()
    assert download.value.suggested_filename == "receipt-5.json"
