"""What my share paid for, in a real browser: worked out there, and nothing of it is sent."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from citizenspring.ballots.models import Ballot
from citizenspring.budgets.services import PotFacts
from citizenspring.testing.browsing import Visit

from .counted import make_counted_round

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_choices_and_receipt_stay_on_the_device(
    visit: Callable[..., Visit], tmp_path: Path
) -> None:
    budget = make_counted_round(pots=[PotFacts(Decimal(100))])
    visitor = visit(language="en")
    page = visitor.open(budget.page("mine"))
    sent: list[str] = []
    page.on("request", lambda asked: sent.append(f"{asked.method} {asked.url}"))
    page.get_by_label("1. Project 1").check()
    page.get_by_label("2. Project 2").check()
    page.get_by_role("button", name="Show what my share paid for").click()
    page.get_by_text("€8.33", exact=True).wait_for()
    assert visitor.axe() == []
    tracker = bytes(
        Ballot.objects.filter(poll=budget.poll, choices=[3]).values_list("tracker", flat=True)[0]
    ).hex()
    text = f"citizenspring.ballots/receipt/v1\npoll x\ntracker {tracker}\n"
    receipt = tmp_path / "receipt.txt"
    receipt.write_text(text)
    page.locator("#mine-receipt input").set_input_files(receipt)
    page.get_by_text("€9.00", exact=True).wait_for()
    assert page.get_by_label("3. Project 3").is_checked()
    assert not [one for one in sent if tracker in one or not one.startswith("GET ")]
