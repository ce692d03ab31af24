"""One action that makes statements, ideas or the like of cards, and keeps the thread."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction

from citizenspring.gatherings.models import Gathering
from citizenspring.harvests.addresses import page
from citizenspring.harvests.destinations import Destination, Made, Target, destination_named
from citizenspring.harvests.errors import CardsElsewhere, CardsMissing, TargetUnknown
from citizenspring.harvests.models import Becoming, Harvest
from citizenspring.harvests.participants import people_at_table
from citizenspring.harvests.permissions import may_send_cards
from citizenspring.ledger.services import record
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link_many

__all__ = ["Sent", "send_cards"]


@dataclass(frozen=True)
class Sent:
    """What went on, what was there already, and what could not with the reason."""

    made: list[Made]
    known: int
    problems: list[Made]


@transaction.atomic
def send_cards(  # noqa: PLR0913  # because each names one thing that a form asks
    gathering: Gathering,
    cards: Collection[UUID],
    destination: str,
    target: UUID,
    *,
    reason: str,
    language: str,
    by: Person,
) -> Sent:
    """Make something of published cards elsewhere; who sat at their tables is told.

    A card that is there already, by an earlier click or another organiser, stays one.
    """
    may_send_cards.require(by, gathering)
    said = reason.strip()
    if not said:
        raise ReasonMissing
    place, goal = _place(gathering, destination, target, by)
    chosen = _held(gathering, cards)
    known = _known(chosen, goal)
    made = place.make([card for card in chosen if card.pk not in known], target, by=by)
    done = [one for one in made if one.node]
    if done:
        _keep(place, done, by=by)
        _link(done, {language: said}, by=by)
        facts = {"cards": len(done), "to": str(goal.node.pk), "way": place.name}
        record("harvest.became", by=by, about=gathering.activity.node_id, facts=facts)
        _tell_tables(gathering, done, goal, {language: said}, by=by)
    return Sent(done, len(known), [one for one in made if not one.node])


def _place(
    gathering: Gathering, destination: str, target: UUID, by: Person
) -> tuple[Destination, Target]:
    place = destination_named(destination)
    process = gathering.activity.process
    if place is None or not place.may(by, process):
        raise TargetUnknown
    goal = next((one for one in place.targets(process) if one.pk == target), None)
    if goal is None:
        raise TargetUnknown
    return place, goal


def _held(gathering: Gathering, cards: Collection[UUID]) -> list[Card]:
    """The cards in the order of tables; two organisers at once go one after the other."""
    if not cards:
        raise CardsMissing
    list(Harvest.objects.select_for_update(no_key=True).filter(gathering=gathering))
    shown = Card.objects.filter(run__gathering=gathering, node__is_public=True, pk__in=cards)
    found = list(shown.select_related("node", "run"))
    if len(found) < len(set(cards)):
        raise CardsElsewhere
    return found


def _known(cards: Sequence[Card], goal: Target) -> set[UUID]:
    there = Becoming.objects.filter(card__in=cards, node__within=goal.node)
    return set(there.values_list("card", flat=True))


def _keep(place: Destination, done: Sequence[Made], *, by: Person) -> None:
    rows = [
        Becoming(card=one.card, destination=place.name, node=_node(one.node), by=by) for one in done
    ]
    Becoming.objects.bulk_create(rows, ignore_conflicts=True)


def _link(done: Sequence[Made], reasons: dict[str, str], *, by: Person) -> None:
    steps = [(_node(one.card.node), _node(one.node)) for one in done]
    reason = next(iter(reasons.values()))
    link_many(steps, Edge.Kind.BECAME, reason=reason, reasons=reasons, by=by)


def _tell_tables(
    gathering: Gathering,
    done: Sequence[Made],
    goal: Target,
    reasons: dict[str, str],
    *,
    by: Person,
) -> None:
    """Once for each table, however many of its cards went on in this act."""
    counts = Counter(one.card.table for one in done)
    act = _this_act()
    for table, count in sorted(counts.items()):
        its = [one.card for one in done if one.card.table == table]
        notify(
            "harvest.became",
            people_at_table(its),
            about=gathering.activity.node,
            outcome=goal.node,
            url=f"{page(gathering, 'cards')}?table={table}",
            facts={"table": table, "count": count, "reason": reasons},
            key=f"harvest-became:{gathering.pk}:{table}:{act}",
            by=by,
        )


def _this_act() -> str:
    """An act is a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()::text")
        return str(cursor.fetchone()[0])


def _node(node: Node | None) -> Node:
    assert node is not None
    return node
