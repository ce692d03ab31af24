"""A hearing as its pages show it: to everybody, to somebody in the room, to its organisers."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from citizenspring.common.errors import Missing
from citizenspring.engines.mood import SMALLEST
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.queries import gathering_at
from citizenspring.hearings.models import Answer, Brief, Clarity, Expert, Hearing, Question
from citizenspring.hearings.permissions import may_answer, may_ask_in_hearing, may_prepare_hearing

from .ranking import Ranked, ranked

__all__ = [
    "AnswerView",
    "QuestionView",
    "answering",
    "answers_of",
    "brief_at",
    "briefs_of",
    "experts_of",
    "hearing_at",
    "page_of_questions",
    "prepared_at",
    "question_at",
    "questions_of",
    "voice_here",
]

ON_A_PAGE = 25


@dataclass(frozen=True)
class AnswerView:
    """An answer, how clear people found it (``None`` under ten), and this visitor's mark."""

    answer: Answer
    given: int
    mean: float | None
    mine: int | None


@dataclass
class QuestionView:
    """A question with its place in the ranking and its answers."""

    place: int
    ranked: Ranked
    answers: list[AnswerView] = field(default_factory=list)

    @property
    def question(self) -> Question:
        return self.ranked.question


def prepared_at(process: str, activity: str, visitor: Any) -> Hearing:
    """The hearing at an address; where none was begun, one that is not kept yet."""
    gathering = gathering_at(process, activity, visitor)
    found = Hearing.objects.filter(gathering=gathering).first() or Hearing(gathering=gathering)
    found.gathering = gathering
    return found


def hearing_at(process: str, activity: str, visitor: Any) -> Hearing:
    """The hearing that somebody may see, or 404."""
    found = prepared_at(process, activity, visitor)
    if found._state.adding and not may_prepare_hearing(visitor, found.gathering):
        raise Missing
    return found


def briefs_of(hearing: Hearing, *, drafts: bool = False) -> list[Brief]:
    """Published ones, or with ``drafts`` all, each with its sources."""
    rows = hearing.briefs.select_related("expert", "node").prefetch_related("sources")
    found = list(rows if drafts else rows.exclude(published_at=None))
    for one in found:
        one.hearing = hearing
    return found


def brief_at(hearing: Hearing, number: int, visitor: Any) -> Brief:
    """A published brief; a draft for those who write it."""
    may_see_drafts = may_prepare_hearing(visitor, hearing.gathering)
    for one in briefs_of(hearing, drafts=may_see_drafts):
        if one.number == number:
            return one
    raise Missing


def experts_of(hearing: Hearing) -> QuerySet[Expert]:
    """Who is heard, and who was and answered."""
    return hearing.experts.select_related("registration")


def answering(hearing: Hearing, visitor: Any) -> list[Expert]:
    """Those for whom this visitor may answer: herself, or for the team all who are heard."""
    rows = list(hearing.experts.filter(left_at=None))
    for one in rows:
        one.hearing = hearing
    return [one for one in rows if may_answer(visitor, one)]


def question_at(hearing: Hearing, number: int) -> Question:
    """A question that is shown; one that stands with another leads there."""
    rows = hearing.questions.filter(is_hidden=False, erased_at=None)
    found = rows.select_related("node", "merged_into").filter(number=number).first()
    if found is None:
        raise Missing
    found.hearing = hearing
    return found


def voice_here(registration: Registration | None, hearing: Hearing) -> str:
    """The voice of whoever holds this phone, or none where she may not take part."""
    if not may_ask_in_hearing(registration, hearing.gathering):
        return ""
    assert registration is not None
    return str(registration.arrival.voice)


def questions_of(hearing: Hearing, registration: Registration | None) -> list[QuestionView]:
    """All questions by rank, each with its answers."""
    voice = voice_here(registration, hearing)
    return _with_answers(list(enumerate(ranked(hearing, voice), 1)), voice)


def page_of_questions(
    hearing: Hearing, registration: Registration | None, number: str | None
) -> tuple[list[QuestionView], Page[Any]]:
    """One page of them, and the page to turn."""
    voice = voice_here(registration, hearing)
    rows = list(enumerate(ranked(hearing, voice), 1))
    page = Paginator(rows, ON_A_PAGE).get_page(number)
    return _with_answers(list(page.object_list), voice), page


def _with_answers(rows: list[tuple[int, Ranked]], voice: str) -> list[QuestionView]:
    answers = answers_of([one.question.pk for _place, one in rows], voice)
    return [QuestionView(place, one, answers.get(one.question.pk, [])) for place, one in rows]


def answers_of(questions: Collection[UUID], voice: str = "") -> dict[UUID, list[AnswerView]]:
    """By question, the earliest first."""
    rows = Answer.objects.filter(question__in=questions).select_related("expert")
    found = list(rows.prefetch_related("sources"))
    marks: dict[UUID, list[tuple[int, str]]] = defaultdict(list)
    said = Clarity.objects.filter(answer__in=found).order_by("id")
    for answer, mark, by in said.values_list("answer_id", "mark", "voice"):
        marks[answer].append((mark, by))
    views: dict[UUID, list[AnswerView]] = defaultdict(list)
    for one in found:
        views[one.question_id].append(_view(one, marks[one.pk], voice))
    return views


def _view(answer: Answer, marks: list[tuple[int, str]], voice: str) -> AnswerView:
    """Marks count in tens, so that none can be read from two figures."""
    counted = [mark for mark, _by in marks[: len(marks) // SMALLEST * SMALLEST]]
    mean = sum(counted) / len(counted) if counted else None
    mine = next((mark for mark, by in marks if voice and by == voice), None)
    return AnswerView(answer, len(counted), mean, mine)
