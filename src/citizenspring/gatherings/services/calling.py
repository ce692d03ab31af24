"""Calling a gathering, changing it, and calling it off."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from citizenspring.common.clock import database_now
from citizenspring.gatherings.errors import (
    CapacityTooLow,
    CareMissing,
    GatheringCancelled,
    InvitedTooFew,
)
from citizenspring.gatherings.models import CARE, Gathering, Registration
from citizenspring.gatherings.permissions import may_call_gathering, may_edit_gathering
from citizenspring.ledger.services import record
from citizenspring.moderation.errors import ReasonMissing
from citizenspring.mood.errors import CheckNotMet
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.permissions import may_edit_mood
from citizenspring.mood.services import announce_gathering
from citizenspring.people.models import Person
from citizenspring.processes.errors import TimesBackwards
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, create_activity, edit_activity
from citizenspring.processes.texts import Text, as_text, in_languages
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

from .filling import fill_places
from .telling import tell_of_change, tell_of_end

__all__ = [
    "KIND",
    "GatheringFacts",
    "announce_to_callers",
    "cancel_gathering",
    "create_gathering",
    "edit_gathering",
    "require_care",
]

KIND = "gathering"


@dataclass(frozen=True)
class GatheringFacts:
    """When and where, for how many, and with what care; times are in UTC.

    ``care`` holds a text for each of ``models.CARE``; ``asks`` are of ``models.MIXING``.
    ``invited`` places are kept for people with a letter, beside the ``capacity``.
    """

    starts_at: datetime
    ends_at: datetime
    place: str
    address: str
    capacity: int
    invited: int = 0
    languages: Sequence[str] = ("fr", "nl")
    care: Mapping[str, Text] = field(default_factory=dict)
    asks: Sequence[str] = ()


@transaction.atomic
def create_gathering(
    process: Process,
    words: ActivityFacts,
    facts: GatheringFacts,
    *,
    by: Person,
    after: MoodCheck | None = None,
    reason: str = "",
) -> Gathering:
    """Make a gathering as a draft; it is published by opening its activity.

    ``after`` is the met mood check it follows from and ``reason`` what is said of that; whoever
    answered there hears of it once it is published.
    """
    may_call_gathering.require(by, process)
    gathering = Gathering(activity=create_activity(process, KIND, words, by=by))
    _fill(gathering, facts)
    gathering.save(force_insert=True)
    if after is not None:
        _follow(gathering, after, reason.strip(), by)
    return gathering


def _follow(gathering: Gathering, mood: MoodCheck, reason: str, by: Person) -> None:
    may_edit_mood.require(by, mood)
    if not mood.is_met:
        raise CheckNotMet
    if not reason:
        raise ReasonMissing
    reasons = {get_language() or "fr": reason}
    target = gathering.activity.node
    link(mood.activity.node, Edge.Kind.BECAME, target, reason=reason, reasons=reasons, by=by)


@transaction.atomic
def edit_gathering(
    gathering: Gathering, words: ActivityFacts, facts: GatheringFacts, *, by: Person
) -> Gathering:
    """Change what is said of it; whoever registered is told where place or time change.

    More places go to the waiting list at once, in its order.
    """
    may_edit_gathering.require(by, gathering)
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    held.activity = gathering.activity
    if held.is_cancelled:
        raise GatheringCancelled
    if facts.capacity < held.taken:
        raise CapacityTooLow(taken=held.taken)
    if facts.invited < held.invited_taken:
        raise InvitedTooFew(taken=held.invited_taken)
    before = _where_and_when(held)
    edit_activity(held.activity, words, by=by)
    _fill(held, facts)
    has_moved = _where_and_when(held) != before
    held.revision += has_moved
    _check_care(held)
    held.save()
    record("gathering.edited", by=by, about=held.activity.node_id, facts=_public(held))
    fill_places(held)
    if has_moved:
        tell_of_change(held, by=by)
    return held


def _check_care(gathering: Gathering) -> None:
    if not gathering.activity.is_draft:
        require_care(gathering.activity, gathering)


def announce_to_callers(activity: Activity) -> None:
    """Tell those of the mood check that it follows from, if it follows from one."""
    nodes = activity.node.edges_in.filter(kind=Edge.Kind.BECAME).values("source")
    for mood in MoodCheck.objects.filter(activity__node__in=nodes):
        announce_gathering(mood, activity)


def require_care(activity: Activity, gathering: Gathering | None = None) -> None:
    """Refuse to publish without the care block: access, languages, children, meals, transport."""
    found = gathering or Gathering.objects.get(activity=activity)
    names = {
        "access": _("access"),
        "interpreting": _("languages and interpreters"),
        "childcare": _("childcare"),
        "meals": _("meals"),
        "transport": _("transport"),
    }
    if missing := found.missing_care:
        raise CareMissing(missing=", ".join(names[name] for name in missing))


@transaction.atomic
def cancel_gathering(gathering: Gathering, reason: str, *, by: Person) -> Gathering:
    """Call it off with a public reason; everybody who registered is told."""
    may_edit_gathering.require(by, gathering)
    said = reason.strip()
    if not said:
        raise ReasonMissing
    cancelled = Gathering.objects.filter(pk=gathering.pk, cancelled_at=None).update(
        cancelled_at=database_now(), cancelled_because=said, revision=F("revision") + 1
    )
    if not cancelled:
        raise GatheringCancelled
    gathering.refresh_from_db(fields=["cancelled_at", "cancelled_because", "revision"])
    record("gathering.cancelled", by=by, about=gathering.activity.node_id, facts={"reason": said})
    tell_of_end(gathering, by=by)
    return gathering


def _where_and_when(gathering: Gathering) -> tuple[Any, ...]:
    return gathering.starts_at, gathering.ends_at, gathering.place, gathering.address


def _fill(gathering: Gathering, facts: GatheringFacts) -> None:
    if facts.ends_at <= facts.starts_at:
        raise TimesBackwards
    gathering.starts_at, gathering.ends_at = facts.starts_at, facts.ends_at
    gathering.place, gathering.address = facts.place, facts.address
    gathering.capacity, gathering.invited_capacity = facts.capacity, facts.invited
    gathering.languages, gathering.asks = list(facts.languages), list(facts.asks)
    for name in CARE:
        setattr(gathering, name, as_text(facts.care.get(name, "")))


def _public(gathering: Gathering) -> dict[str, Any]:
    """What the public record keeps of it."""
    coming = gathering.registrations.filter(state=Registration.State.COMING).count()
    return {
        "starts_at": gathering.starts_at.isoformat(),
        "ends_at": gathering.ends_at.isoformat(),
        "place": gathering.place,
        "capacity": gathering.capacity,
        "invited": gathering.invited_capacity,
        "coming": coming,
        "care": {name: in_languages(getattr(gathering, name)) for name in CARE},
    }
