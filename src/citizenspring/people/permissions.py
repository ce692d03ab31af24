"""Who may give and end roles, and change an account."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule

from .holding import holds
from .models import Person, Role, Slot

__all__ = [
    "Place",
    "may_book",
    "may_change_power",
    "may_change_profile",
    "may_decide_bursts",
    "may_end",
    "may_erase",
    "may_grant",
    "may_organise_centres",
    "may_see_roles_page",
    "may_verify",
]


@dataclass(frozen=True)
class Place:
    """Where a role is to hold: the whole space, or one process."""

    scope: UUID | None


@rule(_("Organisers give roles: those of the space everywhere, those of a process in it."))
def may_grant(person: Any, place: Place) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=place.scope)


@rule(_("A role is ended by an organiser, or laid down by the person who holds it."))
def may_end(person: Any, role: Role) -> bool:
    return role.person_id == getattr(person, "pk", None) or may_grant(person, Place(role.scope))


@rule(_("You change your own page only. The invented persons of a demo stay as they are."))
def may_change_profile(person: Any, profile: Person) -> bool:
    return isinstance(person, Person) and person.pk == profile.pk and not profile.is_persona


@rule(_("Only organisers see the page where roles are given. Who holds which role is public."))
def may_see_roles_page(person: Any, _thing: None) -> bool:
    return isinstance(person, Person) and person.roles.filter(kind=Role.Kind.ORGANISER).exists()


@rule(_("You erase yourself only. The invented persons of a demo stay as they are."))
def may_erase(person: Any, whom: Person) -> bool:
    return isinstance(person, Person) and person.pk == whom.pk and not whom.is_persona


@rule(_("Whoever has an account may book a time at a centre. Sign in first."))
def may_book(person: Any, _slot: Slot | None) -> bool:
    return isinstance(person, Person) and person.is_active and not person.is_guest


@rule(_("Only organisers of this city open centres and their times."))
def may_organise_centres(person: Any, _thing: None) -> bool:
    return holds(person, Role.Kind.ORGANISER)


@rule(_("Only verifiers confirm people, and nobody confirms herself."))
def may_verify(person: Any, _thing: None) -> bool:
    return holds(person, Role.Kind.VERIFIER)


@rule(_("Two organisers together end the role of a third, who has no say in it herself."))
def may_change_power(person: Any, role: Role) -> bool:
    is_of_space = role.kind == Role.Kind.ORGANISER and role.scope is None
    is_other = isinstance(person, Person) and role.person_id != person.pk
    return is_of_space and is_other and holds(person, Role.Kind.ORGANISER)


@rule(_("Moderators and organisers of this city decide on those who are held back."))
def may_decide_bursts(person: Any, _thing: None) -> bool:
    return holds(person, Role.Kind.MODERATOR, Role.Kind.ORGANISER)
