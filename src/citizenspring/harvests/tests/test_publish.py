"""Publishing: cards become contributions of their tables, once, however often it is asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.gatherings.models import Gathering, SeatingPlan
from citizenspring.gatherings.tests.factories import (
    arrived,
    make_gathering,
    make_helper,
    organiser_of,
    registered,
    seated,
)
from citizenspring.harvests.errors import HarvestEmpty, RoundGoesOn
from citizenspring.harvests.models import Harvest, Published
from citizenspring.harvests.services import (
    merge_themes,
    move_cards,
    publish,
    publish_what_came_later,
    undo_act,
)
from citizenspring.ledger.models import Entry
from citizenspring.notifications.models import News
from citizenspring.people.tests.factories import make_person
from citizenspring.rounds.models import Card, Run
from citizenspring.threads import participants
from citizenspring.threads.models import Edge, Node, Part

from .factories import end, make_cards, make_harvested, make_started_run, make_theme


def written(days: float = 0.1) -> tuple[Gathering, Run, list[Card]]:
    """A gathering of which the tables have finished."""
    gathering = make_gathering(days=days, capacity=100)
    run = make_started_run(gathering)
    return gathering, end(run), make_cards(run)


@pytest.mark.django_db
def test_every_card_becomes_a_contribution_of_its_table() -> None:
    gathering, _run, cards = written()
    publish(gathering, by=organiser_of(gathering))
    nodes = Node.objects.filter(kind="card")
    assert {(one.title, one.language) for one in nodes} == {(c.text, c.language) for c in cards}
    assert {one.within_id for one in nodes} == {gathering.activity.node_id}
    entries = Entry.objects.filter(kind="card.published")
    assert {entry.body["table"] for entry in entries} == set(range(1, 8))
    assert not any(card.text in str(entry.body) for entry in entries for card in cards)
    assert not Part.objects.filter(node__in=nodes).exists()


@pytest.mark.django_db
def test_two_clicks_publish_once() -> None:
    gathering, _run, cards = written()
    by = organiser_of(gathering)
    assert publish(gathering, by=by) == publish(gathering, by=by)
    assert Node.objects.filter(kind="card").count() == len(cards)
    assert Entry.objects.filter(kind="harvest.published").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_organisers_at_once_publish_once() -> None:
    gathering, _run, cards = written()
    both = [organiser_of(gathering), organiser_of(gathering)]

    def click(number: int) -> None:
        publish(gathering, by=both[number])
        connection.close()

    with ThreadPoolExecutor(2) as two:
        list(two.map(click, range(2)))
    assert Node.objects.filter(kind="card").count() == len(cards) == Published.objects.count()
    assert Entry.objects.filter(kind="harvest.published").count() == 1


@pytest.mark.django_db
def test_it_waits_for_the_round_to_end_and_for_a_card() -> None:
    gathering = make_gathering(days=0.1)
    by = organiser_of(gathering)
    run = make_started_run(gathering)
    with pytest.raises(RoundGoesOn):
        publish(gathering, by=by)
    end(run)
    make_cards(run, (("fr", ""),))
    make_cards(run, (("fr", "Caché."),), is_hidden=True)
    with pytest.raises(HarvestEmpty):
        publish(gathering, by=by)
    assert not Harvest.objects.exists()


@pytest.mark.django_db
def test_only_organisers_publish() -> None:
    gathering, _run, _cards = written()
    with pytest.raises(NotAllowed):
        publish(gathering, by=make_helper(gathering))


@pytest.mark.django_db
def test_a_late_card_is_published_with_a_mark() -> None:
    run = make_harvested()
    assert publish_what_came_later() == 0
    late = make_cards(run, (("nl", "Een late kaart."),), is_late=True)[0]
    assert publish_what_came_later() == 1
    late.refresh_from_db()
    assert late.node
    assert late.published.came_later
    assert not Published.objects.exclude(card=late).filter(came_later=True).exists()


@pytest.mark.django_db
def test_a_later_part_of_the_day_waits_for_an_organiser() -> None:
    run = make_harvested()
    afternoon = end(make_started_run(run.gathering, number=2))
    make_cards(afternoon, (("fr", "L'après-midi."),))
    assert publish_what_came_later() == 0
    publish(run.gathering, by=organiser_of(run.gathering))
    assert not Published.objects.filter(came_later=True).exists()


@pytest.mark.django_db
def test_what_a_table_changes_or_takes_back_is_followed() -> None:
    run = make_harvested()
    first, second = run.cards.all()[:2]
    Card.objects.filter(pk=first.pk).update(text="More and taller trees.")
    Card.objects.filter(pk=second.pk).update(text="")
    assert publish_what_came_later() == 1
    assert Node.objects.get(table_card=first).title == "More and taller trees."
    assert not Node.objects.get(table_card=second).is_public
    assert publish_what_came_later() == 0


@pytest.mark.django_db
def test_themes_stand_in_the_thread_and_follow_later_changes() -> None:
    run = make_harvested()
    by = organiser_of(run.gathering)
    trees, buses = run.themes.all()
    grouped = Edge.objects.filter(kind=Edge.Kind.GROUPED_INTO)
    assert grouped.filter(target=trees.node).count() == grouped.filter(target=buses.node).count()
    merged = merge_themes(trees, [buses.pk], by=by)
    publish(run.gathering, by=by)
    assert Edge.objects.get(kind=Edge.Kind.MERGED_INTO).source == buses.node
    assert grouped.filter(target=buses.node).count() == len(CARDS_OF_BUSES)
    undo_act(merged, by=by)
    move_cards(run, [trees.placed.get(position=0).card_id], buses, by=by)
    publish(run.gathering, by=by)
    assert not Edge.objects.filter(kind=Edge.Kind.MERGED_INTO).exists()
    assert grouped.filter(target=trees.node).count() == len(CARDS_OF_BUSES) - 1


CARDS_OF_BUSES = range(3)


def node_of(card: Card) -> list[UUID]:
    return [card.node_id] if card.node_id else []


@pytest.mark.django_db
def test_who_sat_at_the_table_took_part_in_its_cards() -> None:
    gathering, _run, cards = written()
    ada, bo, absent = (registered(gathering, make_person()) for _one in range(3))
    seated(gathering, {1: [ada, absent], 2: [bo]}, made_at=now() - timedelta(hours=1))
    arrived(ada)
    arrived(bo)
    publish(gathering, by=organiser_of(gathering))
    cards[0].refresh_from_db()
    assert ada.person
    assert set(participants.parts_of(ada.person)) == {cards[0].node_id}
    assert list(participants.people_in(node_of(cards[0]))) == [ada.person_id]
    assert participants.everyone() == 2


@pytest.mark.django_db
def test_seats_of_the_moment_count_and_not_those_after() -> None:
    gathering, run, cards = written()
    ada, bo = (registered(gathering, make_person()) for _one in range(2))
    for one in (ada, bo):
        arrived(one)
    seated(gathering, {1: [ada]}, made_at=now() - timedelta(hours=2), is_current=False)
    plan = SeatingPlan.objects.create(gathering=gathering, number=2, seed="again", made_at=now())
    plan.placed.create(round=1, registration=bo, table=1)
    Card.objects.filter(run=run).update(written_at=now() - timedelta(hours=1))
    publish(gathering, by=organiser_of(gathering))
    cards[0].refresh_from_db()
    assert list(participants.people_in(node_of(cards[0]))) == [ada.person_id]


@pytest.mark.django_db
def test_everybody_who_was_there_is_told_once() -> None:
    gathering, _run, _cards = written()
    ada, _absent = (registered(gathering, make_person()) for _one in range(2))
    arrived(ada)
    publish(gathering, by=organiser_of(gathering))
    publish(gathering, by=organiser_of(gathering))
    told = News.objects.filter(telling__kind="harvest.published")
    assert list(told.values_list("person", flat=True)) == [ada.person_id]


@pytest.mark.django_db
def test_a_thousand_cards_cost_no_more_questions_than_ten() -> None:
    def questions(count: int) -> int:
        gathering = make_gathering(days=0.1)
        run = end(make_started_run(gathering))
        cards = make_cards(run, tuple(("fr", f"Carte {number}.") for number in range(count)))
        make_theme(run, cards, words=["carte"])
        by = organiser_of(gathering)
        with CaptureQueriesContext(connection) as asked:
            publish(gathering, by=by)
        return len(asked)

    few = questions(10)
    assert questions(1000) <= few + 3
