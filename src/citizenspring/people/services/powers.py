"""Ending the power of another organiser: two people, a public reason, and time to stop it (A49)."""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import now

from citizenspring.common.clock import database_now
from citizenspring.people.errors import AlreadyAsked, ReasonNeeded, SecondOrganiser, TooNew
from citizenspring.people.models import Person, PowerChange, Role
from citizenspring.people.permissions import may_change_power
from citizenspring.people.recording import record

from .roles import end_for_good

__all__ = ["COOL_OFF", "SETTLED", "agree_to_end", "ask_to_end", "carry_out_changes", "stop_change"]

COOL_OFF = timedelta(hours=48)
# Long enough that an organiser cannot make a second one of herself and be two at once.
SETTLED = timedelta(days=7)


@transaction.atomic
def ask_to_end(role: Role, *, reason: str, by: Person) -> PowerChange:
    """Ask that another organiser of the space loses the role; nothing happens by this alone."""
    may_change_power.require(by, role)
    _require_settled(by)
    if not reason.strip():
        raise ReasonNeeded
    try:
        with transaction.atomic():
            change = PowerChange.objects.create(role=role, asked_by=by, reason=reason.strip())
    except IntegrityError as known:
        raise AlreadyAsked from known
    record("power.asked", facts=_facts(change, by) | {"reason": change.reason})
    return change


@transaction.atomic
def agree_to_end(change: PowerChange, *, by: Person) -> None:
    """A second organiser agrees; it takes effect after the cool-off, unless somebody stops it."""
    may_change_power.require(by, change.role)
    _require_settled(by)
    if change.asked_by_id == by.pk:
        raise SecondOrganiser
    waiting = PowerChange.objects.filter(pk=change.pk, agreed_by=None)
    if not waiting.update(agreed_by=by, due_at=database_now() + COOL_OFF):
        raise AlreadyAsked
    record("power.agreed", facts=_facts(change, by))


@transaction.atomic
def stop_change(change: PowerChange, *, by: Person) -> None:
    """Any organiser but the one concerned can stop it before its time."""
    may_change_power.require(by, change.role)
    if PowerChange.objects.filter(pk=change.pk).delete()[0]:
        record("power.stopped", facts=_facts(change, by))


def carry_out_changes() -> None:
    """End the roles whose time has come."""
    for change in PowerChange.objects.filter(due_at__lte=now()).select_related("role", "asked_by"):
        with transaction.atomic():
            if PowerChange.objects.select_for_update().filter(pk=change.pk).exists():
                end_for_good(change.role, change.asked_by)


def _require_settled(organiser: Person) -> None:
    held = organiser.roles.filter(kind=Role.Kind.ORGANISER, scope=None)
    if not held.filter(granted_at__lte=now() - SETTLED).exists():
        raise TooNew


def _facts(change: PowerChange, by: Person) -> dict[str, str]:
    return {"of": change.role.person.pseudonym("roles"), "by": by.pseudonym("roles")}
