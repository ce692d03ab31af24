"""What the phones of a table are told, and what they may send, over HTTP."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from citizenspring.gatherings.tests.factories import seated
from citizenspring.rounds import services
from citizenspring.rounds.models import Card, Fact, Run

from .factories import (
    card,
    make_run,
    make_voter,
    organiser_of,
    said,
    started,
    table_of,
    take,
    wait,
    written,
)

pytestmark = pytest.mark.django_db


def sync(run: Run, facts: Any, *, table: int = 1, into: Run | None = None) -> Any:
    address = reverse("rounds:table-sync", args=[table_of(run, table).key])
    body = json.dumps({"facts": facts, "run": str(into.pk) if into else None})
    return Client().post(address, body, content_type="application/json")


def state(run: Run, *, table: int = 1, **asked: str) -> dict[str, Any]:
    address = reverse("rounds:table-state", args=[table_of(run, table).key])
    found: dict[str, Any] = Client().get(address, asked).json()
    return found


def test_a_phone_learns_all_of_its_table_in_one_answer() -> None:
    run = started()
    seated(run.gathering, {1: [make_voter(run, name="Ada Lovelace", speaks=["tr"]).registration]})
    fact = card("More trees", theme="green")
    found = sync(run, [fact]).json()
    assert found["taken"] == [fact["key"]]
    now = found["state"]
    assert (now["clock"]["phase"], now["clock"]["is_paused"]) == ("ideas", False)
    assert [span["phase"] for span in now["spans"]] == ["ideas", "reading", "dots"]
    assert [one["text"] for one in now["cards"]] == ["More trees"]
    assert (now["themes"], now["languages"][0]) == (["green"], "tr")
    assert [(one["name"], one["has_vote"]) for one in now["seats"]] == [("Ada", True)]
    assert now["phases"][0]["prompt"]["fr"]
    assert state(run, table=2)["cards"] == []


def test_before_a_method_is_prepared_the_phone_waits() -> None:
    run = make_run()
    table = table_of(run)
    assert state(run)["run"]["started"] is None
    run.delete()
    found = Client().get(reverse("rounds:table-state", args=[table.key])).json()
    assert (found["run"], found["table"]["number"]) == (None, 1)
    address = reverse("rounds:table-sync", args=[table.key])
    body = json.dumps({"facts": [card()]})
    kept = Client().post(address, body, content_type="application/json").json()
    assert (kept["taken"], kept["refused"]) == ([], [])


def test_cards_to_vote_on_are_sent_once() -> None:
    run = started()
    written(run, "Theirs", table=2)
    written(run, "Ours")
    wait(run, 901)
    first = state(run)
    assert [one["text"] for one in first["ballot"]] == ["Ours", "Theirs"]
    assert state(run, ballot=first["ballot_version"])["ballot"] is None
    services.hide_card(run.cards.get(text="Theirs"), "A name", by=organiser_of(run))
    again = state(run, ballot=first["ballot_version"])
    assert [one["text"] for one in again["ballot"]] == ["Ours"]


def test_what_was_keyed_in_and_who_spoke_comes_back() -> None:
    run = started("go-round", tables=1)
    take(run, said("spoke", "opening", by="seat-3", seconds=30))
    first = state(run)["clock"]["phase"]
    take(run, *[said("spoke", first, by="seat-3", seconds=seconds) for seconds in (30, 31.5)])
    assert state(run)["spoken"] == {"seat-3": 61.5}


def test_a_table_asks_few_questions_however_much_it_sends() -> None:
    run = started()
    facts = [card(f"Idea {number}") for number in range(60)]
    with CaptureQueriesContext(connection) as asked:
        assert len(sync(run, facts).json()["taken"]) == 60
    assert len(asked) <= 22, [one["sql"][:90] for one in asked]


def test_facts_of_a_round_that_has_ended_still_arrive() -> None:
    run = started()
    services.end_run(run, by=organiser_of(run))
    make_run("go-round", gathering=run.gathering)
    assert state(run)["run"]["method"] == "go-round"
    fact = card()
    found = sync(run, [fact], into=run).json()
    assert found["late"] == [fact["key"]]
    assert found["state"]["run"]["method"] == "dot-voting"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b'{"facts": {}}', 400),
        (b"[" * 50_000, 400),
        (b'{"facts": [' + b"1" * 5_000 + b"]}", 400),
        (b'{"facts": ["' + b"x" * 300_000 + b'"]}', 413),
        (b'{"facts": [' + b"0," * 500 + b"0]}", 413),
        (b'{"facts": [], "run": "nowhere"}', 404),
        (b'{"facts": [], "run": 5, "ballot": {}}', 404),
        (b'{"facts": [NaN, 1e999, null, {"key": 1}], "ballot": [1]}', 200),
    ],
)
def test_what_no_phone_sends_is_refused_in_a_sentence(body: bytes, status: int) -> None:
    run = started()
    address = reverse("rounds:table-sync", args=[table_of(run).key])
    found = Client().post(address, body, content_type="application/json")
    assert found.status_code == status
    assert found.json().get("sentence") or status == 200


@pytest.mark.django_db(transaction=True)
def test_two_phones_that_send_the_same_at_once_write_it_once() -> None:
    run = started()
    facts = [card(f"Idea {number}") for number in range(5)]

    def send(number: int) -> int:
        found = sync(run, facts, table=1 + number % 2)
        connection.close()
        return int(found.status_code)

    with ThreadPoolExecutor(6) as phones:
        assert set(phones.map(send, range(6))) == {200}
    assert Card.objects.filter(run=run).count() == 5
    assert Fact.objects.filter(run=run, kind="card").count() == 5
