"""Paper ballots: two people read each one for themselves, and what both read alike is cast.

Each version is kept until then, so that nothing is lost when two differ. A third may key it too.
"""

from enum import StrEnum

from django.db import transaction

from citizenspring.ballots.choice import Choice, in_order
from citizenspring.ballots.errors import (
    AlreadyVoted,
    CodeUnknown,
    SheetDiffers,
)
from citizenspring.ballots.models import Poll, RollEntry, Sheet
from citizenspring.ballots.permissions import may_key_ballots
from citizenspring.people.documents import plain_number
from citizenspring.people.models import Person

from .casting import cast_ballot
from .roll import GROUP, digest_of_code, entry_of_code

__all__ = ["Keyed", "key_in"]


class Keyed(StrEnum):
    """What became of a sheet."""

    FIRST = "first"
    COUNTED = "counted"
    DIFFERS = "differs"


def key_in(poll: Poll, code: str, choice: Choice, *, by: Person) -> Keyed:
    """Keep what one person read; cast it when another one read the same.

    ``choice.tracker`` is drawn by whoever calls: nobody holds a receipt for a paper ballot.
    """
    may_key_ballots.require(by, poll)
    entry_of_code(poll, code, address=f"keying {by.pk}")
    became = _key_in(poll, code, in_order(choice, poll.method), by)
    # Said only now: a refusal inside the transaction would take back what was keyed.
    if became == Keyed.DIFFERS:
        raise SheetDiffers
    return became


@transaction.atomic
def _key_in(poll: Poll, code: str, choice: Choice, by: Person) -> Keyed:
    digest = digest_of_code(poll, code)
    # Two who key the same paper at once come one after the other.
    entry = RollEntry.objects.select_for_update().filter(poll=poll, code=digest).first()
    if entry is None:
        raise CodeUnknown
    if entry.has_voted:
        raise AlreadyVoted
    read = _content(choice)
    hint = plain_number(code)[:GROUP]
    of_code = Sheet.objects.filter(poll=poll, code=digest)
    Sheet.objects.update_or_create(
        poll=poll, code=digest, keyed_by=by, defaults={**read, "hint": hint}
    )
    others = list(of_code.exclude(keyed_by=by).exclude(keyed_by=None))
    if not others:
        return Keyed.FIRST
    if not any(_same(other, read) for other in others):
        return Keyed.DIFFERS
    cast_ballot(poll, choice, code=code, channel=RollEntry.Channel.PAPER)
    of_code.delete()
    return Keyed.COUNTED


def _content(choice: Choice) -> dict[str, object]:
    points = None if choice.points is None else list(choice.points)
    return {
        "choices": list(choice.choices),
        "points": points,
        "place": choice.place,
        "age": choice.age,
    }


def _same(sheet: Sheet, read: dict[str, object]) -> bool:
    return {name: getattr(sheet, name) for name in read} == read
