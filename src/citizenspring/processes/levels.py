"""Who may take part in an activity by what is known of her, and her way up where it is too little.

A stage calls ``require_level`` in its act and shows ``gate`` on its page::

    {% include "processes/_gate.html" %}
"""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from citizenspring.people import queries as people
from citizenspring.people.errors import LevelTooLow
from citizenspring.people.levels import Level

from .models import Activity

__all__ = ["Gate", "gate", "gate_to", "require_level"]


@dataclass(frozen=True)
class Gate:
    """What is missing, and where to get it."""

    level: Level
    sentence: str
    label: str
    url: str


def require_level(activity: Activity, person: Any) -> None:
    """Refuse, with what to do next, whoever has not attained what the activity asks."""
    people.require_level(person, activity.level)


def gate(activity: Activity, visitor: Any) -> Gate | None:
    """What a page shows instead of the act, or nothing when the visitor may go on."""
    return gate_to(activity.level, visitor, activity.get_absolute_url())


def gate_to(level: Level, visitor: Any, page: str) -> Gate | None:
    """The same for a level asked elsewhere; signing in leads back to ``page``."""
    if people.level_of(visitor) >= level:
        return None
    is_known = getattr(visitor, "is_guest", True) is False
    if not is_known:
        label, url = _("Sign in"), f"{reverse('account_login')}?next={page}"
    else:
        label, url = _("Raise my level"), reverse("people:levels")
    return Gate(level, str(LevelTooLow(level)), label, url)
