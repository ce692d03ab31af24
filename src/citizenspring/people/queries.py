"""Reading about people: accounts, the roles they hold, who holds which."""

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Lower

from .addresses import identity_key, spelling
from .domains import is_disposable
from .errors import WAYS_UP, LevelTooLow
from .holding import holds
from .levels import Level
from .models import Attainment, Letter, Person, Role
from .scopes import Scope, all_scopes

__all__ = [
    "Held",
    "holds",
    "is_pending",
    "letters",
    "level_of",
    "person_at",
    "require_level",
    "roles_by_kind",
    "roles_under",
    "steps_of",
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
            str(WAYS_UP[level]),
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
