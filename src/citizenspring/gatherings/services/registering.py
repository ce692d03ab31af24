"""Registering, changing what was said, and not coming after all.

Whoever registers or cancels holds the gathering's row, so the last place goes to one person and
the waiting list has one order.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid5

from django.db import transaction

from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.common.ids import uuid7
from citizenspring.gatherings.errors import (
    DayOver,
    GatheringCancelled,
    LetterUnknown,
    LetterUsed,
    NameMissing,
    NotRegistered,
    RegistrationClosed,
    RegistrationNotOpen,
)
from citizenspring.gatherings.models import Gathering, Letter, Registration
from citizenspring.gatherings.permissions import (
    may_change_registration,
    may_register,
    may_register_others,
)
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.processes.errors import ActivityClosed, ActivityNotOpen
from citizenspring.processes.levels import require_level
from citizenspring.processes.services import require_open

from .filling import fill_places, give_back_place
from .letters import digest_of_letter
from .telling import tell_registered, tell_struck

__all__ = [
    "RegistrationFacts",
    "cancel_registration",
    "register",
    "register_at_stand",
    "say",
]

State = Registration.State
How = Registration.How


@dataclass(frozen=True)
class RegistrationFacts:
    """What somebody says of herself; all but the name may be left out."""

    name: str
    language: str = "fr"
    speaks: Sequence[str] = ()
    home: Territory | None = None
    age: str = ""
    gender: str = ""
    education: str = ""
    needs: str = ""


@transaction.atomic
def register(
    gathering: Gathering, facts: RegistrationFacts, *, by: Person, code: str = ""
) -> Registration:
    """Take a place, or stand on the waiting list; sent twice it is one registration.

    ``code`` is that of a letter, which brings one of the places kept for the invited.
    """
    may_register.require(by, gathering)
    _require_open(gathering)
    held = _hold(gathering)
    known = held.registrations.filter(person=by).first()
    if known and known.state != State.CANCELLED:
        return _changed(held, known, facts)
    require_level(gathering.activity, by)
    made = known or Registration(gathering=held, person=by)
    # Whoever gave her place back and comes after all still has the letter that invited her.
    letter = _opened(held, code, made.letter) if code else made.letter
    made.how, made.letter = (How.LETTER if letter else How.ONLINE), letter
    made.cancelled_at = made.moved_up_at = None
    say(held, made, facts)
    _take_place(held, made)
    tell_registered(held, made)
    return made


@transaction.atomic
def register_at_stand(
    gathering: Gathering, facts: RegistrationFacts, *, by: Person, sent: str = ""
) -> Registration:
    """Register somebody who stands in front of a helper; she gets her ticket on paper.

    ``sent`` names the form that was filled in: sent twice it is one registration.
    """
    may_register_others.require(by, gathering)
    _require_open(gathering)
    held = _hold(gathering)
    # Of the helper and the gathering too, so that no other row can be named.
    key = uuid5(held.pk, f"{by.pk}\n{sent}") if sent else uuid7()
    if twin := held.registrations.filter(pk=key).first():
        return twin
    made = Registration(pk=key, gathering=held, how=How.STAND, keyed_by=by)
    say(held, made, facts)
    _take_place(held, made)
    record("registration.at_stand", by=by, about=held.activity.node_id)
    return made


@transaction.atomic
def cancel_registration(registration: Registration, *, by: Person) -> Registration:
    """Not come after all; the first who waits has the place at once."""
    may_change_registration.require(by, registration)
    held = _hold(registration.gathering)
    now = _current(held, registration)
    give_back_place(held, now)
    now.state, now.cancelled_at = State.CANCELLED, database_now()
    # The letter stays used: its code was meant for one person.
    now.save(update_fields=["state", "cancelled_at", "holds_invited"])
    fill_places(held)
    if by.pk != now.person_id:
        record("registration.cancelled_for", by=by, about=held.activity.node_id)
        tell_struck(held, now, by=by)
    return now


def _require_open(gathering: Gathering) -> None:
    try:
        require_open(gathering.activity)
    except ActivityClosed as refusal:
        raise RegistrationClosed from refusal
    except ActivityNotOpen as refusal:
        raise RegistrationNotOpen from refusal


def _hold(gathering: Gathering) -> Gathering:
    """The gathering as it is now, held still until this transaction ends."""
    held = Gathering.objects.select_for_update().get(pk=gathering.pk)
    held.activity = gathering.activity
    if held.is_cancelled:
        raise GatheringCancelled
    if held.starts_at <= database_now():
        raise DayOver
    return held


def _current(held: Gathering, registration: Registration) -> Registration:
    now = held.registrations.exclude(state=State.CANCELLED).filter(pk=registration.pk).first()
    if now is None:
        raise NotRegistered
    now.gathering = held
    return now


def _opened(held: Gathering, code: str, hers: Letter | None) -> Letter:
    """The letter, used from now on; its row decides between two who type the same code."""
    letters = held.letters.filter(digest=digest_of_letter(held, code))
    if hers and letters.filter(pk=hers.pk).exists():
        return hers
    if letters.filter(used_at=None).update(used_at=database_now()):
        return letters.get()
    raise LetterUsed if letters.exists() else LetterUnknown


def _changed(held: Gathering, made: Registration, facts: RegistrationFacts) -> Registration:
    say(held, made, facts)
    made.save()
    return made


def say(held: Gathering, made: Registration, facts: RegistrationFacts) -> None:
    """What is not asked for is not kept."""
    name = " ".join(facts.name.split())
    if not name:
        raise NameMissing
    made.gathering, made.name, made.needs = held, name[:120], facts.needs.strip()
    made.language, made.speaks = facts.language, list(facts.speaks) or [facts.language]
    made.home = facts.home if "commune" in held.asks else None
    for field in ("age", "gender", "education"):
        setattr(made, field, getattr(facts, field) if field in held.asks else "")


def _take_place(held: Gathering, made: Registration) -> None:
    held.last_number += 1
    made.number, made.made_at = held.last_number, database_now()
    made.holds_invited = bool(made.letter) and held.invited_taken < held.invited_capacity
    if made.holds_invited:
        held.invited_taken += 1
        made.state = State.COMING
    elif held.taken < held.capacity:
        held.taken += 1
        made.state = State.COMING
    else:
        made.state = State.WAITING
    held.save(update_fields=["last_number", "taken", "invited_taken"])
    made.save()
