"""The facilitator's page without scripts: plain forms do all that a phone does."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.tests import factories as of_gatherings
from citizenspring.rounds.models import Card, Run

from .factories import make_run, make_voter, started, table_of, wait, written

pytestmark = pytest.mark.django_db


def address(run: Run) -> str:
    return reverse("rounds:table", kwargs={"key": table_of(run).key})


def enter(run: Run, act: str, **said: Any) -> Any:
    facts = {"act": act, "sent": str(uuid4()), "phase": "ideas", "turn": "1", **said}
    return Client().post(address(run), facts)


def of(card: Card) -> dict[str, Any]:
    return {"card": str(card.key), "base": str(card.revision)}


def texts(run: Run) -> list[str]:
    return [card.text for card in run.cards.order_by("position") if card.text]


def test_it_waits_before_anything_runs() -> None:
    gathering = of_gatherings.make_gathering()
    table = of_gatherings.make_tables(gathering, 1)[0]
    page = Client().get(reverse("rounds:table", kwargs={"key": table.key}))
    assert page.status_code == 200
    assert b"phone-writer" in page.content


def test_it_shows_the_phase_its_prompt_and_the_cards() -> None:
    run = started()
    written(run, "More trees")
    page = Client().get(address(run), headers={"accept-language": "en"}).content.decode()
    assert "More trees" in page
    assert re.search(r"data-phase>\s*Ideas", page)


def test_a_card_is_written_once_however_often_it_is_sent() -> None:
    run = started()
    sent = str(uuid4())
    for _ in range(2):
        assert (
            enter(run, "write", sent=sent, card=sent, text="Water", language="fr").status_code
            == 302
        )
    assert texts(run) == ["Water"]


def test_a_card_is_changed_moved_and_taken_back() -> None:
    run = started()
    first, second = written(run, "One"), written(run, "Two")
    enter(run, "change", **of(first), text="First", language="nl")
    assert texts(run) == ["First", "Two"]
    enter(run, "up", **of(second))
    assert texts(run) == ["Two", "First"]
    second.refresh_from_db()
    enter(run, "take-back", **of(second))
    assert texts(run) == ["First"]


def test_what_is_refused_says_why_and_keeps_what_was_typed() -> None:
    run = started()
    sent = str(uuid4())
    answer = enter(run, "write", sent=sent, card=sent, phase="nowhere", text="Do not lose me")
    assert answer.status_code == 422
    assert "Do not lose me" in answer.content.decode()


def test_a_change_that_is_refused_stays_in_its_form() -> None:
    run = started()
    card = written(run, "One")
    assert "<textarea" in Client().get(f"{address(run)}?card={card.key}").content.decode()
    answer = enter(run, "change", **of(card), phase="nowhere", text="Keep this")
    assert answer.status_code == 422
    assert "Keep this" in answer.content.decode()
    assert texts(run) == ["One"]


def test_a_table_takes_cards_along() -> None:
    run = started("blank-sheet", seconds=700)
    card = written(run, "Noise", "concerns")
    wait(run, 25 * 60)
    assert enter(run, "pick", **of(card)).status_code == 302
    assert run.facts.filter(kind="picked").count() == 1


def voter_at_the_table(run: Run) -> Registration:
    voter = make_voter(run)
    of_gatherings.seated(run.gathering, {1: [voter.registration]})
    return voter.registration


def test_somebody_without_a_phone_votes_at_the_table() -> None:
    run = started()
    person = voter_at_the_table(run)
    first, second = written(run, "One"), written(run, "Two")
    wait(run, 16 * 60)
    answers = {f"answer-{first.key}": "2", f"answer-{second.key}": "1"}
    assert enter(run, "judge", person=person.number, **answers).status_code == 302
    dots = run.facts.filter(kind="dotted").values_list("body__dots", flat=True)
    assert sorted(dots) == [1, 2]


def test_where_nobody_has_a_seat_the_number_of_the_ticket_says_who_votes() -> None:
    run = started()
    person = make_voter(run).registration
    card = written(run, "One")
    wait(run, 16 * 60)
    assert (
        enter(run, "judge", number=person.number, **{f"answer-{card.key}": "1"}).status_code == 302
    )
    assert run.facts.filter(kind="dotted").count() == 1


def test_an_objection_needs_its_reason() -> None:
    run = started("consent-round")
    person = voter_at_the_table(run)
    card = written(run, "A fountain", "proposal")
    wait(run, 27 * 60)
    objects = {f"answer-{card.key}": "objects"}
    assert enter(run, "judge", person=person.number, **objects).status_code == 422
    assert not run.facts.filter(kind="consented").exists()
    why = {f"why-{card.key}": "It leaks"}
    assert enter(run, "judge", person=person.number, **objects, **why).status_code == 302
    assert run.facts.get(kind="consented").body["objection"] == "It leaks"


def test_the_worker_may_open_tables_and_nothing_else() -> None:
    answer = Client().get(reverse("rounds:table-worker"))
    assert answer["Content-Type"].startswith("text/javascript")
    assert reverse("rounds:table-worker").rpartition("/")[0] == "/t"
    assert b"rounds/phone/phone.js" in answer.content


def test_an_unknown_key_opens_nothing() -> None:
    make_run()
    assert Client().get("/t/NOSUCHTABLE222/").status_code == 404
