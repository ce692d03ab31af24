"""The rules of a poll as they are published, and their digest."""

from decimal import Decimal
from hashlib import sha256
from typing import Any

from citizenspring.engines.record import canonical
from citizenspring.people.levels import Level
from citizenspring.processes.texts import in_languages

from .models import Poll

__all__ = ["FORMAT", "digest_of", "rules_of"]

FORMAT = "citizenspring poll, version 1"


def rules_of(poll: Poll) -> dict[str, Any]:
    """Everything that is fixed when the poll opens, with its options in order."""
    return {
        "format": FORMAT,
        "poll": str(poll.pk),
        "title": in_languages(poll.title),
        "method": poll.method,
        "fewest": poll.fewest,
        "most": poll.most,
        "points": poll.points,
        "most_each": poll.most_each,
        "limit": _money(poll.limit),
        "level": Level(poll.required_level).name.lower(),
        "territories": sorted(poll.territories.values_list("code", flat=True)),
        "asks_place": poll.asks_place,
        "asks_age": poll.asks_age,
        "closes_at": poll.closes_at.isoformat() if poll.closes_at else None,
        "is_imported": poll.is_imported,
        "options": [
            {
                "number": option.number,
                "title": in_languages(option.title),
                "cost": _money(option.cost),
                "group": option.group,
            }
            for option in poll.options.order_by("number")
        ],
    }


def digest_of(rules: dict[str, Any]) -> str:
    return sha256(canonical(rules)).hexdigest()


def _money(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:.2f}"
