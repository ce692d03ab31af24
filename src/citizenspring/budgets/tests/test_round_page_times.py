"""The times on a round's page: those of the city's clocks."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from .factories import make_round_in_stage

pytestmark = pytest.mark.django_db


def test_the_page_says_the_hour_of_the_city_not_of_the_server() -> None:
    closes = datetime(2099, 7, 5, 16, 30, tzinfo=UTC)
    budget = make_round_in_stage(ideas_until=closes, vote_closes_at=closes + timedelta(days=9))
    page = Client().get(budget.page("round"), headers={"accept-language": "en"}).content.decode()
    assert "5 July 2099, 18:30" in page
    assert "2099, 16:30" not in page
