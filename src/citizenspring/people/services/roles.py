"""Giving and ending roles. Power is public: who holds what is shown, and the record keeps it."""

from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import override as speaking

from citizenspring.common.errors import Refusal
from citizenspring.people import mail
from citizenspring.people.addresses import clean_address, identity_key
from citizenspring.people.errors import (
    AlreadyHeld,
    LastModerator,
    LastOrganiser,
    NotForYourself,
    TwoNeeded,
)
from citizenspring.people.models import Person, Role
from citizenspring.people.permissions import Place, may_end, may_grant
from citizenspring.people.queries import person_at
from citizenspring.people.recording import record
from citizenspring.people.scopes import scope_named

__all__ = ["end_for_good", "end_role", "first_organiser", "grant_role", "lay_down_all"]


@transaction.atomic
def grant_role(email: str, kind: Role.Kind, *, by: Person, scope: UUID | None = None) -> Role:
    """Trust the owner of a mailbox with a role; she is told by mail, and needs no account yet."""
    may_grant.require(by, Place(scope))
    person = _invited(email)
    if person.pk == by.pk:
        raise NotForYourself
    return _grant(person, kind, scope=scope, by=by)


@transaction.atomic
def end_role(role: Role, *, by: Person) -> None:
    """Take a role back, or lay one's own down; the space always keeps an organiser."""
    may_end.require(by, role)
    if role.kind == Role.Kind.ORGANISER and role.scope is None and role.person_id != by.pk:
        raise TwoNeeded
    end_for_good(role, by)


def lay_down_all(person: Person) -> None:
    """Lay down every role, for good; the last organiser cannot."""
    for role in person.roles.all():
        end_for_good(role, person)


def end_for_good(role: Role, by: Person) -> None:
    """End it, whoever has decided so; the space always keeps an organiser."""
    if role.kind == Role.Kind.ORGANISER and role.scope is None:
        _require_another(role, LastOrganiser)
    if role.kind == Role.Kind.MODERATOR:
        _require_another(role, LastModerator)
    Role.objects.filter(pk=role.pk).delete()
    _end_sessions(role.person)
    record("role.ended", facts=_facts(role, by))


def _require_another(role: Role, refusal: type[Refusal]) -> None:
    """Somebody else must hold the same role there, or in the whole space."""
    places = Q(scope=None) | Q(scope=role.scope) if role.scope else Q(scope=None)
    everyone = Role.objects.filter(places, kind=role.kind, person__is_active=True)
    # Locked in one order, so that two people cannot remove each other at once.
    found = everyone.select_for_update(of=["self"]).order_by("pk")
    if not [other for other in found if other.person_id != role.person_id]:
        raise refusal


@transaction.atomic
def first_organiser(email: str) -> Person:
    """Make an organiser from the command line, where there is nobody yet to give the role."""
    person = _invited(email)
    held = person.roles.filter(kind=Role.Kind.ORGANISER, scope=None)
    if not held.exists():
        _grant(person, Role.Kind.ORGANISER, scope=None, by=None)
    return person


def _invited(email: str) -> Person:
    """The account of a mailbox, made now if there is none; only a code sent there opens it."""
    if person := person_at(email):
        return person
    language = get_language() or settings.LANGUAGE_CODE
    person = Person(email=clean_address(email), is_guest=False, language=language)
    person.mail_key = identity_key(email)
    person.set_unusable_password()
    person.save(force_insert=True)
    return person


def _grant(person: Person, kind: Role.Kind, *, scope: UUID | None, by: Person | None) -> Role:
    role = Role(person=person, kind=kind, scope=scope, granted_by=by)
    Role.objects.bulk_create([role], ignore_conflicts=True)
    if not Role.objects.filter(pk=role.pk).exists():
        raise AlreadyHeld
    _end_sessions(person)
    record("role.granted", facts=_facts(role, by))
    _tell(role)
    return role


def _end_sessions(person: Person) -> None:
    """With other powers begins another session; one that somebody copied holds none (A34)."""
    if not person.is_persona:
        person.set_unusable_password()
        person.save(update_fields=["password"])


def _tell(role: Role) -> None:
    person, place = role.person, scope_named(role.scope)
    if person.is_persona:
        return
    with speaking(person.language):
        name = role.get_kind_display()
    mail.write(
        "role",
        to=str(person.email),
        language=person.language,
        role=name,
        place=place.name if place else "",
    )


def _facts(role: Role, by: Person | None) -> dict[str, str]:
    """Pseudonyms of this context only: holding power says nothing about what someone voted."""
    return {
        "role": role.kind,
        "in": str(role.scope) if role.scope else "space",
        "to": role.person.pseudonym("roles"),
        "by": by.pseudonym("roles") if by else "command line",
    }
