"""Paper ballots that wait for a second reader."""

from dataclasses import dataclass

from django.db.models import Count

from citizenspring.ballots.models import Poll, Sheet
from citizenspring.people.models import Person

__all__ = ["Differing", "SheetStanding", "sheet_standing"]

MOST = 50


@dataclass(frozen=True)
class Differing:
    """A paper that was read in several ways; ``hint`` is the first group of its code."""

    hint: str
    readers: list[str]
    is_mine: bool


@dataclass(frozen=True)
class SheetStanding:
    """``others`` wait for this person; ``mine`` for somebody else."""

    others: int
    mine: int
    differing: list[Differing]


def sheet_standing(poll: Poll, person: Person) -> SheetStanding:
    alone = poll.sheets.values("code").annotate(number=Count("pk")).filter(number=1)
    single = poll.sheets.filter(code__in=alone.values("code"))
    mine = single.filter(keyed_by=person).count()
    several = poll.sheets.values("code").annotate(number=Count("pk")).filter(number__gt=1)
    rows = poll.sheets.filter(code__in=several.values("code")[:MOST]).select_related("keyed_by")
    by_code: dict[bytes, list[Sheet]] = {}
    for row in rows.order_by("hint", "code", "pk"):
        by_code.setdefault(bytes(row.code), []).append(row)
    differing = [_differing(found, person) for found in by_code.values()]
    return SheetStanding(single.count() - mine, mine, differing)


def _differing(rows: list[Sheet], person: Person) -> Differing:
    readers = sorted(str(row.keyed_by) for row in rows if row.keyed_by)
    return Differing(rows[0].hint, readers, any(row.keyed_by_id == person.pk for row in rows))
