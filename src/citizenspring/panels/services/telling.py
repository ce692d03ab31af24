"""Telling those who were drawn, those who step in and those in reserve, as they can be reached."""

from collections.abc import Iterable
from typing import Any

from citizenspring.notifications.services import notify
from citizenspring.panels.models import Member, Panel, Volunteer
from citizenspring.people import mail

__all__ = ["tell_drawn", "tell_stepped_in"]


def tell_drawn(panel: Panel) -> None:
    """Everybody in the pool hears what became of her answer."""
    seated = panel.members.exclude(state=Member.State.LEFT).select_related("volunteer__person")
    members = [one.volunteer for one in seated]
    _tell("panel.drawn", panel, members)
    rest = panel.volunteers.filter(member=None, gone_at=None).select_related("person")
    _tell("panel.reserve", panel, rest)


def tell_stepped_in(panel: Panel, joined: Iterable[Volunteer]) -> None:
    _tell("panel.stepped_in", panel, joined)


def _tell(kind: str, panel: Panel, volunteers: Iterable[Volunteer]) -> None:
    """By news where she has an account, by mail where she left an address alone."""
    found = list(volunteers)
    gathering = panel.gathering
    when: dict[str, Any] = {"when": gathering.starts_at, "place": gathering.place}
    about, url = gathering.activity.node, panel.page("seat")
    people = [one.person for one in found if one.person]
    if people:
        notify(kind, people, about=about, url=url, facts=when, key=f"{kind}-{panel.pk}")
    template = kind.replace(".", "/")
    for one in found:
        if one.mail and not (one.person and one.person.email):
            facts: dict[str, Any] = {"panel": panel, "gathering": gathering, "address": url}
            mail.write(template, to=one.mail, language=one.language, **facts)
