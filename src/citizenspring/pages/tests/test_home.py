from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils.formats import date_format
from django.utils.timezone import localtime, now

from citizenspring.pages.figures import figures as figures_of_the_city
from citizenspring.people.tests.factories import make_guest
from citizenspring.processes.services import plan_activity
from citizenspring.processes.tests.factories import (
    make_activity,
    make_commune,
    make_open_activity,
    make_open_process,
    make_organiser,
    make_process,
)
from citizenspring.threads.models import Part
from citizenspring.threads.services import open_node, take_part

pytestmark = pytest.mark.django_db


def page(client: Client) -> str:
    return client.get("/", headers={"accept-language": "en"}).content.decode()


def test_what_is_open_stands_on_the_home_page(client: Client) -> None:
    process = make_open_process()
    assert process.get_absolute_url() in page(client)


def test_what_only_opens_later_says_when(client: Client) -> None:
    ada = make_organiser()
    later = now() + timedelta(days=16)
    activity = make_activity(by=ada, opens_at=later)
    assert "See how far it is" in page(client)
    plan_activity(activity, by=ada)
    assert f"Opens {date_format(localtime(later), 'j F')}" in page(client)


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


def test_what_closes_soon_stands_apart(client: Client) -> None:
    make_open_activity(title={"en": "Last call"}, closes_at=now() + timedelta(days=2))
    make_open_activity(title={"en": "Plenty of time"}, closes_at=now() + timedelta(days=90))
    shown = page(client)
    assert "Closes soon" in shown
    assert "Last call" in shown
    assert "Plenty of time" not in shown


def test_its_figures_count_each_person_once() -> None:
    cache.clear()
    activity, guest = make_open_activity(), make_guest()
    for number in range(3):
        node = open_node("statement", title=f"S{number}", language="en", within=activity.node)
        take_part(guest, node, Part.Kind.WROTE)
    figures = figures_of_the_city()
    cache.clear()
    assert (figures.people, figures.contributions, figures.votes) == (1, 3, 0)


def test_what_stands_in_a_draft_is_not_counted() -> None:
    cache.clear()
    activity = make_activity()
    open_node("statement", title="Seed", language="en", within=activity.node)
    assert figures_of_the_city().contributions == 0
    cache.clear()


def test_a_theme_keeps_its_colour(client: Client) -> None:
    make_open_process(themes=["housing"])
    assert "plate--brick" in page(client)


@pytest.mark.slow
def test_the_page_costs_the_same_whatever_is_open(
    client: Client, django_assert_max_num_queries: pytest.FixtureRequest
) -> None:
    for number in range(6):
        make_open_process(territories=[make_commune(f"place-{number}", f"Place {number}")])
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # the plugin has no type
        page(client)
