"""Answering in public with sources, and saying how clear an answer was."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils.text import Truncator
from django.utils.translation import gettext_noop as _

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.gatherings.models import Registration
from citizenspring.hearings.errors import (
    AnswerMissing,
    ExpertGone,
    MarkUnknown,
    QuestionGone,
    SourceOrJudgement,
)
from citizenspring.hearings.models import Answer, Clarity, Expert, Question
from citizenspring.hearings.permissions import may_answer
from citizenspring.hearings.saying import in_all
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node, rename_node

from .asking import voice_of
from .briefs import SourceFacts, set_sources

__all__ = ["AnswerFacts", "answer_question", "rate_answer"]

HIGHEST = 5
ANSWERED = _("It was answered in public, with its sources.")


@dataclass(frozen=True)
class AnswerFacts:
    """What was answered; ``has_no_source`` says that the answer is her own judgement."""

    text: str
    language: str
    sources: Sequence[SourceFacts] = ()
    has_no_source: bool = False


@transaction.atomic
def answer_question(
    question: Question, expert: Expert, facts: AnswerFacts, *, by: Person
) -> Answer:
    """Answer, or correct one's own answer; the record keeps what was said before."""
    may_answer.require(by, expert)
    text = facts.text.strip()
    if not text:
        raise AnswerMissing
    if bool(facts.sources) == facts.has_no_source:
        raise SourceOrJudgement
    if expert.left_at or expert.hearing_id != question.hearing_id:
        raise ExpertGone
    held = Question.objects.select_for_update(no_key=True).get(pk=question.pk)
    if held.is_hidden or held.merged_into_id:
        raise QuestionGone
    held.hearing = question.hearing
    answer = _written(held, expert, text, facts.language, by)
    set_sources(answer, facts.sources)
    _record(answer, by)
    _link(held, answer, by)
    tell(held.hearing.topic, "answers")
    return answer


def _written(question: Question, expert: Expert, text: str, language: str, by: Person) -> Answer:
    known = Answer.objects.filter(question=question, expert=expert).select_related("node").first()
    answer = known or Answer(question=question, expert=expert)
    title = Truncator(text).chars(140)
    if known:
        answer.revision += 1
        rename_node(answer.node, title=title, language=language, titles={})
    else:
        answer.node = open_node(
            "hearing_answer",
            title=title,
            language=language,
            url=question.get_absolute_url(),
            within=question.hearing.gathering.activity.node,
        )
    answer.text, answer.language, answer.by, answer.said_at = text, language, by, database_now()
    answer.save()
    return answer


def _record(answer: Answer, by: Person) -> None:
    sources = [f"{one.title} {one.url}".strip() for one in answer.sources.all()]
    facts = {
        "number": answer.question.number,
        "name": answer.expert.name,
        "text": answer.text,
        "language": answer.language,
        "sources": sources,
        "revision": answer.revision,
    }
    record("hearing.answered", by=by, about=answer.question.node_id, facts=facts)


def _link(question: Question, answer: Answer, by: Person) -> None:
    """Whoever asked it, or a twin of it, hears that it was answered."""
    said = in_all(ANSWERED)
    reason = said[settings.LANGUAGE_CODE]
    for one in [question, *question.merged_from.select_related("node")]:
        link(one.node, Edge.Kind.ANSWERED_BY, answer.node, reason=reason, by=by, reasons=said)


@transaction.atomic
def rate_answer(answer: Answer, mark: int, *, registration: Registration | None) -> None:
    """Say how clear it was; the last word of a voice holds."""
    if not 1 <= mark <= HIGHEST:
        raise MarkUnknown
    Clarity.objects.update_or_create(
        answer=answer, voice=voice_of(registration), defaults={"mark": mark}
    )
