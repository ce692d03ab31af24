"""Publishing: every card becomes a contribution whose author is its table."""

from collections.abc import Sequence

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from citizenspring.common.bulk import copy_in
from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Arrival, Gathering
from citizenspring.harvests.addresses import card_address, page
from citizenspring.harvests.errors import HarvestDraft, HarvestEmpty, RoundGoesOn
from citizenspring.harvests.models import Harvest, Published
from citizenspring.harvests.permissions import may_publish_harvest
from citizenspring.harvests.seats import Seating
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import entry_for, record
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person
from citizenspring.rounds.models import Card
from citizenspring.threads.models import Node

from .grouping_nodes import follow_themes, forget_words

__all__ = ["KIND", "publish", "publish_what_came_later"]

KIND = "card"
MARK = """
UPDATE rounds_card SET node_id = pair.node
FROM unnest(%s::uuid[], %s::uuid[]) AS pair(card, node)
WHERE rounds_card.id = pair.card AND rounds_card.node_id IS NULL
"""


@transaction.atomic
def publish(gathering: Gathering, *, by: Person) -> Harvest:
    """Make everything public that the tables wrote; later calls add what came since."""
    may_publish_harvest.require(by, gathering)
    if gathering.activity.is_draft:
        raise HarvestDraft
    if gathering.runs.filter(started_at__isnull=False, ended_at=None).exists():
        raise RoundGoesOn
    # Of two at once, the second waits here until the first is done.
    harvest, is_new = Harvest.objects.get_or_create(
        gathering=gathering, defaults={"published_by": by}
    )
    count = _bring_up_to_date(harvest, gathering, by=by)
    if is_new and not count:
        raise HarvestEmpty
    if is_new:
        _tell_everybody(harvest, gathering, by=by)
    return harvest


def publish_what_came_later() -> int:
    """Publish cards that reached the server after their harvest, and follow what was changed."""
    known = Published.objects.filter(card__run=OuterRef("run"))
    waiting = _waiting().filter(Exists(known), run__ended_at__isnull=False)
    late = waiting.values("run__gathering__harvest")
    changed = _changed().values("run__gathering__harvest")
    found = Harvest.objects.filter(Q(pk__in=late) | Q(pk__in=changed))
    return sum(_catch_up(harvest) for harvest in found.select_related("gathering__activity__node"))


@transaction.atomic
def _catch_up(harvest: Harvest) -> int:
    gathering = harvest.gathering
    _bring_up_to_date(harvest, gathering, by=None)
    return 1


def _waiting() -> QuerySet[Card]:
    return Card.objects.filter(node=None, is_hidden=False).exclude(text="")


def _changed() -> QuerySet[Card]:
    """Published cards that no longer say, or show, what their node does."""
    shown = Q(is_hidden=False) & ~Q(text="")
    told = Card.objects.filter(node__isnull=False)
    differs = (shown & ~Q(node__title=F("text"))) | (shown ^ Q(node__is_public=True))
    return told.filter(differs)


def _bring_up_to_date(harvest: Harvest, gathering: Gathering, *, by: Person | None) -> int:
    Harvest.objects.select_for_update(no_key=True).get(pk=harvest.pk)
    cards = list(_waiting().filter(run__gathering=gathering).prefetch_related("run"))
    _follow_cards(gathering)
    if cards:
        _publish_cards(harvest, gathering, cards, by=by)
    follow_themes(gathering, by=by)
    return len(cards)


def _publish_cards(
    harvest: Harvest, gathering: Gathering, cards: Sequence[Card], *, by: Person | None
) -> None:
    rows = _rows(harvest, gathering, cards)
    home = gathering.activity.node
    nodes = [_node(gathering, card, home) for card in cards]
    copy_in(nodes)
    with connection.cursor() as cursor:
        cursor.execute(MARK, [[card.pk for card in cards], [node.pk for node in nodes]])
    copy_in(rows)
    copy_in([_entry(row, node, home) for row, node in zip(rows, nodes, strict=True)])
    tables = len({card.table for card in cards})
    later = sum(row.came_later for row in rows)
    facts = {"cards": len(cards), "tables": tables, "later": later}
    record("harvest.published", by=by, about=home.pk, facts=facts)


def _rows(harvest: Harvest, gathering: Gathering, cards: Sequence[Card]) -> list[Published]:
    """A card of a run that has been published already came later than its harvest."""
    at, seating = database_now(), Seating(gathering)
    known = set(harvest.published.order_by().values_list("card__run", flat=True).distinct())
    rows = []
    for card in cards:
        plan, number = seating.at(card, card.run)
        later = card.run_id in known
        where = {"plan": plan, "round": number, "came_later": later, "at": at}
        rows.append(Published(card=card, harvest=harvest, **where))
    return rows


def _node(gathering: Gathering, card: Card, home: Node) -> Node:
    return Node(
        kind=KIND,
        title=card.text,
        language=card.language or settings.LANGUAGE_CODE,
        within=home,
        url=card_address(gathering, card),
    )


def _entry(row: Published, node: Node, home: Node) -> Entry:
    # The text itself stays out: it must be possible to erase it without breaking the record.
    facts = {
        "gathering": str(home.pk),
        "table": row.card.table,
        "card": row.card.kind,
        "language": node.language,
        "later": row.came_later,
    }
    return entry_for("card.published", about=node.pk, facts=facts)


def _follow_cards(gathering: Gathering) -> None:
    """What a table wrote anew, took back, or somebody hid is followed by its node."""
    changed = _changed().filter(run__gathering=gathering).select_related("node")
    nodes = []
    for card in changed:
        assert card.node is not None
        card.node.is_public = bool(card.text) and not card.is_hidden
        card.node.title = card.text or card.node.title
        nodes.append(card.node)
    Node.objects.bulk_update(nodes, ["title", "is_public"])
    forget_words(card for card in changed if card.is_hidden)


def _tell_everybody(harvest: Harvest, gathering: Gathering, *, by: Person) -> None:
    arrived = Arrival.objects.filter(gathering=gathering, registration__person__isnull=False)
    cards = harvest.published.count()
    tables = harvest.published.values("card__table").distinct().count()
    notify(
        "harvest.published",
        arrived.order_by().values_list("registration__person", flat=True),
        about=gathering.activity.node,
        url=page(gathering, "harvest"),
        facts={"cards": cards, "tables": tables},
        key=f"harvest-{harvest.pk}",
        by=by,
    )
