"""Who may do what with the rounds of a gathering."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Role
from citizenspring.people.queries import holds

from .models import Run

__all__ = ["may_conduct", "may_hide_cards", "may_see_facts"]


@rule(_("Only organisers of the process choose the method of a gathering and keep its clock."))
def may_conduct(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Organisers and facilitators of the process hide a card of a table, with a public reason."))
def may_hide_cards(person: Any, gathering: Gathering) -> bool:
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR
    return holds(person, *kinds, scope=gathering.activity.process_id)


@rule(_("Once a round has ended, everybody may download its facts and count again."))
def may_see_facts(person: Any, run: Run) -> bool:
    return run.ended_at is not None or may_conduct(person, run.gathering)
