"""The team's way through a gathering: its pages in the order in which they are needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from .models import Gathering
from .permissions import may_edit_gathering, may_keep_doors, may_register_others
from .ways import Moment, Way, register

__all__ = ["Part", "next_of", "offer", "parts_of"]

TITLES: dict[Moment, str | Promise] = {
    Moment.BEFORE: _("Before the day"),
    Moment.DAY: _("On the day"),
    Moment.AFTER: _("Afterwards"),
}


@dataclass(frozen=True)
class Part:
    """One stretch of the way; ``is_now`` by the clock."""

    moment: Moment
    ways: list[Way]
    is_now: bool

    @property
    def title(self) -> str | Promise:
        return TITLES[self.moment]


def _moment_of(gathering: Gathering) -> Moment:
    if gathering.is_today and gathering.ends_at > now():
        return Moment.DAY
    return Moment.AFTER if gathering.has_begun else Moment.BEFORE


def parts_of(gathering: Gathering, ways: Iterable[Way]) -> list[Part]:
    """The ways for the team by moment; a moment without any is left out."""
    known = sorted(ways, key=lambda way: way.step)
    current = _moment_of(gathering)
    by_moment = {one: [way for way in known if way.moment is one] for one in Moment}
    return [Part(one, ways, one is current) for one, ways in by_moment.items() if ways]


def next_of(parts: list[Part]) -> Way | None:
    """What is to be done first, of what is due by now."""
    for part in parts:
        found = next((way for way in part.ways if way.is_done is False), None)
        if found and _is_due(part, parts):
            return found
    return None


def _is_due(part: Part, parts: list[Part]) -> bool:
    current = next((one.moment for one in parts if one.is_now), Moment.BEFORE)
    # On the day, what was not prepared is still to be done, and the harvest as soon as all is over.
    return current is Moment.DAY or part.moment is current


def _opening(gathering: Gathering) -> Way:
    activity = gathering.activity
    if activity.process.is_open:
        address = reverse(
            "processes:activity_act", args=[activity.process.slug, activity.slug, "open"]
        )
        hint = _("From then on everybody sees this page and can register.")
        return Way(_("Open registration"), address, "users", step=2, hint=hint, is_done=False)
    address = reverse("processes:organise", args=[activity.process.slug])
    hint = _("Registration can be opened once the process is open.")
    return Way(_("Open the process"), address, "users", step=2, hint=hint, is_done=False)


def _calling(gathering: Gathering) -> Iterator[Way]:
    yield Way(
        _("Change the call"),
        gathering.page("edit"),
        "pencil",
        step=1,
        hint=_("Day, place, care, and what people may say of themselves."),
        is_done=not gathering.missing_care,
    )
    if gathering.activity.is_draft:
        yield _opening(gathering)
    if not gathering.has_begun:
        hint = _("Codes that each work once.")
        yield Way(_("Invite by letter"), gathering.page("letters"), "mail", step=4, hint=hint)
    hint = _("Everybody with a place or waiting for one, and what they need.")
    yield Way(_("Who comes"), gathering.page("registrations"), "users", step=6, hint=hint)


def _ways(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    if may_edit_gathering(visitor, gathering):
        yield from _calling(gathering)
    is_open = gathering.activity.is_open and not gathering.has_begun
    if is_open and may_register_others(visitor, gathering):
        hint = _("For whoever stands before you.")
        yield Way(
            _("Register somebody at a stand"), gathering.page("stand"), "plus", step=5, hint=hint
        )
    is_held = not gathering.is_cancelled and not gathering.activity.is_draft
    if is_held and may_keep_doors(visitor, gathering):
        yield Way(
            _("The doors"),
            gathering.page("doors"),
            "log-in",
            moment=Moment.DAY,
            step=1,
            hint=_("Let people in by code, name or list. Print the list the day before."),
            is_done=gathering.arrivals.exists(),
        )


def _for_team(gathering: Gathering, visitor: Any) -> Iterator[Way]:
    yield from (replace(way, for_team=True) for way in _ways(gathering, visitor))


def offer() -> None:
    """Called when the app starts."""
    register(_for_team)
