"""Asking from a phone in the room, and wanting to know what others asked."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from citizenspring.common.live import tell
from citizenspring.common.seen import seen_text
from citizenspring.engines.language import embed
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.queries.seats import table_of
from citizenspring.hearings.errors import (
    AskingClosed,
    ExpertsDoNotVote,
    NotInRoom,
    QuestionEmpty,
    QuestionGone,
    QuestionsTooMany,
    QuestionTooLong,
)
from citizenspring.hearings.models import LONGEST_QUESTION, Hearing, Question, Support
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.threads.models import Part
from citizenspring.threads.services import open_node, take_part

__all__ = [
    "MOST_QUESTIONS",
    "ask",
    "clean_question",
    "keep_question",
    "support",
    "vectors",
    "voice_of",
    "withdraw_support",
]

MOST_QUESTIONS = 5


def vectors(texts: Sequence[str]) -> list[list[float] | None]:
    """One vector per text; none for a text without letters, which is like nothing."""
    return [row.tolist() if row.any() else None for row in embed(texts)]


def voice_of(registration: Registration | None) -> str:
    """The voice under which somebody in the room counts; experts have none."""
    if registration is None:
        raise NotInRoom
    # Read anew: she may have been named an expert since her page was opened.
    now = Registration.objects.select_related("arrival").get(pk=registration.pk)
    arrival = getattr(now, "arrival", None)
    if not now.has_vote:
        raise ExpertsDoNotVote
    if arrival is None or arrival.left_at is not None:
        raise NotInRoom
    return str(arrival.voice)


def clean_question(text: str) -> str:
    cleaned = seen_text(text)
    if not any(character.isalpha() for character in cleaned):
        raise QuestionEmpty
    if len(cleaned) > LONGEST_QUESTION:
        raise QuestionTooLong(length=len(cleaned), longest=LONGEST_QUESTION)
    return cleaned


def ask(
    hearing: Hearing,
    text: str,
    language: str,
    *,
    registration: Registration | None,
    sent: UUID | None = None,
) -> Question:
    """Ask from a phone in the room; her table is named beside it, she is not.

    Her own registration is what lets her in, so there is no ``by``. ``sent`` names the form that
    was filled in: sent twice it is one question.
    """
    voice = voice_of(registration)
    assert registration is not None
    cleaned = clean_question(text)
    # Before the transaction: the vector takes a millisecond that no lock should wait for.
    vector = vectors([cleaned])[0]
    with transaction.atomic():
        held = _hold(hearing)
        mine = held.questions.filter(registration=registration)
        if sent and (twin := mine.filter(sent=sent).first()):
            return twin
        if mine.count() >= MOST_QUESTIONS:
            raise QuestionsTooMany(most=MOST_QUESTIONS)
        question = Question(
            hearing=held, text=cleaned, language=language, embedding=vector, sent=sent,
            registration=registration, author=registration.person, table=table_of(registration),
        )  # fmt: skip
        keep_question(question)
        if registration.person:
            take_part(registration.person, question.node, Part.Kind.WROTE)
        # Whoever asks wants to know it.
        Support.objects.create(question=question, voice=voice)
    return question


def _hold(hearing: Hearing) -> Hearing:
    held = Hearing.objects.select_for_update(no_key=True).get(pk=hearing.pk)
    held.gathering = hearing.gathering
    if not held.is_asking:
        raise AskingClosed
    return held


def keep_question(question: Question, *, by: Person | None = None) -> None:
    """Give it its number and its node; call while the hearing's row is held."""
    hearing = question.hearing
    Hearing.objects.filter(pk=hearing.pk).update(last_number=F("last_number") + 1)
    hearing.refresh_from_db(fields=["last_number"])
    question.number = hearing.last_number
    question.node = open_node(
        "question",
        title=question.text,
        language=question.language,
        url=question.get_absolute_url(),
        within=hearing.gathering.activity.node,
    )
    question.save(force_insert=True)
    # The words stay out: it must be possible to erase them without breaking the record.
    facts = {"number": question.number, "language": question.language, "table": question.table}
    record("hearing.asked", by=by, about=question.node_id, facts=facts)
    tell(hearing.topic, "questions")


@transaction.atomic
def support(question: Question, *, registration: Registration | None) -> bool:
    """Want to know it too; once for each person, whichever of its twins she saw."""
    root = _rooted(question)
    voice = voice_of(registration)
    made = Support.objects.bulk_create([Support(question=root, voice=voice)], ignore_conflicts=True)
    tell(root.hearing.topic, "supports")
    return bool(made)


@transaction.atomic
def withdraw_support(question: Question, *, registration: Registration | None) -> bool:
    """No longer want to know it."""
    root = _rooted(question)
    family = Question.objects.filter(pk=root.pk) | Question.objects.filter(merged_into=root)
    gone, _rows = Support.objects.filter(question__in=family, voice=voice_of(registration)).delete()
    tell(root.hearing.topic, "supports")
    return bool(gone)


def _rooted(question: Question) -> Question:
    """The question that stands for it, while people may still support it."""
    if not Hearing.objects.filter(pk=question.hearing_id, is_asking=True).exists():
        raise AskingClosed
    found = Question.objects.select_related("merged_into").get(pk=question.pk)
    root = found.merged_into or found
    if root.is_hidden:
        raise QuestionGone
    root.hearing = question.hearing
    return root
