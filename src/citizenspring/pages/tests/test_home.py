import pytest
from django.test import Client

from citizenspring.processes.tests.factories import make_commune, make_open_process, make_process

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get("/", headers={"accept-language": "en"}).content.decode()


def test_what_is_open_stands_on_the_home_page(client: Client) -> None:
    process = make_open_process()
    assert process.get_absolute_url() in page(client)


def test_a_draft_does_not(client: Client) -> None:
    process = make_process()
    assert process.get_absolute_url() not in page(client)


def test_an_empty_city_says_so(client: Client) -> None:
    shown = page(client)
    assert "Nothing is open today" in shown
    assert "Nothing has been decided yet." in shown


def test_a_decision_shows_its_outcome(client: Client) -> None:
    process = make_open_process()
    process.outcome, process.decided_at = {"en": "Trees it is."}, process.created_at
    process.save()
    assert "Trees it is." in page(client)


def test_a_theme_keeps_its_colour(client: Client) -> None:
    make_open_process(themes=["housing"])
    assert "plate--brick" in page(client)


def test_the_page_costs_the_same_whatever_is_open(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(6):
        make_open_process(territories=[make_commune(f"place-{number}", f"Place {number}")])
    with django_assert_max_num_queries(14):  # type: ignore[operator]  # the plugin has no type
        page(client)
