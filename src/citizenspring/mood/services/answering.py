"""Answering, changing an answer, taking it back."""

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.mood.errors import AnswerMissing, AnswerUnknown
from citizenspring.mood.models import LONGEST_WORDS, Answer, MoodCheck, Question, Remark, Rung
from citizenspring.mood.permissions import may_answer, may_withdraw
from citizenspring.people.models import Person
from citizenspring.people.services.guests import GUESTS

from .confirming import ask_to_confirm, confirm_by_account, open_remark
from .counting import count_answer, marks_of
from .opening import hold_open
from .sealing import seal_answer
from .telling import queue
from .withdrawing import drop_remark, take_back

__all__ = [
    "AnswerFacts",
    "answer_by_program",
    "fill",
    "save_answer",
    "say_whether_done",
    "withdraw_answer",
]

AGES = ("under_18", "18_64", "65_plus")
FACES = 5


@dataclass(frozen=True)
class AnswerFacts:
    """What was answered: ``said`` by question number, ``words`` those of the open questions.

    ``home`` is the commune, or nothing for someone who lives outside the city.
    """

    said: dict[int, int]
    home: Territory | None
    words: dict[int, str] = field(default_factory=dict)
    age: str = ""
    language: str = "fr"
    wants_news: bool = False


@transaction.atomic
def save_answer(mood: MoodCheck, facts: AnswerFacts, *, by: Person) -> Answer:
    """Keep the person's answer, the one row she has here; sent twice it is the same.

    It counts once it is confirmed. An account has proved its mailbox, so its answer counts at
    once, and so does what changes in an answer that counts already.
    """
    may_answer.require(by, mood)
    hold_open(mood)
    Answer.objects.bulk_create(
        [Answer(mood=mood, person=by, language=facts.language)], ignore_conflicts=True
    )
    answer = locked(mood, by)
    before = marks_of(answer) if answer.is_confirmed else None
    was, rung = (answer.said, answer.home_id, answer.age), answer.rung
    fill(answer, facts)
    if before is not None:
        if was != (answer.said, answer.home_id, answer.age):
            seal_answer(answer)
        count_answer(mood.pk, before=before, after=marks_of(answer))
        if answer.rung != rung:
            answer.rung_changes += 1
            queue(answer, "rung", f"rung-{answer.rung_changes}")
    answer.save()
    if answer.state != Answer.State.CONFIRMED and by.email:
        confirm_by_account(answer)
    return answer


def answer_by_program(mood: MoodCheck, facts: AnswerFacts, email: str, address: str) -> Answer:
    """Keep an answer that another program sends; its guest counts against the network address."""
    GUESTS.take(address)
    guest = Person(language=facts.language)
    guest.set_unusable_password()
    with transaction.atomic():
        guest.save(force_insert=True)
        answer = save_answer(mood, facts, by=guest)
        if email:
            ask_to_confirm(answer, email)
    return answer


def locked(mood: MoodCheck, person: Person) -> Answer:
    """The person's answer, held still until this transaction ends."""
    rows = Answer.objects.select_for_update(of=("self",)).select_related("home")
    answer = rows.filter(mood=mood, person=person).first()
    if answer is None:
        raise AnswerMissing
    answer.mood, answer.person = mood, person
    return answer


def fill(answer: Answer, facts: AnswerFacts) -> None:
    """Write what was said in the answer; what fits no question is refused whole."""
    questions = {question.number: question for question in answer.mood.questions.all()}
    if facts.age not in {"", *AGES}:
        raise AnswerUnknown
    answer.said = {str(n): _value(questions.get(n), value) for n, value in facts.said.items()}
    ladder = next((q for q in questions.values() if q.kind == Question.Kind.LADDER), None)
    answer.rung = facts.said.get(ladder.number) if ladder else None
    answer.home, answer.age = facts.home, facts.age if answer.mood.asks_age else ""
    answer.language, answer.wants_news = facts.language, facts.wants_news
    answer.changed_at = database_now()
    if answer.state == Answer.State.WITHDRAWN:
        answer.state = Answer.State.WAITING
    _write_remarks(answer, questions, facts)


def _value(question: Question | None, value: int) -> int:
    if question is None or question.kind == Question.Kind.OPEN:
        raise AnswerUnknown
    last = {
        Question.Kind.MOOD: FACES,
        Question.Kind.LADDER: max(Rung),
        Question.Kind.CHOICE: len(question.options),
    }[Question.Kind(question.kind)]
    if not 1 <= value <= last:
        raise AnswerUnknown
    return value


def _write_remarks(answer: Answer, questions: dict[int, Question], facts: AnswerFacts) -> None:
    """The words of each open question as they now are; those that stay the same are not touched."""
    kept = {remark.question_id: remark for remark in answer.remarks.select_related("node")}
    for number, question in questions.items():
        if question.kind != Question.Kind.OPEN:
            continue
        text = " ".join(facts.words.get(number, "").split())
        if len(text) > LONGEST_WORDS:
            raise AnswerUnknown
        old = kept.get(question.pk)
        if old and old.text == text:
            continue
        if old:
            drop_remark(old)
        if text:
            remark = Remark(
                mood=answer.mood,
                answer=answer,
                question=question,
                text=text,
                language=facts.language,
            )
            if answer.is_confirmed:
                open_remark(remark)
            remark.save(force_insert=True)


@transaction.atomic
def withdraw_answer(mood: MoodCheck, *, by: Person) -> None:
    """Take one's answer back while the check is open; a success that was reached stays reached."""
    hold_open(mood)
    answer = locked(mood, by)
    may_withdraw.require(by, answer)
    if answer.state == Answer.State.WITHDRAWN:
        raise AnswerMissing
    take_back(answer)


@transaction.atomic
def say_whether_done(answer: Answer, did: str) -> Answer:
    """Keep whether the person did what she said, weeks later; the last word counts."""
    if did not in Answer.Did.values:
        raise AnswerUnknown
    held: Any = Answer.objects.select_for_update(of=("self",)).select_related("home", "mood")
    answer = held.get(pk=answer.pk)
    if not answer.is_confirmed:
        raise AnswerMissing
    before = marks_of(answer)
    answer.did = did
    count_answer(answer.mood_id, before=before, after=marks_of(answer))
    answer.save(update_fields=["did"])
    return answer
