"""Cards of a gathering become statements of a map, and those who sat there hear of it."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.tests.factories import (
    arrived,
    make_helper,
    organiser_of,
    registered,
    seated,
)
from citizenspring.harvests.addresses import page
from citizenspring.harvests.errors import CardsElsewhere, TargetUnknown
from citizenspring.harvests.models import Becoming, Published
from citizenspring.harvests.services import Sent, publish_what_came_later, send_cards
from citizenspring.harvests.tests.factories import make_cards, make_harvested
from citizenspring.ledger.models import Entry
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.notifications.models import News
from citizenspring.opinions.models import OpinionMap, Statement
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person, signed_in
from citizenspring.rounds.models import Card, Run
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.queries import chain

from .factories import make_map

WHY = "The room gave it most dots."


@pytest.fixture
def run() -> Run:
    return make_harvested()


def map_beside(run: Run, **facts: bool) -> OpinionMap:
    return make_map(process=run.gathering.activity.process, **facts)


def send(
    run: Run, found: OpinionMap, *cards: Card, by: Person | None = None, reason: str = WHY
) -> Sent:
    return send_cards(
        run.gathering,
        [card.pk for card in cards],
        "statement",
        found.pk,
        reason=reason,
        language="en",
        by=by or organiser_of(run.gathering),
    )


def statements(found: OpinionMap) -> list[Statement]:
    return list(found.statements.exclude(text="More trees in every street."))


@pytest.mark.django_db
def test_a_card_becomes_a_statement_of_nobody_but_its_table(run: Run) -> None:
    found, card = map_beside(run), run.cards.all()[2]
    send(run, found, card)
    (made,) = statements(found)
    assert (made.text, made.language, made.author) == (card.text, "nl", None)
    assert made.state == Statement.State.SHOWN
    assert not Part.objects.filter(node=made.node).exists()
    edges = chain(made.node).before
    assert [(edge.source, edge.reason) for edge in edges] == [(card.node, WHY)]
    assert Entry.objects.get(kind="harvest.became").body["cards"] == 1


@pytest.mark.django_db
def test_two_clicks_make_one_statement(run: Run) -> None:
    found, cards = map_beside(run), run.cards.all()[:2]
    assert len(send(run, found, *cards).made) == 2
    again = send(run, found, *run.cards.all()[:3])
    assert (len(again.made), again.known) == (1, 2)
    assert len(statements(found)) == 3 == Becoming.objects.count()


@pytest.mark.django_db
def test_a_card_that_says_the_same_leads_to_the_statement_there(run: Run) -> None:
    found = map_beside(run)
    twin = make_cards(run, (("en", "More trees in every street."),))[0]
    publish_what_came_later()
    sent = send(run, found, twin)
    assert not statements(found)
    assert Edge.objects.get(kind=Edge.Kind.BECAME).target == found.statements.get().node
    assert not sent.problems


@pytest.mark.django_db
def test_a_card_too_long_for_a_statement_stays_and_says_why(run: Run) -> None:
    found = map_beside(run)
    long = make_cards(run, (("en", "word " * 100),))[0]
    publish_what_came_later()
    sent = send(run, found, long, run.cards.all()[0])
    assert len(sent.made) == 1
    assert "280" in sent.problems[0].problem


@pytest.mark.django_db
def test_those_who_sat_at_the_table_are_told_once_an_act() -> None:
    run = make_harvested()
    ada, bo = (registered(run.gathering, make_person()) for _one in range(2))
    plan = seated(run.gathering, {1: [ada], 3: [bo]}, made_at=now() - timedelta(hours=1))
    for one in (ada, bo):
        arrived(one)
    Published.objects.update(plan=plan)
    Card.objects.filter(run=run, table=2).update(table=1)
    send(run, map_beside(run), *run.cards.filter(table=1))
    (told,) = News.objects.filter(telling__kind="harvest.became")
    assert (told.person, told.telling.facts["count"]) == (ada.person, 2)
    assert not News.objects.filter(telling__kind="thread.step").exists()


@pytest.mark.django_db
def test_only_organisers_send_published_cards_to_open_maps_with_a_reason(run: Run) -> None:
    found, card = map_beside(run), run.cards.all()[0]
    with pytest.raises(NotAllowed):
        send(run, found, card, by=make_helper(run.gathering))
    with pytest.raises(ReasonMissing):
        send(run, found, card, reason=" ")
    with pytest.raises(TargetUnknown):
        send(run, make_map(), card)
    unpublished = make_cards(run, (("fr", "Pas encore."),))[0]
    with pytest.raises(CardsElsewhere):
        send(run, found, unpublished)


@pytest.mark.django_db
def test_the_page_makes_statements_and_keeps_what_was_ticked(client: Client, run: Run) -> None:
    signed_in(organiser_of(run.gathering), client)
    found = map_beside(run)
    address = page(run.gathering, "send")
    ids = [card.pk for card in run.cards.all()[:2]]
    goal = f"statement {found.pk}"
    refused = client.post(address, {"card": ids, "goal": goal, "reason": ""})
    assert refused.status_code == 422
    assert refused.content.decode().count(" checked") == 2
    answer = client.post(address, {"card": ids, "goal": goal, "reason": WHY}, follow=True)
    assert answer.content.decode().count('class="slip"') == 2
    assert len(statements(found)) == 2
