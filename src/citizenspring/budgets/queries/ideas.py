"""Ideas as lists, on the map, alone, and those that are like one."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.core.paginator import Page, Paginator
from django.db import connection, transaction
from django.db.models import Count, Prefetch, QuerySet
from django.utils.translation import ngettext
from pgvector.django import CosineDistance

from citizenspring.budgets.likeness import ALIKE, idea_vector
from citizenspring.budgets.models import Idea, Project, Round, Support
from citizenspring.city.maps import SHADES, Mark, Pin
from citizenspring.city.models import Territory
from citizenspring.common.errors import Missing
from citizenspring.people.models import Person
from citizenspring.processes.texts import folded
from citizenspring.threads.models import Edge

__all__ = [
    "Became",
    "IdeasWanted",
    "became_of",
    "idea_marks",
    "idea_of",
    "idea_pins",
    "ideas_found",
    "ideas_page",
    "pin_of",
    "similar_ideas",
    "supported_by",
]

ROWS = 20
MOST_PINS = 400
MOST_SIMILAR = 3
MOST_WORDS = 8
SHORTEST_COMPARED = 6
WORD = re.compile(r"\w+")
ORDERS = {"": ("-number",), "supported": ("-supporters", "-number"), "oldest": ("number",)}


@dataclass(frozen=True)
class IdeasWanted:
    """Which ideas somebody looks for; an empty part asks nothing."""

    words: str = ""
    theme: str = ""
    commune: str = ""
    order: str = ""

    @property
    def is_empty(self) -> bool:
        return self == IdeasWanted(order=self.order)


def ideas_found(budget: Round, wanted: IdeasWanted) -> QuerySet[Idea]:
    """The shown ideas that meet everything asked, in the order asked."""
    found = Idea.objects.filter(round=budget, state=Idea.State.SHOWN)
    if terms := WORD.findall(folded(wanted.words))[:MOST_WORDS]:
        query = " & ".join(f"{term}:*" for term in terms)
        found = found.filter(words=SearchQuery(query, config="simple", search_type="raw"))
    if wanted.theme:
        found = found.filter(theme=wanted.theme)
    if wanted.commune:
        # Asked for by key first: a join would make the database walk the list to find few.
        place = Territory.objects.filter(code=wanted.commune).values_list("pk", flat=True).first()
        found = found.filter(territory=place) if place else found.none()
    return found.order_by(*ORDERS.get(wanted.order, ORDERS[""]))


def ideas_page(budget: Round, wanted: IdeasWanted, number: str | None) -> Page[Idea]:
    """Twenty of them, without what a row does not show."""
    shown = _for_rows(ideas_found(budget, wanted), budget)
    page: Page[Idea] = Paginator(shown, ROWS).get_page(number)
    for idea in page.object_list:
        idea.round = budget
    return page


def _for_rows(found: QuerySet[Idea], budget: Round) -> QuerySet[Idea]:
    for heavy in ("outline", "margins", "label"):
        found = found.defer(f"territory__{heavy}")
    projects = Project.objects.filter(round=budget).only("key", "title", "state", "round")
    found = found.defer("embedding", "words").select_related("territory")
    return found.prefetch_related(Prefetch("projects", projects))


def idea_of(budget: Round, number: int) -> Idea:
    """The idea of that number; a hidden one keeps its page, whose template keeps its words."""
    found = Idea.objects.filter(round=budget, number=number).defer("embedding", "words")
    idea = found.select_related("node", "territory").first()
    if idea is None:
        raise Missing
    idea.round = budget
    return idea


def supported_by(person: Any, ideas: Iterable[Idea]) -> set[UUID]:
    """Which of these ideas the person stands behind."""
    if not isinstance(person, Person):
        return set()
    mine = Support.objects.filter(person=person, idea__in=[idea.pk for idea in ideas])
    return set(mine.values_list("idea_id", flat=True))


@dataclass(frozen=True)
class Became:
    """A project that came of an idea, and the reason given for it."""

    project: Project
    step: Edge | None


def became_of(idea: Idea) -> list[Became]:
    """What became of an idea, in the order of the projects' addresses."""
    steps = {edge.target_id: edge for edge in Edge.objects.filter(source=idea.node_id)}
    found = []
    for project in idea.projects.order_by("key"):
        project.round = idea.round
        found.append(Became(project, steps.get(project.node_id)))
    return found


def similar_ideas(budget: Round, title: str, text: str = "") -> list[Idea]:
    """Shown ideas that propose nearly the same in any language, the nearest first."""
    if len(title.strip()) < SHORTEST_COMPARED:
        return []
    vector = idea_vector(title, text)
    if vector is None:
        return []
    away = CosineDistance("embedding", vector)
    shown = Idea.objects.filter(round=budget, state=Idea.State.SHOWN, embedding__isnull=False)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # The index knows nothing of rounds: it goes on until enough are of this one.
            cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        near = shown.annotate(away=away).order_by(away).defer("embedding", "words")
        found: list[Idea] = [idea for idea in near[:MOST_SIMILAR] if 1 - idea.away >= ALIKE]
    for idea in found:
        idea.round = budget
    return found


def idea_pins(budget: Round, found: QuerySet[Idea]) -> list[Pin]:
    """The points of the newest ideas that have one."""
    placed = found.filter(latitude__isnull=False, longitude__isnull=False)
    rows = placed.values_list("longitude", "latitude", "number", "title")[:MOST_PINS]
    base = budget.page("ideas")
    return [
        Pin(east, north, f"{base}{number}/", title)
        for east, north, number, title in rows
        if east is not None and north is not None
    ]


def pin_of(idea: Idea) -> list[Pin]:
    """Its own point, where it has one."""
    if idea.latitude is None or idea.longitude is None:
        return []
    return [Pin(idea.longitude, idea.latitude, "", idea.title)]


def idea_marks(budget: Round, wanted: IdeasWanted) -> Mapping[str, Mark]:
    """How many ideas each commune has, as shades that lead to its list."""
    anywhere = IdeasWanted(wanted.words, wanted.theme)
    found = ideas_found(budget, anywhere).order_by().filter(territory__isnull=False)
    counts = dict(found.values_list("territory__code").annotate(count=Count("pk")))
    most = max(counts.values(), default=1)
    return {code: _mark(code, count, most) for code, count in counts.items()}


def _mark(code: str, count: int, most: int) -> Mark:
    shade = max(1, round(SHADES * count / most))
    note = ngettext("%(count)s idea", "%(count)s ideas", count) % {"count": count}
    return Mark(f"?commune={code}", min(SHADES, shade), note)
