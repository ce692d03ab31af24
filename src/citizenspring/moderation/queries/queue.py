"""What waits for a moderator: open cases, proposals of others, appeals."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import numpy as np
from django.core.paginator import Page, Paginator
from django.db.models import Count, Q, QuerySet

from citizenspring.engines.language import NEAR_DUPLICATE, near_duplicates
from citizenspring.moderation.kinds import Contribution, contributions
from citizenspring.moderation.models import Appeal, Case, Decision, Report
from citizenspring.moderation.permissions import MODERATORS, may_moderate
from citizenspring.moderation.reasons import Ground
from citizenspring.people.models import Person
from citizenspring.people.scopes import Scope, all_scopes
from citizenspring.threads.models import Node

__all__ = [
    "CaseView",
    "Dossier",
    "QueueWanted",
    "appeals_for",
    "counts_for",
    "dossier",
    "grounds_open",
    "proposals_for",
    "queue_page",
    "scopes_of",
]

ROWS = 25


@dataclass(frozen=True)
class QueueWanted:
    """Which cases a moderator asks for; an empty part asks nothing."""

    ground: str = ""
    origin: str = ""
    scope: UUID | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "QueueWanted":
        ground, origin = query.get("ground", ""), query.get("origin", "")
        try:
            scope = UUID(query.get("scope", ""))
        except ValueError:
            scope = None
        return cls(
            ground if ground in Ground.values else "",
            origin if origin in Case.Origin.values else "",
            scope,
        )

    @property
    def address(self) -> str:
        wanted = {"ground": self.ground, "origin": self.origin, "scope": self.scope}
        return urlencode({name: value for name, value in wanted.items() if value})


@dataclass(frozen=True)
class CaseView:
    """A case with its contribution and what was said about it; ``group`` numbers those alike."""

    case: Case
    thing: Contribution
    reports: Sequence[Report]
    grounds: Sequence[tuple[str, int]]
    earlier: Sequence[Decision]
    proposal: Decision | None
    group: int = 0


@dataclass
class Group:
    """Cases next to one another whose words are alike, or one alone."""

    number: int
    cases: list[CaseView] = field(default_factory=list)


@dataclass(frozen=True)
class Dossier:
    """All that moderators know of one contribution."""

    thing: Contribution
    case: Case | None
    reports: Sequence[Report]
    decisions: Sequence[Decision]


def _where(person: Person) -> Q:
    """The places in which the person moderates."""
    held = set(person.roles.filter(kind__in=MODERATORS).values_list("scope", flat=True))
    return Q() if None in held else Q(scope__in=held)


def _open(person: Person) -> QuerySet[Case]:
    return Case.objects.filter(_where(person), settled_at=None)


def queue_page(person: Person, wanted: QueueWanted, number: str | None) -> Page[Any]:
    """Open cases, the urgent first, then the oldest; those alike stand together on their page."""
    found = _open(person)
    if wanted.ground:
        found = found.filter(reports__ground=wanted.ground).distinct()
    if wanted.origin:
        found = found.filter(origin=wanted.origin)
    if wanted.scope:
        found = found.filter(scope=wanted.scope)
    ordered = found.select_related("node__within").order_by("-is_urgent", "opened_at", "pk")
    page: Page[Any] = Paginator(ordered, ROWS).get_page(number)
    page.object_list = _grouped(_views(page.object_list))
    return page


def dossier(person: Person, node: Node) -> Dossier | None:
    """Everything about one contribution of a place where the person moderates."""
    thing = contributions([node]).get(node.pk)
    if thing is None or not may_moderate(person, thing):
        return None
    decisions = Decision.objects.filter(node=node).select_related("by", "seconded_by", "appeal")
    return Dossier(
        thing=thing,
        case=Case.objects.filter(node=node, settled_at=None).first(),
        reports=list(Report.objects.filter(node=node)),
        decisions=list(decisions),
    )


def _views(cases: Iterable[Case]) -> list[CaseView]:
    cases = list(cases)
    things = contributions(case.node for case in cases)
    said: dict[UUID, list[Report]] = {}
    for report in Report.objects.filter(case__in=cases):
        said.setdefault(report.case_id, []).append(report)
    earlier: dict[UUID, list[Decision]] = {}
    for one in Decision.objects.filter(node__in=things).select_related("by", "seconded_by"):
        earlier.setdefault(one.node_id, []).append(one)
    return [
        _view(case, things[case.node_id], said.get(case.pk, []), earlier.get(case.node_id, []))
        for case in cases
        if case.node_id in things
    ]


def _view(
    case: Case, thing: Contribution, reports: list[Report], decisions: list[Decision]
) -> CaseView:
    counts: dict[str, int] = {}
    for report in reports:
        counts[report.ground] = counts.get(report.ground, 0) + 1
    ordered = sorted(counts.items(), key=lambda pair: -pair[1])
    proposal = next((one for one in decisions if one.is_proposed), None)
    return CaseView(
        case=case,
        thing=thing,
        reports=reports,
        grounds=[(str(Ground(ground).label), count) for ground, count in ordered],
        earlier=[one for one in decisions if one.state == Decision.State.DONE],
        proposal=proposal,
    )


def _grouped(views: list[CaseView]) -> list[Group]:
    """Groups in the order of their first case; who is like one of a group stands in it."""
    leader = list(range(len(views)))
    for one, other in _alike(views):
        leader[other] = leader[one]
    groups: dict[int, Group] = {}
    for place, view in enumerate(views):
        group = groups.setdefault(leader[place], Group(len(groups) + 1))
        group.cases.append(view)
    return list(groups.values())


def _alike(views: list[CaseView]) -> list[tuple[int, int]]:
    """Pairs of places whose words say nearly the same in any language."""
    known = [place for place, view in enumerate(views) if view.thing.vector is not None]
    if len(known) < 2:  # noqa: PLR2004  # a pair
        return []
    vectors = np.array([views[place].thing.vector for place in known], dtype=np.float32)
    pairs = near_duplicates(vectors, at_least=NEAR_DUPLICATE)
    return [(known[one], known[other]) for one, other, _likeness in pairs]


def counts_for(person: Person) -> dict[str, int]:
    """How much waits on each page of the queue."""
    where = _where(person)
    decisions = Decision.objects.filter(where)
    appeals = Appeal.objects.filter(outcome=Appeal.Outcome.OPEN, decision__in=decisions)
    return {
        "queue": _open(person).count(),
        "proposals": decisions.filter(state=Decision.State.PROPOSED).count(),
        "appeals": appeals.count(),
    }


def grounds_open(person: Person) -> list[tuple[str, str, int]]:
    """The grounds of the open reports with how many cases name each."""
    rows = Report.objects.filter(case__in=_open(person)).order_by("ground")
    counted = rows.values_list("ground").annotate(cases=Count("case", distinct=True))
    return [(ground, str(Ground(ground).label), cases) for ground, cases in counted]


def scopes_of(person: Person) -> list[Scope]:
    """The processes in which something is open for the person."""
    ids = set(_open(person).exclude(scope=None).values_list("scope", flat=True))
    return list(all_scopes({one for one in ids if one}).values()) if ids else []


def proposals_for(person: Person) -> list[tuple[Decision, Contribution]]:
    """What waits for a second moderator, the oldest first; her own too, to see that they wait."""
    found = Decision.objects.filter(_where(person), state=Decision.State.PROPOSED)
    found = found.select_related("node__within", "by").order_by("proposed_at")[:100]
    things = contributions(one.node for one in found)
    return [(one, things[one.node_id]) for one in found if one.node_id in things]


def appeals_for(person: Person) -> list[tuple[Appeal, Contribution]]:
    """Appeals that wait for an answer, the oldest first."""
    held = _where(person)
    scopes = Q(decision__in=Decision.objects.filter(held))
    found = Appeal.objects.filter(scopes, outcome=Appeal.Outcome.OPEN).select_related(
        "decision__node__within", "decision__by", "against"
    )[:100]
    things = contributions(one.decision.node for one in found)
    return [(one, things[one.decision.node_id]) for one in found if one.decision.node_id in things]
