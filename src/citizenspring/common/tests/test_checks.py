"""What an operator is told before it is online."""

from typing import Any

import pytest

from citizenspring.common.checks import settings_that_belong_together


@pytest.fixture
def city(settings: Any) -> Any:
    """Settings of a real city, complete."""
    settings.DEMO = False
    settings.PUBLIC_ADDRESS = "https://spring.example.org"
    settings.MAIL_SERVER = {"host": "mail.example.org"}
    settings.ALLOWED_HOSTS = ["spring.example.org"]
    return settings


def told() -> list[str | None]:
    return [found.id for found in settings_that_belong_together()]


def test_settings_of_a_real_city_are_fine(city: Any) -> None:
    del city
    assert told() == []


def test_a_demo_at_home_is_fine(city: Any) -> None:
    city.DEMO, city.PUBLIC_ADDRESS = True, "http://127.0.0.1:8000"
    city.MAIL_SERVER, city.ALLOWED_HOSTS = None, ["*"]
    assert told() == []


def test_a_demo_with_a_public_address_is_named(city: Any) -> None:
    city.DEMO = True
    assert told() == ["citizenspring.W001"]


def test_a_city_that_cannot_send_mail_is_named(city: Any) -> None:
    city.MAIL_SERVER = None
    assert told() == ["citizenspring.W002"]


def test_a_city_that_answers_to_any_name_is_named(city: Any) -> None:
    city.ALLOWED_HOSTS = ["*"]
    assert told() == ["citizenspring.W003"]
