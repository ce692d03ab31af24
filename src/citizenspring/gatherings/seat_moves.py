"""What is kept of facilitators, whose copies hold no plans, and the ways to the room."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citizenspring.people import copying, keeping
from citizenspring.people.models import Person

from . import ways
from .models import Facilitator, Gathering
from .permissions import may_arrange_room, may_see_room
from .queries import current_plan

__all__ = ["join"]


def _kept(person: Person) -> Iterable[str]:
    count = Facilitator.objects.filter(person=person).count()
    if count:
        sentence = ngettext(
            "Your name among the facilitators of %(count)s gathering, seen by its organisers.",
            "Your name among the facilitators of %(count)s gatherings, seen by their organisers.",
            count,
        )
        yield sentence % {"count": count}


def _ways(gathering: Gathering, visitor: Any) -> Iterable[ways.Way]:
    if may_arrange_room(visitor, gathering):
        plan = current_plan(gathering)
        yield ways.Way(
            _("Tables and seats"),
            gathering.page("room"),
            "list",
            for_team=True,
            step=9,
            hint=_("Lay tables, name facilitators, seat people, print cards and lists."),
            is_done=bool(plan and plan.is_shown),
        )
    elif may_see_room(visitor, gathering) and current_plan(gathering):
        page = gathering.page("seat-lists")
        yield ways.Way(
            _("Who sits where"), page, "list", for_team=True, moment=ways.Moment.DAY, step=2
        )


def join() -> None:
    """Called when the app starts."""
    keeping.register(_kept)
    copying.about_others("gatherings.SeatingPlan.made_by")
    ways.register(_ways)
