"""What an organiser's page of a process shows: what is missing, what can be done next."""

from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _

from . import queries
from .acts import ACTIVITY_ACTS, PROCESS_ACTS, Act
from .kinds import ActivityKind, all_kinds
from .models import Activity, Phase, Process
from .permissions import may_organise, may_run
from .texts import missing_languages, named

__all__ = ["Workshop", "workshop"]

NEXT = {
    Activity.State.DRAFT: ("plan", "open"),
    Activity.State.PLANNED: ("open", "unplan"),
    Activity.State.OPEN: ("close",),
}
NEXT_OF_PROCESS = {
    Process.State.DRAFT: ("open",),
    Process.State.OPEN: ("close",),
    Process.State.CLOSED: ("archive",),
}


@dataclass(frozen=True)
class ActivityRow:
    activity: Activity
    acts: list[Act]
    missing: str


@dataclass(frozen=True)
class Workshop:
    missing: list[str]
    advice: list[str]
    acts: list[Act]
    phases: list[Phase]
    activities: list[ActivityRow]
    kinds: list[tuple[ActivityKind, str]]
    may_organise: bool


def _offered(process: Process) -> list[tuple[ActivityKind, str]]:
    offered = []
    for kind in all_kinds():
        try:
            offered.append((kind, reverse(kind.new_url_name, args=[process.slug])))
        except NoReverseMatch:
            continue
    return offered


def _advice(process: Process, activities: list[Activity]) -> list[str]:
    """What a good process has, though it may open without."""
    advice = []
    if missing_languages(process.summary, process.languages):
        advice.append(_("Say in each language why the question is asked."))
    if not process.phases.all():
        advice.append(_("Add phases, so that people see when things happen."))
    if not activities:
        advice.append(_("Add an activity, so that people can take part."))
    return advice


def _row(activity: Activity, person: Any) -> ActivityRow:
    names = NEXT.get(Activity.State(activity.state), ())
    if activity.is_draft and (activity.opens_at is None or activity.opens_at <= now()):
        names = ("open",)
    usable = activity.process.is_open and may_run(person, activity)
    acts = [ACTIVITY_ACTS[name] for name in names] if usable else []
    missing = missing_languages(activity.title, activity.process.languages)
    return ActivityRow(activity, acts, named(missing))


def workshop(process: Process, person: Any) -> Workshop:
    activities = list(process.activities.select_related("node", "process"))
    is_organiser = may_organise(person, process)
    return Workshop(
        missing=queries.missing_for_opening(process) if process.is_draft else [],
        advice=_advice(process, activities) if process.is_draft else [],
        acts=[PROCESS_ACTS[name] for name in NEXT_OF_PROCESS.get(Process.State(process.state), ())]
        if is_organiser
        else [],
        phases=list(process.phases.all()),
        activities=[_row(activity, person) for activity in activities],
        kinds=_offered(process) if is_organiser and not process.closed_at else [],
        may_organise=is_organiser,
    )
