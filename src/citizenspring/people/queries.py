"""Reading about people: accounts, the roles they hold, who holds which."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.db.models import F, QuerySet
from django.db.models.functions import Lower
from django.utils.timezone import localdate, now

from .addresses import identity_key, spelling
from .domains import is_disposable
from .errors import LevelTooLow
from .holding import holds
from .levels import HOW_TO_REACH, Level
from .models import Attainment, Booking, Centre, Consent, Letter, Person, PowerChange, Role, Slot
from .scopes import Scope, all_scopes

__all__ = [
    "Held",
    "Step",
    "booking_of",
    "centres",
    "changes_of_power",
    "consents_of",
    "free_times",
    "holds",
    "is_confirmed",
    "is_pending",
    "letters",
    "level_of",
    "person_at",
    "require_level",
    "roles_by_kind",
    "roles_under",
    "steps_of",
    "wants_news",
]

SHOWN_LETTERS = 50


def person_at(email: str) -> Person | None:
    """The account of a mailbox, however its address is spelt; the very spelling comes first."""
    accounts = Person.objects.alias(spelt=Lower("email"))
    exact = accounts.filter(spelt=spelling(email)).first()
    return exact or accounts.filter(mail_key=identity_key(email)).first()


def level_of(person: Any) -> Level:
    """What is known of a visitor; of a stranger as little as of a guest."""
    return Level(person.level) if isinstance(person, Person) else Level.GUEST


def require_level(person: Any, level: Level) -> None:
    """Refuse with the way up when the person has not attained the level."""
    if level_of(person) < level:
        raise LevelTooLow(level)


def is_pending(person: Person) -> bool:
    """Whether her proved address counts for nothing, because anybody can have such a one (A14)."""
    is_proved = level_of(person) >= Level.MAIL
    return bool(person.email and not is_proved and is_disposable(person.email))


@dataclass(frozen=True)
class Step:
    """One level on a person's page: hers or not, how she got there, or how she can."""

    level: Level
    is_reached: bool
    attained: list[Attainment]
    way_up: str


def steps_of(person: Person) -> list[Step]:
    """All levels from the lowest, with the person's own attainments."""
    known = list(person.attainments.all())
    return [
        Step(
            level,
            level_of(person) >= level,
            [one for one in known if one.level == level],
            str(HOW_TO_REACH[level]),
        )
        for level in Level
    ]


@dataclass(frozen=True)
class Held:
    """A role as the public sees it: which, whose, where."""

    role: Role
    scope: Scope | None


def _held(roles: QuerySet[Role]) -> list[Held]:
    rows = roles.select_related("person").order_by("kind", "granted_at")
    scopes = all_scopes({role.scope for role in rows if role.scope})
    return [
        Held(role, scopes.get(role.scope) if role.scope else None)
        for role in rows
        if role.scope is None or role.scope in scopes
    ]


def roles_by_kind() -> list[tuple[str, list[Held]]]:
    """Every role with who holds it; power is public."""
    held = [one for one in _held(Role.objects.all()) if one.scope is None or one.scope.is_public]
    return [(str(kind.label), [one for one in held if one.role.kind == kind]) for kind in Role.Kind]


def roles_under(organiser: Person) -> list[Held]:
    """The roles that this organiser may end."""
    scopes = set(organiser.roles.filter(kind=Role.Kind.ORGANISER).values_list("scope", flat=True))
    roles = Role.objects.all() if None in scopes else Role.objects.filter(scope__in=scopes)
    return _held(roles)


def letters() -> QuerySet[Letter]:
    """The newest mails, for the mailbox page of the demo."""
    return Letter.objects.all()[:SHOWN_LETTERS]


def consents_of(person: Person) -> dict[str, Consent]:
    """What the person agrees to now, by kind."""
    return {consent.kind: consent for consent in person.consents.filter(withdrawn_at=None)}


def wants_news(person: Person) -> bool:
    """Whether the person has asked for news by mail and not taken it back."""
    return Consent.Kind.NEWS in consents_of(person)


def changes_of_power() -> QuerySet[PowerChange]:
    """Roles of organisers that somebody has asked to end."""
    return PowerChange.objects.select_related("role__person", "asked_by").order_by("asked_at")


def centres() -> QuerySet[Centre]:
    return Centre.objects.all()


def free_times() -> list[tuple[Centre, list[tuple[date, list[Slot]]]]]:
    """Times to come that have places, by centre and day."""
    coming = Slot.objects.filter(starts_at__gt=now(), taken__lt=F("places"))
    slots = coming.select_related("centre").order_by("centre__name", "centre", "starts_at")
    by_centre = groupby(slots, key=lambda slot: slot.centre)
    return [(centre, _by_day(found)) for centre, found in by_centre]


def _by_day(slots: Iterable[Slot]) -> list[tuple[date, list[Slot]]]:
    days = groupby(slots, key=lambda slot: localdate(slot.starts_at))
    return [(day, list(found)) for day, found in days]


def booking_of(person: Any) -> Booking | None:
    """The place that the person has now."""
    if not isinstance(person, Person):
        return None
    booked = person.bookings.filter(state=Booking.State.BOOKED)
    return booked.select_related("slot__centre").first()


def is_confirmed(person: Any) -> bool:
    """Whether nothing is left to confirm."""
    return level_of(person) >= Level.IN_PERSON
