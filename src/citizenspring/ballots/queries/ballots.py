"""The ballots of a vote, for everybody at the same moment: when it is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count

from citizenspring.ballots.errors import NotSealed
from citizenspring.ballots.models import TRACKER_BYTES, Ballot, Poll, RollEntry

__all__ = ["BallotRow", "ballot_of", "channels_of", "sealed_ballots"]

CHUNK = 5_000


@dataclass(frozen=True, slots=True)
class BallotRow:
    """A ballot as it is published."""

    tracker: bytes
    choices: tuple[int, ...]
    points: tuple[int, ...] | None
    place: str
    age: str


def sealed_ballots(poll: Poll) -> Iterator[BallotRow]:
    """All ballots in the order of their trackers; refused while the vote is not sealed (A24)."""
    if not poll.is_sealed:
        raise NotSealed
    return _rows(poll)


def _rows(poll: Poll) -> Iterator[BallotRow]:
    found = Ballot.objects.filter(poll=poll).order_by("tracker")
    rows = found.values_list("tracker", "choices", "points", "place", "age")
    for tracker, choices, points, place, age in rows.iterator(CHUNK):
        given = None if points is None else tuple(points)
        yield BallotRow(bytes(tracker), tuple(choices), given, place, age)


def ballot_of(poll: Poll, tracker: bytes) -> BallotRow | None:
    """The ballot of a whole tracker; part of one finds nothing (A30)."""
    if not poll.is_sealed:
        raise NotSealed
    if len(tracker) != TRACKER_BYTES:
        return None
    found = Ballot.objects.filter(poll=poll, tracker=tracker).first()
    if found is None:
        return None
    given = None if found.points is None else tuple(found.points)
    return BallotRow(tracker, tuple(found.choices), given, found.place, found.age)


def channels_of(poll: Poll) -> dict[str, int]:
    """Marks on the roll by the way people voted; refused while the vote is not sealed."""
    if not poll.is_sealed:
        raise NotSealed
    marked = poll.roll.filter(has_voted=True).order_by()
    found = dict(marked.values_list("channel").annotate(number=Count("pk")))
    ways = [way for way in RollEntry.Channel.values if way]
    return {way: found.get(way, 0) for way in ways}
