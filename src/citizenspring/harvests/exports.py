"""The harvest as files: one line a card, without anybody's name."""

from collections.abc import Iterator
from typing import Any

from citizenspring.common.cells import csv_text
from citizenspring.rounds.models import Card

from .models import Harvest
from .queries.harvest import published_cards

__all__ = ["as_plain", "harvest_csv"]

HEADER = (
    "thread", "table", "run", "phase", "kind", "language", "text", "theme", "is_late",
    "came_later", "became",
)  # fmt: skip


def harvest_csv(harvest: Harvest) -> str:
    """A line for each card; no cell becomes a formula."""
    return csv_text(HEADER, (row.values() for row in _rows(harvest)))


def as_plain(harvest: Harvest) -> dict[str, Any]:
    """The whole harvest as plain values."""
    gathering = harvest.gathering
    return {
        "gathering": str(gathering.activity.node_id),
        "title": dict(gathering.activity.title.data),
        "starts_at": gathering.starts_at.isoformat(),
        "place": gathering.place,
        "published_at": harvest.published_at.isoformat(),
        "cards": list(_rows(harvest)),
    }


def _rows(harvest: Harvest) -> Iterator[dict[str, Any]]:
    for card in published_cards(harvest.gathering):
        became = [str(one.node_id) for one in card.became.all() if one.node.is_public]
        yield dict(zip(HEADER, [*_facts(card), " ".join(became)], strict=True))


def _facts(card: Card) -> list[Any]:
    assert card.node is not None
    place = getattr(card, "grouped", None)
    return [
        str(card.node_id), card.table, card.run.number, card.phase, card.kind,
        card.node.language, card.text, str(place.theme) if place and place.theme else "",
        card.is_late, card.published.came_later,
    ]  # fmt: skip
