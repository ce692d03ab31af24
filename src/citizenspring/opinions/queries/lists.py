"""Statements as rows of a list, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection, transaction
from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import get_language
from pgvector.django import CosineDistance

from citizenspring.engines.language import MAYBE_THE_SAME
from citizenspring.opinions.likeness import vectors
from citizenspring.opinions.models import OpinionMap, Statement, StatementTranslation
from citizenspring.opinions.results import Reading
from citizenspring.people.models import Person

__all__ = [
    "ListWanted",
    "Row",
    "Slice",
    "languages_written",
    "rows",
    "similar_statements",
    "slice_of",
    "untranslated",
]

ROWS = 50
MOST_SIMILAR = 3
# A statement may be near in several languages and still counts once.
NEAR_TRANSLATIONS = 12
SHORTEST_COMPARED = 8


@dataclass(frozen=True)
class Row:
    """A statement with its words as this reader sees them, and its state."""

    reading: Reading
    state: str
    author: UUID | None


def rows(found: QuerySet[Statement], language: str) -> list[Row]:
    """The statements in the reader's language where somebody translated them; one query."""
    here = FilteredRelation("translations", condition=Q(translations__language=language))
    values = found.annotate(here=here).values_list(
        "number",
        "text",
        "language",
        "state",
        "author_id",
        "node__url",
        "here__text",
        "here__is_machine",
    )
    return [_row(language, *value) for value in values]


def _row(language: str, *value: Any) -> Row:
    number, text, written_in, state, author, address, translated, is_machine = value
    is_foreign = bool(translated) and written_in != language
    reading = Reading(
        number=number,
        text=translated if is_foreign else text,
        language=language if is_foreign else written_in,
        original=text if is_foreign else "",
        original_language=written_in,
        is_machine=is_foreign and bool(is_machine),
        address=address,
    )
    return Row(reading, state, author)


@dataclass(frozen=True)
class ListWanted:
    """Which statements of a map a visitor asks for; an empty part asks nothing."""

    language: str = ""
    only: str = ""
    after: int | None = None
    before: int | None = None

    @classmethod
    def read(cls, query: Mapping[str, str]) -> "ListWanted":
        def number(name: str) -> int | None:
            text = query.get(name, "")
            return int(text) if text.isdecimal() and len(text) < 9 else None  # noqa: PLR2004  # because a longer one is no integer of the database

        only = query.get("only", "")
        return cls(
            query.get("language", "")[:12],
            only if only in {"mine", "unanswered"} else "",
            number("after"),
            number("before"),
        )

    def address(self, **changes: Any) -> str:
        wanted = {"language": self.language, "only": self.only, **changes}
        return "?" + urlencode({key: value for key, value in wanted.items() if value or value == 0})


@dataclass(frozen=True)
class Slice:
    """One page of a long list; its neighbours are found from its first and last number."""

    rows: list[Row]
    previous: str
    following: str


def slice_of(opinion_map: OpinionMap, wanted: ListWanted, visitor: Any) -> Slice:
    """Fifty statements in the order of their numbers, as quick at the end as at the start."""
    found = _filtered(opinion_map, wanted, visitor)
    if wanted.before is not None:
        ordered = found.filter(number__lt=wanted.before).order_by("-number")
    else:
        after = -1 if wanted.after is None else wanted.after
        ordered = found.filter(number__gt=after).order_by("number")
    taken = rows(ordered[: ROWS + 1], get_language() or "fr")
    more = len(taken) > ROWS
    shown = taken[:ROWS]
    if wanted.before is not None:
        shown.reverse()
    return _with_neighbours(shown, wanted, more=more)


def _with_neighbours(shown: list[Row], wanted: ListWanted, *, more: bool) -> Slice:
    backwards = wanted.before is not None
    has_previous = more if backwards else wanted.after is not None
    has_next = True if backwards else more
    if not shown:
        return Slice([], "", "")
    first, last = shown[0].reading.number, shown[-1].reading.number
    return Slice(
        shown,
        wanted.address(before=first) if has_previous else "",
        wanted.address(after=last) if has_next else "",
    )


def _filtered(opinion_map: OpinionMap, wanted: ListWanted, visitor: Any) -> QuerySet[Statement]:
    found = opinion_map.statements.all()
    if wanted.only == "mine":
        me = visitor.pk if isinstance(visitor, Person) else None
        found = found.filter(author=me, author__isnull=False)
    else:
        found = found.filter(state=Statement.State.SHOWN)
    if wanted.only == "unanswered" and isinstance(visitor, Person):
        found = found.exclude(votes__person=visitor)
    return found.filter(language=wanted.language) if wanted.language else found


def languages_written(opinion_map: OpinionMap) -> list[str]:
    """The languages in which shown statements of the map were written."""
    shown = opinion_map.statements.filter(state=Statement.State.SHOWN).order_by("language")
    return list(shown.values_list("language", flat=True).distinct())


def similar_statements(opinion_map: OpinionMap, text: str, language: str) -> list[Reading]:
    """Shown statements that say nearly the same in any language, the nearest first."""
    if len(text.strip()) < SHORTEST_COMPARED:
        return []
    vector = vectors([text])[0]
    if vector is None:
        return []
    numbers = _nearest_numbers(opinion_map, vector)
    found = {row.reading.number: row.reading for row in _rows_of(opinion_map, numbers, language)}
    return [found[number] for number in numbers if number in found]


def _nearest_numbers(opinion_map: OpinionMap, vector: list[float]) -> list[int]:
    """By the nearest of each statement's original and translations."""
    shown = Statement.State.SHOWN
    originals = Statement.objects.filter(map=opinion_map, state=shown)
    translations = StatementTranslation.objects.filter(
        statement__map=opinion_map, statement__state=shown
    )
    away = CosineDistance("embedding", vector)
    with transaction.atomic():
        with connection.cursor() as cursor:
            # The index knows nothing of maps: it goes on until enough are of this one.
            cursor.execute("SET LOCAL hnsw.iterative_scan = strict_order")
        # Two queries, as one index serves one order only.
        found = [
            *originals.order_by(away).values_list(away, "number")[:MOST_SIMILAR],
            *translations.order_by(away).values_list(away, "statement__number")[:NEAR_TRANSLATIONS],
        ]
    near = sorted(pair for pair in found if pair[0] is not None and 1 - pair[0] >= MAYBE_THE_SAME)
    return list(dict.fromkeys(number for _away, number in near))[:MOST_SIMILAR]


def _rows_of(opinion_map: OpinionMap, numbers: list[int], language: str) -> list[Row]:
    if not numbers:
        return []
    return rows(opinion_map.statements.filter(number__in=numbers), language)


def untranslated(language: str, *, most: int) -> QuerySet[Statement]:
    """Shown statements that nobody has translated into a language, the oldest first."""
    shown = Statement.objects.filter(state=Statement.State.SHOWN).exclude(language=language)
    missing = shown.exclude(translations__language=language)
    return missing.select_related("map__activity").order_by("created_at")[:most]
