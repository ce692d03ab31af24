"""What the page of a process shows, gathered in one place."""

from dataclasses import dataclass
from itertools import chain

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.timezone import localdate

from citizenspring.threads.models import Edge
from citizenspring.threads.queries import changes_within

from . import queries
from .kinds import kind_named
from .models import Activity, Phase, Process

__all__ = ["ProcessPage", "process_page"]

State = Activity.State
NEWEST = 8
LOOKED_AT = 400


@dataclass(frozen=True)
class Panel:
    """An activity and how its stage draws it."""

    activity: Activity
    drawing: SafeString


@dataclass(frozen=True)
class Change:
    """Something new, the newest of what it came from, and how many more that were."""

    edge: Edge
    others: int


@dataclass(frozen=True)
class ProcessPage:
    running: list[Panel]
    planned: list[Panel]
    done: list[Panel]
    drafts: list[Activity]
    changes: list[Change]
    phases: list[tuple[Phase, str]]


def _panels(activities: list[Activity], state: State, request: HttpRequest) -> list[Panel]:
    panels = []
    for activity in activities:
        if activity.state == state:
            template, facts = kind_named(activity.kind).panel(activity, request.user)
            drawing = render_to_string(template, {"activity": activity, **facts}, request)
            panels.append(Panel(activity, drawing))
    return panels


def _changes(process: Process) -> list[Change]:
    """Forty statements grouped into one theme are one change, after what led somewhere."""
    together: dict[object, list[Edge]] = {}
    found, grouped = changes_within(process.node), Edge.Kind.GROUPED_INTO
    steps = [found.exclude(kind=grouped)[:LOOKED_AT], found.filter(kind=grouped)[:LOOKED_AT]]
    for edge in chain.from_iterable(steps):
        together.setdefault((edge.kind, edge.target_id), []).append(edge)
    groups = list(together.values())[:NEWEST]
    return [Change(edges[0], len(edges) - 1) for edges in groups]


def process_page(process: Process, request: HttpRequest) -> ProcessPage:
    """Everything below the question, already limited to what the visitor may see."""
    seen = queries.activities_visible_to(request.user).filter(process=process)
    activities = list(seen)
    for activity in activities:
        activity.process = process
    return ProcessPage(
        running=_panels(activities, State.OPEN, request),
        planned=_panels(activities, State.PLANNED, request),
        done=_panels(activities, State.CLOSED, request),
        drafts=[activity for activity in activities if activity.is_draft],
        changes=_changes(process),
        phases=queries.phases_with_place(process.phases.all(), localdate()),
    )
