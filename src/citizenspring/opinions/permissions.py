"""Who may do what on an opinion map."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Activity, Process

from .models import OpinionMap, StatementTranslation

__all__ = [
    "may_add_statement",
    "may_change_translation",
    "may_download_votes",
    "may_edit_map",
    "may_make_map",
    "may_moderate",
    "may_see_results",
    "may_translate",
    "may_vote",
]


@rule(_("Anyone may vote on a statement while the opinion map is open, without an account."))
def may_vote(person: Any, statement: object) -> bool:
    del statement
    return isinstance(person, Person) and person.is_active


@rule(
    _("Anyone may add a statement, without an account, unless the organiser has closed the list.")
)
def may_add_statement(person: Any, opinion_map: OpinionMap) -> bool:
    return isinstance(person, Person) and person.is_active and opinion_map.allow_statements


@rule(_("You need an account to translate a statement. Sign in with a code sent by mail."))
def may_translate(person: Any, opinion_map: OpinionMap) -> bool:
    del opinion_map
    return isinstance(person, Person) and person.is_active and not person.is_guest


@rule(_("Only the translator or a moderator may change a translation made by a person."))
def may_change_translation(person: Any, translation: StatementTranslation) -> bool:
    if translation.is_machine or (person is not None and translation.by_id == person.pk):
        return True
    return may_moderate(person, translation.statement.map)


@rule(_("Only moderators and facilitators of the process may moderate statements."))
def may_moderate(person: Any, opinion_map: OpinionMap) -> bool:
    kinds = Role.Kind.MODERATOR, Role.Kind.FACILITATOR
    return holds(person, *kinds, scope=opinion_map.activity.process_id)


@rule(_("Only organisers of the process may make an opinion map in it."))
def may_make_map(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(_("Only organisers of the process may change its opinion maps."))
def may_edit_map(person: Any, opinion_map: OpinionMap) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=opinion_map.activity.process_id)


@rule(_("Anyone may see the results, unless the organiser keeps them hidden until the map closes."))
def may_see_results(person: Any, opinion_map: OpinionMap) -> bool:
    is_closed = opinion_map.activity.state == Activity.State.CLOSED
    return opinion_map.shows_results_while_open or is_closed or may_edit_map(person, opinion_map)


@rule(_("The votes can be downloaded once the map has closed; until then by its organisers only."))
def may_download_votes(person: Any, opinion_map: OpinionMap) -> bool:
    is_closed = opinion_map.activity.state == Activity.State.CLOSED
    return is_closed or may_edit_map(person, opinion_map)
