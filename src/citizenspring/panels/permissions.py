"""Who may do what with a panel."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

from .models import Volunteer

__all__ = ["may_answer_letter", "may_key_in_answers", "may_run_panel", "may_settle_seat"]


@rule(_("Only organisers of the process may prepare, invite and draw the panel of a gathering."))
def may_run_panel(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Whoever holds a letter may answer it, once, without an account."))
def may_answer_letter(person: Any, gathering: Gathering) -> bool:
    del gathering
    return isinstance(person, Person) and person.is_active


@rule(
    _("Answers by phone and on paper are keyed in by organisers and facilitators of the process.")
)
def may_key_in_answers(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(
    _("Only you, who hold the receipt, and the organisers may say whether you take a drawn seat.")
)
def may_settle_seat(person: Any, volunteer: Volunteer) -> bool:
    if isinstance(person, Person) and volunteer.person_id == person.pk:
        return True
    return may_run_panel(person, volunteer.panel.gathering)
