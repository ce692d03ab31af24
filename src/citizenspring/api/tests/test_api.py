"""Reading the city by program."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.tests.factories import (
    make_activity,
    make_commune,
    make_open_activity,
    make_open_process,
    make_organiser,
    make_process,
)
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node

pytestmark = pytest.mark.django_db


def ask(path: str, client: Client | None = None) -> tuple[int, Any]:
    answer = (client or Client()).get(f"/api/v1{path}", headers={"accept-language": "en"})
    return answer.status_code, answer.json()


@pytest.mark.slow
def test_it_lists_processes_with_their_texts_in_every_language() -> None:
    make_open_process(territories=[make_commune()])
    status, body = ask("/processes?q=straten&commune=molenbeek")
    assert status == 200
    assert body["count"] == 1
    assert body["items"][0]["question"]["nl"] == "Hoe koelen we onze straten?"
    assert body["items"][0]["territories"][0]["code"] == "molenbeek"


def test_a42_a_draft_is_missing_even_for_its_organiser() -> None:
    ada = make_organiser()
    process = make_process(by=ada)
    for client in (Client(), signed_in(ada)):
        assert ask("/processes", client)[1]["count"] == 0
        status, body = ask(f"/processes/{process.slug}", client)
        assert (status, body["code"]) == (404, "missing")
        assert ask(f"/threads/{process.node_id}", client)[0] == 404


def test_it_gives_the_activities_but_no_drafts() -> None:
    ada = make_organiser()
    process = make_open_process(by=ada)
    make_open_activity(process, by=ada, title={"en": "Walk"})
    make_activity(process, by=ada, title={"en": "Not ready"})
    body = ask(f"/processes/{process.slug}/activities")[1]
    assert [item["title"]["en"] for item in body["items"]] == ["Walk"]
    assert body["items"][0]["state"] == "open"


def test_it_gives_a_thread_with_reasons_and_no_persons() -> None:
    ada = make_organiser("Ada")
    process = make_open_process(by=ada)
    pilot = open_node("pilot", title="Awnings", language="en")
    link(process.node, Edge.Kind.TESTED_IN, pilot, reason="Cheap.", by=ada)
    for path in (f"/threads/{pilot.pk}", f"/processes/{process.slug}/changes"):
        answer = Client().get(f"/api/v1{path}").content.decode()
        assert "Cheap." in answer
        assert "Ada" not in answer


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=1000000000", 422),
        ("page=99999", 404),
        ("page=0", 422),
        ("page=x", 422),
        ("size=101", 422),
        ("state=draft", 422),
    ],
)
def test_a59_a_page_that_makes_no_sense_is_refused_at_once(
    query: str, status: int, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    make_open_process()
    with django_assert_max_num_queries(4):
        answer = Client().get(f"/api/v1/processes?{query}")
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["status"] == status


def test_an_unknown_address_answers_as_a_problem() -> None:
    status, body = ask("/nothing/here")
    assert (status, body["code"]) == (404, "missing")


def test_any_website_may_read_it() -> None:
    answer = Client().get("/api/v1/processes")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "sessionid" not in answer.cookies


def test_nothing_can_be_changed_through_it() -> None:
    assert Client().post("/api/v1/processes").status_code == 405


def test_its_page_names_every_endpoint() -> None:
    page = Client().get("/api/").content.decode()
    for path, methods in ask("/openapi.json")[1]["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page


@pytest.mark.slow
def test_a_list_costs_the_same_whatever_its_length(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ada, commune = make_organiser(), make_commune()
    for _ in range(30):
        make_open_process(by=ada, territories=[commune])
    with django_assert_max_num_queries(4):
        assert len(ask("/processes?size=30")[1]["items"]) == 30


def test_the_reference_names_every_address() -> None:
    reference = Path(__file__).parents[4] / "docs" / "reference" / "api.md"
    told = reference.read_text("utf-8")
    for path in ask("/openapi.json")[1]["paths"]:
        assert path.replace("{node_id}", "{id}") in told, path
