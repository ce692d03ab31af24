"""Reading about people: accounts, the roles they hold, who holds which."""

from dataclasses import dataclass

from django.db.models import QuerySet
from django.db.models.functions import Lower

from .addresses import mail_key
from .holding import holds
from .models import Letter, Person, Role
from .scopes import Scope, all_scopes

__all__ = ["Held", "holds", "letters", "person_at", "roles_by_kind", "roles_under"]

SHOWN_LETTERS = 50


def person_at(email: str) -> Person | None:
    """The account of a mailbox, however its address is spelt."""
    return Person.objects.alias(key=Lower("email")).filter(key=mail_key(email)).first()


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
