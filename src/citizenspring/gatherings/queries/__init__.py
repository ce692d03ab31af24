"""What pages of gatherings show."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from i18nfield.strings import LazyI18nString

from citizenspring.common.errors import Missing
from citizenspring.gatherings.errors import (
    DayOver,
    GatheringCancelled,
    RegistrationClosed,
    RegistrationNotOpen,
)
from citizenspring.gatherings.models import CARE, Gathering, Registration
from citizenspring.gatherings.permissions import may_edit_gathering, may_keep_doors
from citizenspring.people.models import Person

from .doors import (
    DoorCounts,
    arrival_of,
    changed_since,
    counts_of,
    expected_at,
    people_called,
    shown_table,
)
from .seats import (
    current_plan,
    my_seats,
    people_at,
    plan_under_way,
    rounds_of,
    shown_plan,
    spoken_at_tables,
    table_of,
    tables_of,
)

__all__ = [
    "DoorCounts",
    "all_registered",
    "arrival_of",
    "care_of",
    "changed_since",
    "counts_of",
    "current_plan",
    "doors_at",
    "expected_at",
    "gathering_at",
    "gathering_of_code",
    "my_seats",
    "needs_of",
    "people_at",
    "people_called",
    "place_in_line",
    "plan_under_way",
    "registration_of",
    "require_registering",
    "rounds_of",
    "shown_plan",
    "shown_table",
    "spoken_at_tables",
    "table_of",
    "tables_of",
    "waiting_count",
]


def gathering_at(process: str, activity: str, visitor: Any) -> Gathering:
    """The gathering at an address, or 404 where the visitor may not see it."""
    rows = Gathering.objects.select_related("activity__process", "activity__node")
    found = rows.filter(activity__process__slug=process, activity__slug=activity).first()
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def doors_at(process: str, activity: str, visitor: Any) -> Gathering:
    """The gathering at an address, for those who keep its doors."""
    found = gathering_at(process, activity, visitor)
    may_keep_doors.require(visitor, found)
    return found


def gathering_of_code(code: str, visitor: Any) -> Gathering:
    """The gathering that a poster leads to."""
    rows = Gathering.objects.select_related("activity__process", "activity__node")
    found = rows.filter(code=code.upper()).first()
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def _is_visible(gathering: Gathering, visitor: Any) -> bool:
    activity = gathering.activity
    is_public = activity.process.opened_at and not activity.is_draft
    return bool(is_public) or may_edit_gathering(visitor, gathering)


def registration_of(gathering: Gathering, person: Any) -> Registration | None:
    """What the person has said, if she comes or waits."""
    if not isinstance(person, Person):
        return None
    rows = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    found = rows.filter(person=person).select_related("home").first()
    if found:
        found.gathering = gathering
    return found


def place_in_line(registration: Registration) -> int:
    """How many wait up to and with this one; the next to move up is 1."""
    waiting = registration.gathering.registrations.filter(state=Registration.State.WAITING)
    return waiting.filter(number__lte=registration.number).count()


def all_registered(gathering: Gathering) -> QuerySet[Registration]:
    """Everybody with a place and then those who wait, in the order in which they registered."""
    rows = gathering.registrations.exclude(state=Registration.State.CANCELLED)
    return rows.select_related("home").order_by("state", "number")


def needs_of(gathering: Gathering) -> QuerySet[Registration]:
    """Who has a place and said what she needs."""
    return all_registered(gathering).filter(state=Registration.State.COMING).exclude(needs="")


def waiting_count(gathering: Gathering) -> int:
    """How many are on the waiting list."""
    return gathering.registrations.filter(state=Registration.State.WAITING).count()


def care_of(gathering: Gathering) -> list[tuple[str, str, LazyI18nString]]:
    """The care block: icon, heading and text of each part."""
    parts = {
        "access": ("accessibility", _("Access")),
        "interpreting": ("languages", _("Languages and interpreters")),
        "childcare": ("heart", _("Childcare")),
        "meals": ("leaf", _("Meals")),
        "transport": ("bike", _("Transport")),
    }
    return [(*parts[name], getattr(gathering, name)) for name in CARE]


def require_registering(gathering: Gathering) -> None:
    """Refuse before a guest is made for a registration that cannot be kept."""
    if gathering.is_cancelled:
        raise GatheringCancelled
    if gathering.activity.closed_at:
        raise RegistrationClosed
    if gathering.has_begun:
        raise DayOver
    if not gathering.activity.is_open:
        raise RegistrationNotOpen
