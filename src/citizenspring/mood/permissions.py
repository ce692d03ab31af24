"""Who may do what with a mood check."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.processes.models import Process

from .models import Answer, MoodCheck

__all__ = [
    "may_answer",
    "may_confirm_in_person",
    "may_edit_mood",
    "may_key_in",
    "may_make_mood",
    "may_withdraw",
]


@rule(_("Anyone may answer a mood check while it is open, without an account."))
def may_answer(person: Any, mood: MoodCheck) -> bool:
    del mood
    return isinstance(person, Person) and person.is_active


@rule(_("You may change or take back your own answer only."))
def may_withdraw(person: Any, answer: Answer) -> bool:
    return isinstance(person, Person) and answer.person_id == person.pk


@rule(_("Only organisers of the process may make a mood check in it."))
def may_make_mood(person: Any, process: Process) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=process.pk)


@rule(_("Only organisers of the process may change its mood checks."))
def may_edit_mood(person: Any, mood: MoodCheck) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=mood.activity.process_id)


@rule(_("Only verifiers may confirm answers in person, and never their own."))
def may_confirm_in_person(person: Any, mood: MoodCheck) -> bool:
    return holds(person, Role.Kind.VERIFIER, scope=mood.activity.process_id)


@rule(_("Paper answers are keyed in by organisers, facilitators and verifiers of the process."))
def may_key_in(person: Any, mood: MoodCheck) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.VERIFIER
    return holds(person, *kinds, scope=mood.activity.process_id)
