"""Who may do what with a secret vote and its roll."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Process

from .models import Poll
from .owners import owner_of

__all__ = ["may_keep_roll", "may_key_ballots", "may_make_poll", "may_manage_poll"]


@rule(_("Only organisers of the process may prepare a secret vote in it."))
def may_make_poll(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(_("Only organisers of the process may prepare, open and close its secret votes."))
def may_manage_poll(person: Any, poll: Poll) -> bool:
    organises = holds(person, Role.Kind.ORGANISER, scope=poll.process_id)
    return organises or owner_of(poll).may_manage(person, poll)


@rule(
    _("Verifiers and organisers of the process keep the roll; no one adds or removes anyone alone.")
)
def may_keep_roll(person: Any, poll: Poll) -> bool:
    return holds(person, Role.Kind.VERIFIER, Role.Kind.ORGANISER, scope=poll.process_id)


@rule(
    _(
        "Paper ballots are keyed in by two different people: organisers, facilitators or verifiers "
        "of the process."
    )
)
def may_key_ballots(person: Any, poll: Poll) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.VERIFIER
    return holds(person, *kinds, scope=poll.process_id)
