"""Who may do what with processes and their activities."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Role
from citizenspring.people.queries import holds

from .models import Activity, Process

__all__ = ["may_organise", "may_prepare", "may_run", "may_see", "may_start_process"]


@rule(_("Only organisers of this city may start a process."))
def may_start_process(person: Any, _thing: None) -> bool:
    return holds(person, Role.Kind.ORGANISER)


@rule(_("Only organisers of this city or of this process may change it."))
def may_organise(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(_("Only organisers and facilitators of this process may open and close its activities."))
def may_run(person: Any, activity: Activity) -> bool:
    kinds = (Role.Kind.ORGANISER, Role.Kind.FACILITATOR)
    return holds(person, *kinds, scope=activity.process_id)


@rule(_("Everyone may see a process; a draft only its organisers and facilitators."))
def may_see(person: Any, process: Process) -> bool:
    kinds = (Role.Kind.ORGANISER, Role.Kind.FACILITATOR)
    return not process.is_draft or holds(person, *kinds, scope=process.pk)


@rule(_("Only organisers and facilitators of a process see the page from which it is run."))
def may_prepare(person: Any, process: Process) -> bool:
    kinds = (Role.Kind.ORGANISER, Role.Kind.FACILITATOR)
    return holds(person, *kinds, scope=process.pk)
