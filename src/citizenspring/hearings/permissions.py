"""Who may do what in a hearing."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.gatherings.models import Gathering, Registration
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

from .models import Expert

__all__ = ["may_answer", "may_ask_in_hearing", "may_prepare_hearing", "may_sort_questions"]


@rule(_("Only organisers of the process prepare a hearing: its experts, briefs and hours."))
def may_prepare_hearing(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Organisers and facilitators of the process put questions together that say the same."))
def may_sort_questions(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(
    _(
        "An expert or witness answers for herself; organisers and facilitators of the process may "
        "write down what she said in the room."
    )
)
def may_answer(person: Any, expert: Expert) -> bool:
    is_herself = isinstance(person, Person) and expert.person_id == person.pk
    return is_herself or may_sort_questions(person, expert.hearing.gathering)


@rule(
    _(
        "Whoever came in at the door asks, supports questions and rates answers, once each. "
        "Experts and witnesses never do."
    )
)
def may_ask_in_hearing(registration: Any, gathering: Gathering) -> bool:
    if not isinstance(registration, Registration) or registration.gathering_id != gathering.pk:
        return False
    arrival = getattr(registration, "arrival", None)
    return registration.has_vote and arrival is not None and arrival.left_at is None
