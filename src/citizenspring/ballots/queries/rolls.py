"""The roll as organisers and desks see it: counts and single people, never who voted for what."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from citizenspring.ballots.models import Poll, RollChange, RollEntry
from citizenspring.ballots.names import name_key

__all__ = [
    "LAST_BALLOT",
    "Changes",
    "RollCounts",
    "changes_since_opening",
    "entries_named",
    "may_still_change",
    "roll_counts",
    "roll_lines",
    "waiting_changes",
]

MOST_NAMES = 20
# From so many ballots on, one more on the roll could tell whose ballot is whose (A25).
LAST_BALLOT = 10


@dataclass(frozen=True)
class RollCounts:
    """How people stand on the roll; somebody with account and document counts in both."""

    total: int
    accounts: int
    codes: int
    unmatched: int

    @property
    def may_be_double(self) -> bool:
        """Whether an account without a document could be somebody who stands on it by hers."""
        return bool(self.codes and self.unmatched)


@dataclass(frozen=True)
class Changes:
    """What two people changed after the opening, as the public reads it."""

    added: int
    removed: int


def roll_counts(poll: Poll) -> RollCounts:
    is_account = Q(person__isnull=False)
    found = poll.roll.aggregate(
        total=Count("pk"),
        accounts=Count("pk", filter=is_account),
        codes=Count("pk", filter=Q(code__isnull=False)),
        unmatched=Count("pk", filter=is_account & Q(identity=None)),
    )
    return RollCounts(**found)


def changes_since_opening(poll: Poll) -> Changes:
    if poll.opened_at is None:
        return Changes(0, 0)
    done = poll.roll_changes.filter(state="done", decided_at__gte=poll.opened_at)
    removed = done.filter(is_removal=True).count()
    return Changes(done.count() - removed, removed)


def waiting_changes(poll: Poll) -> QuerySet[RollChange]:
    return poll.roll_changes.filter(state="asked").select_related("asked_by")


def may_still_change(poll: Poll) -> bool:
    """Whether two people may still change the roll."""
    if poll.state not in {Poll.State.DRAFT, Poll.State.OPEN}:
        return False
    return poll.ballots.all()[:LAST_BALLOT].count() < LAST_BALLOT


def entries_named(poll: Poll, name: str) -> list[RollEntry]:
    """Those on the roll whose name has all these words."""
    found = poll.roll.select_related("person")
    words = name_key(name).split()
    if not words:
        return []
    by_name, by_account = Q(), Q()
    for word in words:
        by_name &= Q(name_key__contains=word)
        by_account &= Q(person__name__icontains=word)
    return list(found.filter(by_name | by_account).order_by("name_key", "pk")[:MOST_NAMES])


def roll_lines(poll: Poll) -> Iterator[tuple[str, str, str, str, str]]:
    """A line for each entry; of accounts no name, and of nobody whether she voted."""
    entries = poll.roll.order_by("name_key", "pk")
    for entry in entries.iterator(2000):
        known = (entry.person_id, entry.identity, entry.code)
        yes = ["yes" if each is not None else "no" for each in known]
        yield (entry.name, entry.place, yes[0], yes[1], yes[2])
