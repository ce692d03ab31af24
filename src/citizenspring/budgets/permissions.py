"""Who may do what in a budget round."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Process

from .models import Commitment, Round

__all__ = [
    "may_decide_round",
    "may_edit_round",
    "may_make_round",
    "may_move_round",
    "may_report",
    "may_see_round",
    "may_set_commitment",
]

INSIDERS = Role.Kind.ORGANISER, Role.Kind.FACILITATOR


@rule(_("Everyone may see a budget round; a draft only those who prepare it."))
def may_see_round(person: Any, budget: Round) -> bool:
    activity = budget.activity
    if not activity.is_draft and not activity.process.is_draft:
        return True
    return holds(person, *INSIDERS, scope=activity.process_id)


@rule(_("Only organisers of the process may make a budget round in it."))
def may_make_round(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(
    _(
        "Only organisers of the process may change a budget round, and nobody once voting has "
        "opened."
    )
)
def may_edit_round(person: Any, budget: Round) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=budget.activity.process_id)


@rule(_("Only organisers of the process may move a budget round to its next stage."))
def may_move_round(person: Any, budget: Round) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=budget.activity.process_id)


@rule(_("Only organisers of the process may say who owes a funded project, and by when."))
def may_set_commitment(person: Any, commitment: Commitment) -> bool:
    scope = commitment.project.round.activity.process_id
    return holds(person, Role.Kind.ORGANISER, scope=scope)


@rule(_("Only its steward and the organisers of the process may report on a funded project."))
def may_report(person: Any, commitment: Commitment) -> bool:
    if person is not None and commitment.steward_id and commitment.steward_id == person.pk:
        return True
    return may_set_commitment(person, commitment)


@rule(
    _("Only organisers of the process may decide a round, and against a count only with a reason.")
)
def may_decide_round(person: Any, budget: Round) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=budget.activity.process_id)
