"""Who may report, moderate, second, appeal and answer."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

from .kinds import Contribution, contribution_of
from .models import Appeal, Decision

__all__ = [
    "MODERATORS",
    "may_answer_appeal",
    "may_appeal",
    "may_moderate",
    "may_report",
    "may_second",
    "may_see_queue",
    "may_withdraw",
]

MODERATORS = Role.Kind.MODERATOR, Role.Kind.FACILITATOR


@rule(_("Anyone may report a contribution, without an account. Each person counts once."))
def may_report(person: Any, contribution: Contribution) -> bool:
    del contribution
    return person is None or not isinstance(person, Person) or person.is_active


@rule(_("Only moderators and facilitators of the process decide about what was written in it."))
def may_moderate(person: Any, contribution: Contribution) -> bool:
    return holds(person, *MODERATORS, scope=contribution.scope)


@rule(_("Only moderators and facilitators see the queue of moderation."))
def may_see_queue(person: Any, _thing: None) -> bool:
    if not isinstance(person, Person) or person.is_guest or not person.is_active:
        return False
    return person.roles.filter(kind__in=MODERATORS).exists()


@rule(_("What one moderator proposes, another one agrees to or declines."))
def may_second(person: Any, decision: Decision) -> bool:
    return decision.by_id != getattr(person, "pk", None) and may_moderate(
        person, contribution_of(decision.node)
    )


@rule(_("Only the author of what was hidden may ask for a second look."))
def may_appeal(person: Any, decision: Decision) -> bool:
    author = contribution_of(decision.node).author
    return isinstance(person, Person) and author is not None and author == person.pk


@rule(_("An appeal is answered by a moderator who had no part in the decision."))
def may_answer_appeal(person: Any, appeal: Appeal) -> bool:
    decision, mine = appeal.decision, getattr(person, "pk", None)
    if mine in {decision.by_id, decision.seconded_by_id, appeal.person_id}:
        return False
    return holds(person, *MODERATORS, scope=decision.scope)


@rule(_("You may take back what you wrote yourself."))
def may_withdraw(person: Any, contribution: Contribution) -> bool:
    return isinstance(person, Person) and contribution.author == person.pk
