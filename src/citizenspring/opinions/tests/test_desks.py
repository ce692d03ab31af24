"""A person's own page leads to the work of her roles."""

import pytest

from citizenspring.people.tests.factories import make_role, make_visitor, signed_in

from .factories import make_map, make_statement

pytestmark = pytest.mark.django_db


def my_page(who: str) -> str:
    return make_visitor(who).get("/me/", headers={"accept-language": "en"}).content.decode()


def test_a_moderator_finds_the_queue_with_what_waits() -> None:
    made = make_map(moderation="before")
    make_statement(made)
    page = my_page("moderator")
    assert f'<a href="{made.page("queue")}">Moderate: Cool streets (1 waiting)</a>' in page


@pytest.mark.slow
def test_a_moderator_of_another_process_does_not() -> None:
    made, other = make_map(), make_map()
    person = make_role("moderator", scope=other.activity.process_id).person
    page = signed_in(person).get("/me/").content.decode()
    assert made.page("queue") not in page
    assert other.page("queue") in page


def test_an_organiser_finds_the_processes() -> None:
    assert 'href="/organise/"' in my_page("organiser")


def test_a_facilitator_finds_what_is_open() -> None:
    made = make_map()
    assert f"/organise/process/{made.activity.process.slug}/" in my_page("facilitator")


@pytest.mark.parametrize("who", ["guest", "member"])
def test_nothing_waits_for_whoever_has_no_role(who: str) -> None:
    make_map()
    assert "What waits for you" not in my_page(who)
