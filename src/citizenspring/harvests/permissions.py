"""Who may do what with themes and a harvest."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.common.permissions import rule
from citizenspring.gatherings.models import Gathering
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

__all__ = ["may_publish_harvest", "may_send_cards", "may_shape_themes"]


@rule(_("Only organisers of the process and facilitators of its tables shape the themes."))
def may_shape_themes(person: Any, gathering: Gathering) -> bool:
    if not isinstance(person, Person):
        return False
    kinds = Role.Kind.ORGANISER, Role.Kind.FACILITATOR
    leads_a_table = gathering.facilitators.filter(person=person).exists
    return holds(person, *kinds, scope=gathering.activity.process_id) or leads_a_table()


@rule(_("Only organisers of the process publish what the tables wrote."))
def may_publish_harvest(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)


@rule(_("Only organisers of the process make statements, ideas or the like from published cards."))
def may_send_cards(person: Any, gathering: Gathering) -> bool:
    return holds(person, Role.Kind.ORGANISER, scope=gathering.activity.process_id)
