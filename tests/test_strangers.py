"""One drawing of a public page for every visitor without a session, and for nobody else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from citizenspring.common.strangers import forget_all
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.opinions.tests.factories import make_map

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _kept(settings: Any) -> Iterator[None]:
    settings.STRANGERS_SECONDS = 60
    forget_all()
    yield
    forget_all()


@pytest.fixture
def opinion_map() -> OpinionMap:
    return make_map("More trees in the street.", "Fewer cars in the street.")


def tokens(client: Client, path: str, **headers: str) -> set[str]:
    return set(TOKEN.findall(client.get(path, headers=headers).content.decode()))


def test_the_second_stranger_costs_no_query(opinion_map: OpinionMap) -> None:
    path = opinion_map.get_absolute_url()
    first = Client().get(path)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        second = Client().get(path)
    assert len(asked) == 0
    assert TOKEN.sub("", second.content.decode()) == TOKEN.sub("", first.content.decode())
    assert second.headers["Content-Type"] == first.headers["Content-Type"]
    assert "Cookie" in second.headers["Vary"]


def test_each_stranger_gets_a_form_token_that_works_for_her_alone(opinion_map: OpinionMap) -> None:
    path = opinion_map.get_absolute_url()
    one, other = Client(enforce_csrf_checks=True), Client(enforce_csrf_checks=True)
    of_one, of_other = tokens(one, path), tokens(other, path)
    assert not of_one & of_other
    vote = {"statement": "1", "vote": "agree"}
    token = of_other.pop()
    assert one.post(path, {**vote, "csrfmiddlewaretoken": token}).status_code == 403
    assert other.post(path, {**vote, "csrfmiddlewaretoken": token}).status_code == 302


def test_whoever_has_acted_sees_her_own_page_and_no_stranger_does(opinion_map: OpinionMap) -> None:
    path = opinion_map.get_absolute_url()
    guest = Client()
    guest.get(path)
    guest.post(path, {"statement": "1", "vote": "agree"})
    her_page = guest.get(path).content.decode()
    assert "Guest" in her_page or "Invité" in her_page
    assert 'value="2"' in her_page
    page = Client().get(path).content.decode()
    assert "Invité" not in page
    assert "Guest" not in page


def test_a_signed_in_persons_header_is_never_kept(opinion_map: OpinionMap) -> None:
    path = opinion_map.get_absolute_url()
    guest = Client()
    guest.post(path, {"statement": "1", "vote": "agree"})
    assert "Invité" in guest.get("/about/").content.decode()
    assert "Invité" not in Client().get("/about/").content.decode()


def test_language_and_look_have_pages_of_their_own() -> None:
    dark, plain, dutch = Client(), Client(), Client()
    dark.cookies["theme"] = "dark"
    pages = [client.get("/about/").content.decode() for client in (dark, plain)]
    assert 'data-theme="dark"' in pages[0]
    assert "data-theme" not in pages[1]
    page = dutch.get("/about/", headers={"Accept-Language": "nl"}).content.decode()
    assert 'lang="nl"' in page


def test_a_refusal_and_a_missing_page_are_not_kept(opinion_map: OpinionMap) -> None:
    path = f"{opinion_map.get_absolute_url()}statements/99/"
    assert Client().get(path).status_code == 404
    Statement.objects.filter(map=opinion_map, number=2).update(number=99)
    assert Client().get(path).status_code == 200


def test_a_part_of_a_page_is_not_taken_for_the_page(opinion_map: OpinionMap) -> None:
    path = opinion_map.get_absolute_url()
    Client().get(path)
    assert "<html" not in Client().get(path, headers={"X-Fragment": "1"}).content.decode()
