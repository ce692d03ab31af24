"""The harvest as everybody reads it: themes, cards by table, and what became of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Prefetch, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from citizenspring.common.errors import Missing
from citizenspring.common.numbers import whole_number
from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.queries import gathering_at
from citizenspring.harvests.models import Becoming, Harvest, Theme, ThemeCard
from citizenspring.rounds.models import Card
from citizenspring.rounds.queries import method_of
from citizenspring.threads.models import Node

__all__ = [
    "Figures",
    "ThemeRow",
    "Wanted",
    "figures_of",
    "found_cards",
    "harvest_at",
    "harvest_of",
    "phases_of",
    "places_reached",
    "public_cards",
    "published_cards",
    "tables_of",
    "theme_rows",
    "theme_wanted",
    "with_first_cards",
]

FIRST = 3
MOST_TABLES = 9999


def harvest_of(gathering: Gathering) -> Harvest | None:
    return Harvest.objects.filter(gathering=gathering).first()


def harvest_at(process: str, activity: str, visitor: Any) -> Harvest:
    """The harvest at an address; before it is published there is none."""
    gathering = gathering_at(process, activity, visitor)
    found = harvest_of(gathering)
    if found is None:
        raise Missing
    found.gathering = gathering
    return found


def public_cards(gathering: Gathering) -> QuerySet[Card]:
    """Published, and neither hidden nor taken back since: its node follows a little later."""
    found = Card.objects.filter(run__gathering=gathering, node__is_public=True, is_hidden=False)
    return found.exclude(text="")


def published_cards(gathering: Gathering) -> QuerySet[Card]:
    """What everybody may read, by table."""
    found = public_cards(gathering)
    became = Becoming.objects.select_related("node__within")
    related = found.select_related("node", "published", "grouped__theme")
    # The run apart: its method is a long text that every card would bring along.
    return related.prefetch_related("run", Prefetch("became", queryset=became)).order_by(
        "table", "run__number", "position", "pk"
    )


@dataclass(frozen=True)
class Figures:
    """The harvest in numbers."""

    cards: int
    tables: int
    themes: int
    languages: list[tuple[str, int]]
    went_on: int
    later: int


def figures_of(gathering: Gathering) -> Figures:
    shown = public_cards(gathering)
    told = shown.aggregate(
        cards=Count("pk"),
        tables=Count("table", distinct=True),
        themes=Count("grouped__theme", distinct=True),
        later=Count("pk", filter=Q(published__came_later=True)),
    )
    spoken = shown.exclude(language="").order_by().values_list("language")
    languages = spoken.annotate(count=Count("pk")).order_by("-count", "language")
    went_on = shown.filter(became__isnull=False).distinct().count()
    return Figures(**told, languages=list(languages), went_on=went_on)


@dataclass(frozen=True)
class ThemeRow:
    """A theme with the number of its cards, of tables and languages, and its first cards."""

    theme: Theme
    cards: int
    tables: int
    languages: int
    first: list[Card]


def theme_rows(gathering: Gathering) -> QuerySet[Theme]:
    """Themes with public cards, the largest first."""
    shown = Q(placed__card__node__is_public=True, placed__card__is_hidden=False)
    found = Theme.objects.filter(run__gathering=gathering, merged_into=None).select_related("node")
    counted = found.annotate(
        cards=Count("placed", filter=shown),
        tables=Count("placed__card__table", filter=shown, distinct=True),
        tongues=Count("placed__card__language", filter=shown, distinct=True),
    )
    return counted.filter(cards__gt=0).order_by("-cards", "run__number", "number")


def with_first_cards(gathering: Gathering, themes: Iterable[Any]) -> list[ThemeRow]:
    """The themes of a page, each with its most typical cards."""
    listed = list(themes)
    place = Window(RowNumber(), partition_by=F("theme"), order_by=["position", "card_id"])
    rows = ThemeCard.objects.filter(theme__in=listed, card__in=public_cards(gathering))
    first: dict[UUID | None, list[Card]] = {}
    for row in rows.annotate(place=place).filter(place__lte=FIRST).select_related("card__node"):
        first.setdefault(row.theme_id, []).append(row.card)
    return [
        ThemeRow(one, one.cards, one.tables, one.tongues, first.get(one.pk, [])) for one in listed
    ]


def tables_of(gathering: Gathering) -> list[tuple[int, int]]:
    """Each table with the number of its cards."""
    shown = public_cards(gathering)
    return list(shown.order_by().values_list("table").annotate(Count("pk")).order_by("table"))


def places_reached(gathering: Gathering) -> list[tuple[Node, int]]:
    """Where cards went on to, and how many of them."""
    rows = Becoming.objects.filter(card__run__gathering=gathering, node__is_public=True)
    counts = rows.order_by().values_list("node__within").annotate(count=Count("card"))
    found: dict[UUID | None, int] = dict(counts)
    nodes = Node.objects.filter(pk__in=[pk for pk in found if pk]).order_by("created_at")
    return [(node, found[node.pk]) for node in nodes]


def phases_of(gathering: Gathering) -> dict[str, Mapping[str, str]]:
    """Each phase in which cards were written, with its name by language."""
    used = public_cards(gathering)
    known = set(used.values_list("run__number", "phase").distinct())
    return {
        f"{run.number}.{phase.id}": phase.name
        for run in gathering.runs.all()
        for phase in method_of(run).phases
        if (run.number, phase.id) in known
    }


@dataclass(frozen=True)
class Wanted:
    """Which cards a visitor wants to see; what makes no sense is left out."""

    theme: UUID | None = None
    table: int | None = None
    phase: str = ""
    language: str = ""
    went_on: bool = False

    @classmethod
    def read(cls, asked: Mapping[str, str]) -> "Wanted":
        return cls(
            theme=_uuid(asked.get("theme", "")),
            table=whole_number(asked.get("table"), largest=MOST_TABLES),
            phase=asked.get("phase", "")[:60],
            language=asked.get("language", "")[:12],
            went_on=asked.get("went_on") == "yes",
        )


def theme_wanted(gathering: Gathering, wanted: Wanted) -> Theme | None:
    if wanted.theme is None:
        return None
    return Theme.objects.filter(run__gathering=gathering, pk=wanted.theme).first()


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def found_cards(gathering: Gathering, wanted: Wanted) -> QuerySet[Card]:
    """The published cards that a visitor asked for."""
    found = published_cards(gathering)
    if wanted.theme:
        found = found.filter(grouped__theme=wanted.theme).order_by("grouped__position", "table")
    if wanted.table is not None:
        found = found.filter(table=wanted.table)
    if wanted.phase:
        number, _dot, phase = wanted.phase.partition(".")
        found = found.filter(phase=phase, run__number=whole_number(number) or 0)
    if wanted.language:
        found = found.filter(language=wanted.language)
    return found.filter(became__isnull=False).distinct() if wanted.went_on else found
