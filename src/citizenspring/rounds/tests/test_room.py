"""The room on a participant's phone: her table, the clock, her votes, the result."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from citizenspring.gatherings.models import Arrival, Registration
from citizenspring.gatherings.tests.factories import arrived, registered, seated
from citizenspring.people.tests.factories import make_guest, signed_in
from citizenspring.rounds import services
from citizenspring.rounds.models import Card, Run
from citizenspring.rounds.queries import answers_of, clock_of

from .factories import make_run, organiser_of, started, written

pytestmark = pytest.mark.django_db


def ada_in(run: Run, *, comes_in: bool = True) -> tuple[Client, Registration]:
    """Ada's phone, and her registration."""
    ada = make_guest()
    registration = registered(run.gathering, ada)
    if comes_in:
        arrived(registration)
    return signed_in(ada), registration


def voting_on(kind: str, *texts: str) -> tuple[Run, str, list[Card]]:
    """A run in the phase that judges cards, and that phase."""
    method, first, phase = {
        "dots": ("dot-voting", "ideas", "dots"),
        "ratings": ("idea-rating", "ideas", "rating"),
        "consent": ("consent-round", "proposal", "consent"),
        "resistance": ("systemic-consensing", "proposals", "resistance"),
    }[kind]
    run = started(method)
    while phase_of(run) != first:
        skip(run)
    cards = [written(run, text, first) for text in texts]
    while phase_of(run) != phase:
        skip(run)
    return run, phase, cards


def phase_of(run: Run) -> str:
    phase = clock_of(run).phase
    assert phase
    return phase.id


def skip(run: Run) -> None:
    services.skip(run, by=organiser_of(run))


def address(run: Run) -> str:
    return run.gathering.get_absolute_url() + "room/"


def vote(client: Client, run: Run, phase: str, **answers: Any) -> Any:
    sent = {"phase": phase, "turn": "1", "sent": str(uuid4())}
    return client.post(address(run), sent | answers, headers={"accept-language": "en"})


def voice_of(registration: Registration) -> str:
    return Arrival.objects.get(registration=registration).voice


def page(client: Client, run: Run) -> str:
    return client.get(address(run), headers={"accept-language": "en"}).text


def test_a_stranger_sees_the_clock_and_is_asked_for_her_ticket() -> None:
    run = started("dot-voting")
    shown = page(Client(), run)
    assert "10:00" in shown
    assert "Type my ticket" in shown


def test_before_it_begins_it_says_when() -> None:
    assert "This page follows by itself" in page(Client(), make_run())


def test_whoever_is_not_in_yet_is_sent_to_the_door() -> None:
    run, phase, cards = voting_on("dots", "A bench")
    client, _ada = ada_in(run, comes_in=False)
    assert "Show your ticket at the door" in page(client, run)
    assert vote(client, run, phase, **{f"card-{cards[0].key}": "1"}).status_code == 403


def test_dots_are_kept_changed_and_shown_again() -> None:
    run, phase, (bench, tree) = voting_on("dots", "A bench", "A tree")
    client, ada = ada_in(run)
    assert vote(client, run, phase, **{f"card-{bench.key}": ["1", "2"]}).status_code == 302
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 2}
    assert f'id="v-{bench.key}-2" checked' in page(client, run)
    vote(client, run, phase, **{f"card-{tree.key}": ["1"]})
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 0, str(tree.key): 1}


def test_too_many_dots_are_refused_and_what_was_typed_stays() -> None:
    run, phase, cards = voting_on("dots", "A bench", "A tree", "A tram")
    client, ada = ada_in(run)
    answer = vote(client, run, phase, **{f"card-{one.key}": ["1", "2", "3"] for one in cards})
    assert answer.status_code == 422
    assert "Take one back elsewhere." in answer.text
    assert f'id="v-{cards[2].key}-3" checked' in answer.text
    assert answers_of(run, voice_of(ada), phase) == {}


def test_a_script_sends_one_card_and_leaves_the_others() -> None:
    run, phase, (bench, tree) = voting_on("dots", "A bench", "A tree")
    client, ada = ada_in(run)
    vote(client, run, phase, **{f"card-{bench.key}": ["1", "2"]})
    sent = {"phase": phase, "turn": "1", "sent": str(uuid4()), "only": str(tree.key)}
    asked = {**sent, f"card-{tree.key}": "1"}
    told = client.post(address(run), asked, headers={"x-fragment": "1"})
    assert told.json() == {"left": 2}
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 2, str(tree.key): 1}


