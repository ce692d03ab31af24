"""Who may do what with a gathering."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Process

from .models import Gathering, Registration

__all__ = [
    "may_arrange_room",
    "may_call_gathering",
    "may_change_registration",
    "may_edit_gathering",
    "may_import_registrations",
    "may_keep_doors",
    "may_register",
    "may_register_others",
    "may_say_what_came_after",
    "may_see_registrations",
    "may_see_room",
]


@rule(_("Anyone may register for a gathering while registration is open, without an account."))
def may_register(person: Any, gathering: Gathering) -> bool:
    del gathering
    return isinstance(person, Person) and person.is_active


@rule(_("Only you and the organisers of the process may change or cancel your registration."))
def may_change_registration(person: Any, registration: Registration) -> bool:
    if not isinstance(person, Person):
        return False
    scope = registration.gathering.activity.process_id
    return registration.person_id == person.pk or holds(person, Role.Kind.ORGANISER, scope=scope)


@rule(_("Only organisers of the process may call a gathering in it."))
def may_call_gathering(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(_("Only organisers of the process may change its gatherings."))
def may_edit_gathering(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("At a stand, organisers, facilitators and verifiers of the process register others."))
def may_register_others(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.VERIFIER
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(_("Only organisers of the process see who registered for a gathering and with what needs."))
def may_see_registrations(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Only organisers of the process register many people at once from a list."))
def may_import_registrations(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Only organisers of the process lay tables, seat people and assign facilitators."))
def may_arrange_room(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Only organisers and facilitators of the process see who sits at which table."))
def may_see_room(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(
    _(
        "At the doors, organisers, facilitators and verifiers of the process see names and tickets "
        "and note who comes in."
    )
)
def may_keep_doors(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.VERIFIER
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(_("Only organisers of the process write what a gathering cost and what happens next."))
def may_say_what_came_after(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)
