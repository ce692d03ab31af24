"""What people want to know most, counting everybody once for all questions that say the same."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from citizenspring.engines.language import MAYBE_THE_SAME, near_duplicates
from citizenspring.hearings.models import Hearing, Question, Support
from citizenspring.rounds.models import Fact

__all__ = ["Alike", "Ranked", "alike", "ranked", "shown_questions"]

MOST_PAIRS = 20


@dataclass
class Ranked:
    """A question that stands for itself and its twins: who wants to know it, who chose it.

    ``wanted`` counts people, ``tables`` those that took its card along as one of their first.
    """

    question: Question
    wanted: int
    is_mine: bool
    tables: int = 0
    twins: list[Question] = field(default_factory=list)


@dataclass(frozen=True)
class Alike:
    """Two questions that may ask the same, in whatever languages."""

    one: Question
    other: Question
    likeness: float

    @property
    def percent(self) -> int:
        return round(100 * self.likeness)


def shown_questions(hearing: Hearing) -> QuerySet[Question]:
    """Those that anybody may read."""
    return hearing.questions.filter(is_hidden=False, erased_at=None)


def ranked(hearing: Hearing, voice: str = "") -> list[Ranked]:
    """The most wanted first, then what most tables chose, then the earliest.

    ``is_mine`` where this voice supports it.
    """
    rows = list(shown_questions(hearing).select_related("node", "card").order_by("number"))
    for one in rows:
        one.hearing = hearing
    counts, mine, tables = _wanted(hearing), _supported(hearing, voice), _chosen(hearing, rows)
    found = {
        one.pk: Ranked(one, counts.get(one.pk, 0), one.pk in mine, len(tables[one.pk]))
        for one in rows
        if one.merged_into_id is None
    }
    for one in rows:
        if one.merged_into_id in found:
            found[one.merged_into_id].twins.append(one)
    return sorted(found.values(), key=_place)


def _place(one: Ranked) -> tuple[int, int, int]:
    return -one.wanted, -one.tables, one.question.number


def _chosen(hearing: Hearing, rows: list[Question]) -> dict[UUID, set[int]]:
    """Tables that picked each question, or a twin of it, in a round; their last list holds."""
    turns = "run_id", "phase", "turn", "table"
    facts = Fact.objects.filter(run__gathering=hearing.gathering_id, kind="picked")
    last = facts.order_by(*turns, "-at", "-id").distinct(*turns)
    root_of = {str(one.card.key): one.merged_into_id or one.pk for one in rows if one.card}
    found: dict[UUID, set[int]] = defaultdict(set)
    for table, body in last.values_list("table", "body"):
        for card in body["cards"]:
            if card in root_of and table:
                found[root_of[card]].add(table)
    return found


def _supports(hearing: Hearing) -> QuerySet[Any, Any]:
    """Each with the question that stands for the one supported."""
    rows = Support.objects.filter(
        question__hearing=hearing, question__is_hidden=False, question__erased_at=None
    )
    return rows.annotate(root=Coalesce("question__merged_into", "question"))


def _wanted(hearing: Hearing) -> dict[UUID, int]:
    """Counted by the database: a room of 1,500 leaves some 15,000 rows."""
    rows = _supports(hearing).order_by().values_list("root")
    return dict(rows.annotate(Count("voice", distinct=True)))


def _supported(hearing: Hearing, voice: str) -> set[UUID]:
    if not voice:
        return set()
    return set(_supports(hearing).filter(voice=voice).values_list("root", flat=True))


def alike(hearing: Hearing) -> list[Alike]:
    """Pairs to look at, the closest first; a person decides, never the platform."""
    rows = shown_questions(hearing).filter(merged_into=None, embedding__isnull=False)
    found = list(rows.order_by("number"))
    if len(found) < 2:  # noqa: PLR2004  # a pair
        return []
    vectors = np.array([one.embedding for one in found], np.float32)
    pairs = near_duplicates(vectors, at_least=MAYBE_THE_SAME)
    closest = sorted(pairs, key=lambda pair: (-pair[2], pair[:2]))[:MOST_PAIRS]
    return [Alike(found[one], found[other], likeness) for one, other, likeness in closest]
