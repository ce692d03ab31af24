"""How often a person wants mail of each kind of news."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.timezone import now

from citizenspring.notifications.kinds import Kind, Rhythm, all_kinds
from citizenspring.notifications.leaving import EVERYTHING, Leave
from citizenspring.notifications.models import Choice, News
from citizenspring.notifications.permissions import may_choose
from citizenspring.people.models import Person

__all__ = ["choose_rhythms", "leave"]


@transaction.atomic
def choose_rhythms(rhythms: Mapping[str, Rhythm], *, by: Person) -> None:
    """Keep how often she wants each kind; what waits for her already follows."""
    may_choose.require(by, by)
    _choose(by, {kind: rhythm for kind, rhythm in rhythms.items() if kind in _free()})


@transaction.atomic
def leave(token: Leave) -> None:
    """Stop the mail that the link in a mail names. The link is the proof; nobody signs in."""
    person = Person.objects.filter(pk=token.person).first()
    if person is None:
        return
    person = person.merged_into or person
    if token.kind != EVERYTHING:
        _choose(person, {token.kind: Rhythm.NEVER})
        return
    _choose(person, dict.fromkeys(_free(), Rhythm.NEVER))
    # Kinds that a later stage brings are stopped too.
    _keep(person, EVERYTHING, Rhythm.NEVER)


def _free() -> dict[str, Kind]:
    return {kind.code: kind for kind in all_kinds() if not kind.essential}


def _choose(person: Person, rhythms: Mapping[str, Rhythm]) -> None:
    for kind, rhythm in rhythms.items():
        _keep(person, kind, rhythm)
        waiting = News.objects.filter(person=person, telling__kind=kind, carried_at=None)
        settled = {"carried_at": now()} if rhythm == Rhythm.NEVER else {}
        waiting.update(rhythm=str(rhythm), **settled)


def _keep(person: Person, kind: str, rhythm: Rhythm) -> None:
    Choice.objects.update_or_create(person=person, kind=kind, defaults={"rhythm": str(rhythm)})
