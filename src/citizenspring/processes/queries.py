"""Reading processes and activities: what is open, what was decided, what a visitor may see."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.postgres.search import SearchQuery
from django.db.models import Count, Min, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds
from citizenspring.threads.models import Node
from citizenspring.threads.queries import public_nodes_inside

from .models import Activity, Phase, Process
from .texts import folded, missing_languages, named

__all__ = [
    "Due",
    "Find",
    "activities_visible_to",
    "closing_soon",
    "communes_with_counts",
    "contributions",
    "decided",
    "due_transitions",
    "find",
    "missing_for_opening",
    "open_now",
    "organised_by",
    "phases_with_place",
    "themes_in_use",
    "visible_to",
]

INSIDERS = (Role.Kind.ORGANISER, Role.Kind.FACILITATOR)
WORD = re.compile(r"\w+")
MOST_WORDS = 8


def visible_to(visitor: Any) -> QuerySet[Process]:
    """Every process but the drafts of others."""
    everything = Process.objects.all()
    if holds(visitor, *INSIDERS):
        return everything
    shown = ~Q(state=Process.State.DRAFT)
    if isinstance(visitor, Person) and not visitor.is_guest:
        own = visitor.roles.filter(kind__in=INSIDERS, scope__isnull=False).values("scope")
        shown |= Q(pk__in=own)
    return everything.filter(shown)


def organised_by(person: Any) -> QuerySet[Process]:
    """The processes this person may change."""
    if holds(person, Role.Kind.ORGANISER):
        return Process.objects.all()
    if not isinstance(person, Person) or person.is_guest:
        return Process.objects.none()
    own = person.roles.filter(kind=Role.Kind.ORGANISER, scope__isnull=False).values("scope")
    return Process.objects.filter(pk__in=own)


def activities_visible_to(visitor: Any) -> QuerySet[Activity]:
    """Activities of the processes the visitor may see; drafts only for those who run them."""
    everything = Activity.objects.select_related("process", "node")
    if holds(visitor, *INSIDERS):
        return everything
    shown = ~Q(state=Activity.State.DRAFT) & ~Q(process__state=Process.State.DRAFT)
    if isinstance(visitor, Person) and not visitor.is_guest:
        own = visitor.roles.filter(kind__in=INSIDERS, scope__isnull=False).values("scope")
        shown |= Q(process__in=own)
    return everything.filter(shown)


def open_now() -> QuerySet[Process]:
    """Open processes, those with something to do first, the soonest end before the others."""
    running = Q(activities__state=Activity.State.OPEN)
    return (
        Process.objects.filter(state=Process.State.OPEN)
        .annotate(
            open_activities=Count("activities", filter=running),
            opens_next=Min(
                "activities__opens_at", filter=Q(activities__state=Activity.State.PLANNED)
            ),
            closes_next=Min("activities__closes_at", filter=running),
        )
        .prefetch_related(
            "territories",
            Prefetch(
                "activities",
                Activity.objects.filter(state=Activity.State.OPEN).select_related("node"),
                to_attr="open_ones",
            ),
        )
        .order_by("-open_activities", "closes_next", "-opened_at")
    )


def closing_soon(until: datetime) -> QuerySet[Activity]:
    """Open activities that end before ``until``, soonest first."""
    return (
        Activity.objects.filter(
            state=Activity.State.OPEN, closes_at__lte=until, process__state=Process.State.OPEN
        )
        .select_related("process", "node")
        .order_by("closes_at")
    )


def decided() -> QuerySet[Process]:
    """Processes with an outcome, newest decision first."""
    shown = Process.objects.exclude(state=Process.State.DRAFT)
    return shown.filter(decided_at__isnull=False).order_by("-decided_at")


@dataclass(frozen=True)
class Find:
    """What someone looks for; an empty part asks nothing."""

    words: str = ""
    territory: str = ""
    theme: str = ""
    language: str = ""
    state: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Find()


def find(visitor: Any, wanted: Find) -> QuerySet[Process]:
    """Processes the visitor may see that meet everything asked, newest first."""
    found = visible_to(visitor)
    terms = WORD.findall(folded(wanted.words))[:MOST_WORDS]
    if terms:
        query = " & ".join(f"{term}:*" for term in terms)
        found = found.filter(words=SearchQuery(query, config="simple", search_type="raw"))
    if wanted.territory:
        found = found.filter(territories__code=wanted.territory)
    if wanted.theme:
        found = found.filter(themes__contains=[wanted.theme])
    if wanted.language:
        found = found.filter(languages__contains=[wanted.language])
    if wanted.state == "decided":
        found = found.filter(decided_at__isnull=False)
    elif wanted.state:
        found = found.filter(state=wanted.state)
    return found.order_by("-opened_at", "-created_at").prefetch_related("territories")


def communes_with_counts() -> QuerySet[Territory, Territory]:
    """The communes, each with the number of its processes that are not drafts."""
    shown = ~Q(processes__state=Process.State.DRAFT)
    running = Q(processes__state=Process.State.OPEN)
    return Territory.objects.filter(kind=Territory.Kind.COMMUNE).annotate(
        process_count=Count("processes", filter=shown),
        open_count=Count("processes", filter=running),
    )


def themes_in_use() -> dict[str, int]:
    """How many processes that are not drafts carry each theme."""
    rows = Process.objects.exclude(state=Process.State.DRAFT).values_list("themes", flat=True)
    counts: dict[str, int] = {}
    for themes in rows:
        for theme in themes:
            counts[theme] = counts.get(theme, 0) + 1
    return counts


def missing_for_opening(process: Process) -> list[str]:
    """What a process still lacks before everyone may see it, as sentences."""
    sentences = []
    if not process.languages:
        sentences.append(_("Choose the languages of the process."))
    for text, sentence in (
        (process.question, _("The question is missing in: %(languages)s.")),
        (process.promise, _("The promise is missing in: %(languages)s.")),
    ):
        missing = missing_languages(text, process.languages)
        if missing:
            sentences.append(sentence % {"languages": named(missing)})
    return sentences


@dataclass(frozen=True)
class Due:
    """Activities whose time to open or to close has come."""

    opening: list[Activity]
    closing: list[Activity]


def due_transitions(moment: datetime | None = None) -> Due:
    """What should open or close by ``moment`` (default: the database's present)."""
    at = moment or database_now()
    every = Activity.objects.select_related("process", "node")
    return Due(
        list(every.filter(state=Activity.State.PLANNED, opens_at__lte=at)),
        list(every.filter(state=Activity.State.OPEN, closes_at__lte=at)),
    )


def phases_with_place(phases: Iterable[Phase], today: date) -> list[tuple[Phase, str]]:
    """Each phase with its place in time: ``past``, ``now`` or ``ahead``."""
    placed = []
    for phase in phases:
        place = "now"
        if phase.ends_on < today:
            place = "past"
        elif phase.starts_on > today:
            place = "ahead"
        placed.append((phase, place))
    return placed


def contributions() -> QuerySet[Node]:
    """Everything people said that the public may see."""
    return public_nodes_inside()
