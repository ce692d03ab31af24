"""Who may do what with ideas and projects."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

from .models import Idea, Round

__all__ = [
    "may_answer_project",
    "may_change_idea",
    "may_make_project",
    "may_propose_idea",
    "may_support_idea",
]


@rule(_("Anyone may propose an idea while a budget collects them, without an account."))
def may_propose_idea(person: Any, budget: Round) -> bool:
    del budget
    return isinstance(person, Person) and person.is_active


@rule(_("Anyone may support an idea of somebody else, once each, without an account."))
def may_support_idea(person: Any, idea: Idea) -> bool:
    is_somebody = isinstance(person, Person) and person.is_active
    return is_somebody and (idea.person_id is None or idea.person_id != person.pk)


@rule(_("Only whoever proposed an idea may change it or take it back."))
def may_change_idea(person: Any, idea: Idea) -> bool:
    return isinstance(person, Person) and person.is_active and idea.person_id == person.pk


@rule(_("Only organisers of the process may turn ideas into projects and change these."))
def may_make_project(person: Any, budget: Round) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=budget.activity.process_id)


@rule(_("Only organisers and stewards of the process answer whether a project can be done."))
def may_answer_project(person: Any, budget: Round) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.STEWARD
    return holds(person, *kinds, scope=budget.activity.process_id)