def test_ratings_are_kept() -> None:
    run, phase, (bench, tree) = voting_on("ratings", "A bench", "A tree")
    client, ada = ada_in(run)
    vote(client, run, phase, **{f"card-{bench.key}": "4"})
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 4}
    assert str(tree.key) in page(client, run)


def test_an_objection_needs_its_reason() -> None:
    run, phase, (bench,) = voting_on("consent", "A bench")
    client, ada = ada_in(run)
    answer = vote(client, run, phase, **{f"card-{bench.key}": "object"})
    assert answer.status_code == 422
    assert "An objection needs its reason" in answer.text
    why = {f"why-{bench.key}": "It blocks <wheelchairs>."}
    vote(client, run, phase, **{f"card-{bench.key}": "object", **why})
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): "It blocks <wheelchairs>."}
    assert "It blocks &lt;wheelchairs&gt;.</textarea>" in page(client, run)


def test_resistance_is_asked_of_leaving_all_as_it_is_too() -> None:
    run, phase, (bench,) = voting_on("resistance", "A bench")
    client, ada = ada_in(run)
    vote(client, run, phase, **{f"card-{bench.key}": "0", "card-zero": "10"})
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 0, "zero": 10}


def test_a_phone_that_knows_a_ticket_votes_without_an_account() -> None:
    run, phase, (bench,) = voting_on("dots", "A bench")
    _phone, ada = ada_in(run)
    client = Client()
    client.post(run.gathering.page("here"), {"ticket": ada.ticket})
    assert vote(client, run, phase, **{f"card-{bench.key}": "1"}).status_code == 302
    assert answers_of(run, voice_of(ada), phase) == {str(bench.key): 1}


def test_an_expert_sees_all_and_does_not_vote() -> None:
    run, phase, (bench,) = voting_on("dots", "A bench")
    client, ada = ada_in(run)
    Registration.objects.filter(pk=ada.pk).update(has_vote=False)
    assert "you are asked, and do not vote" in page(client, run)
    assert vote(client, run, phase, **{f"card-{bench.key}": "1"}).status_code == 403


def test_after_the_end_a_vote_is_refused_and_the_result_is_there() -> None:
    run, phase, (bench,) = voting_on("dots", "A bench")
    client, _ada = ada_in(run)
    vote(client, run, phase, **{f"card-{bench.key}": ["1", "2"]})
    assert "Result" not in page(client, run)
    skip(run)
    assert vote(client, run, phase, **{f"card-{bench.key}": "1"}).status_code == 409
    shown = page(client, run)
    assert "A bench" in shown
    assert "2 dots" in shown


def test_it_says_her_table_in_the_phase_that_runs() -> None:
    run = started("dot-voting")
    client, ada = ada_in(run)
    assert "You are at table" not in page(client, run)
    seated(run.gathering, {2: [ada]})
    assert "You are at table <strong>2</strong>" in page(client, run)


def test_people_see_the_cards_in_different_orders() -> None:
    texts = [f"Idea {number}" for number in range(8)]
    run, _phase, cards = voting_on("dots", *texts)
    orders = set()
    for _person in range(4):
        shown = page(ada_in(run)[0], run)
        orders.add(tuple(sorted(texts, key=shown.index)))
    assert len(orders) > 1
    assert len(cards) == 8


@pytest.mark.parametrize("sent", ["", "x", "1" * 40])
def test_nonsense_is_refused(sent: str) -> None:
    run, phase, (bench,) = voting_on("dots", "A bench")
    client, _ada = ada_in(run)
    asked = {"phase": phase, "turn": "1", "sent": sent, f"card-{bench.key}": "1"}
    assert client.post(address(run), asked).status_code == 422


def test_it_asks_few_questions_however_many_cards_there_are(
    django_assert_max_num_queries: Any,
) -> None:
    run, _phase, _cards = voting_on("dots", *(f"Idea {number}" for number in range(8)))
    client, _ada = ada_in(run)
    page(client, run)
    with django_assert_max_num_queries(20):
        page(client, run)
