"""What people want to know most, counting everybody once for all questions that say the same."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import numpy as np
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from citizenspring.engines.language import MAYBE_THE_SAME, near_duplicates
from citizenspring.hearings.models import Hearing, Question, Support

__all__ = ["Alike", "Ranked", "alike", "ranked", "shown_questions"]

MOST_PAIRS = 20


@dataclass
class Ranked:
    """A question that stands for itself and its twins, with how many want to know it."""

    question: Question
    wanted: int
    is_mine: bool
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
    """The most wanted first, then the earliest; ``is_mine`` where this voice supports it."""
    rows = list(shown_questions(hearing).select_related("node").order_by("number"))
    for one in rows:
        one.hearing = hearing
    counts, mine = _wanted(hearing), _supported(hearing, voice)
    found = {
        one.pk: Ranked(one, counts.get(one.pk, 0), one.pk in mine)
        for one in rows
        if one.merged_into_id is None
    }
    for one in rows:
        if one.merged_into_id in found:
            found[one.merged_into_id].twins.append(one)
    return sorted(found.values(), key=lambda each: (-each.wanted, each.question.number))


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
