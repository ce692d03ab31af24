"""What the methods of a day ask of its seats."""

import pytest
from django.urls import reverse

from citizenspring.gatherings.table_cards import table_address
from citizenspring.gatherings.wishes import round_now, rounds_wished

from .factories import make_run, started, table_of

pytestmark = pytest.mark.django_db


def test_as_many_rounds_are_proposed_as_the_method_needs() -> None:
    run = make_run("world-cafe")
    assert rounds_wished(run.gathering) > 1
    assert round_now(run.gathering) == 1, "nothing has begun"


def test_the_round_of_seats_is_that_of_the_phase_that_runs() -> None:
    run = started("world-cafe", seconds=0)
    assert round_now(run.gathering) == 1
    later = started("world-cafe", seconds=45 * 60)
    assert round_now(later.gathering) > 1


def test_the_code_on_a_card_leads_to_the_page_of_its_table() -> None:
    table = table_of(make_run())
    assert table_address(table).endswith(reverse("rounds:table", args=[table.key]))
