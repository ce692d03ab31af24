"""A mood check at its address, and what belongs to a visitor in it."""

from typing import Any
from uuid import UUID

from citizenspring.common.clock import database_now
from citizenspring.common.errors import Missing
from citizenspring.mood.addresses import digest_of, signed_by_us
from citizenspring.mood.errors import CheckClosed, CheckNotOpen, LinkExpired, LinkUnknown, LinkUsed
from citizenspring.mood.models import Answer, Confirmation, MoodCheck, Question
from citizenspring.mood.permissions import may_confirm_in_person, may_edit_mood, may_key_in
from citizenspring.people.models import Person, Role
from citizenspring.people.queries import holds

__all__ = [
    "answer_by_link",
    "comparable_questions",
    "confirmation_of",
    "confirmed_by",
    "mood_at",
    "mood_of_code",
    "next_of",
    "own_answer",
    "page_of_link",
    "parts_of",
    "require_open_for_answers",
]

INSIDERS = Role.Kind.ORGANISER, Role.Kind.FACILITATOR, Role.Kind.VERIFIER, Role.Kind.MODERATOR


def mood_at(process: str, activity: str, visitor: Any) -> MoodCheck:
    """The mood check at an address; one that is not public yet is there for who prepares it."""
    found = (
        MoodCheck.objects.select_related("activity__process", "activity__node")
        .filter(activity__process__slug=process, activity__slug=activity)
        .first()
    )
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def mood_of_code(code: str, visitor: Any) -> MoodCheck:
    """The mood check that a flyer leads to."""
    rows = MoodCheck.objects.select_related("activity__process", "activity__node")
    found = rows.filter(code=code.upper()).first()
    if found is None or not _is_visible(found, visitor):
        raise Missing
    return found


def _is_visible(mood: MoodCheck, visitor: Any) -> bool:
    activity = mood.activity
    if not activity.is_draft and not activity.process.is_draft:
        return True
    return holds(visitor, *INSIDERS, scope=activity.process_id)


def own_answer(visitor: Any, mood: MoodCheck) -> Answer | None:
    """What the visitor answered here, unless she took it back."""
    if not isinstance(visitor, Person):
        return None
    rows = mood.answers.filter(person=visitor).exclude(state=Answer.State.WITHDRAWN)
    answer = rows.select_related("home").first()
    if answer:
        answer.mood = mood
    return answer


def next_of(mood: MoodCheck, visitor: Any) -> MoodCheck | None:
    """The wave after this one, once the visitor may see it."""
    rows = MoodCheck.objects.select_related("activity__process", "activity__node")
    found = rows.filter(previous=mood).first()
    return found if found and _is_visible(found, visitor) else None


def comparable_questions(mood: MoodCheck) -> list[tuple[Question, Question]]:
    """Questions that were asked in the same words in the wave before, as (before, now)."""
    if mood.previous is None:
        return []
    before = {(q.kind, str(q.text.data)): q for q in mood.previous.questions.all()}
    pairs = [(before.get((q.kind, str(q.text.data))), q) for q in mood.questions.all()]
    open_kind = Question.Kind.OPEN
    return [(was, now) for was, now in pairs if was and now.kind != open_kind]


def parts_of(mood: MoodCheck, visitor: Any) -> list[str]:
    """The names of its pages for the tabs, in their order."""
    offered = {
        "answer": not mood.activity.closed_at,
        "results": not mood.activity.is_draft,
        "words": not mood.activity.is_draft and _has_open_question(mood),
        "paper": may_key_in(visitor, mood) and mood.activity.is_open,
        "verify": may_confirm_in_person(visitor, mood) and mood.activity.is_open,
        "edit": may_edit_mood(visitor, mood),
    }
    return [name for name, is_offered in offered.items() if is_offered]


def _has_open_question(mood: MoodCheck) -> bool:
    return any(question.kind == Question.Kind.OPEN for question in mood.questions.all())


def require_open_for_answers(mood: MoodCheck) -> None:
    """A quick look before anything is written; the act itself looks again under its lock."""
    if mood.activity.closed_at:
        raise CheckClosed
    if not mood.activity.is_open:
        raise CheckNotOpen


def confirmation_of(token: str) -> Confirmation:
    """The link on its way to a mailbox, if it can still be used."""
    rows = Confirmation.objects.select_related("answer__mood__activity__process")
    asked = rows.filter(digest=digest_of(token)).first()
    if asked is None:
        raise LinkUnknown
    if asked.used_at:
        raise LinkUsed
    activity, moment = asked.answer.mood.activity, database_now()
    if activity.closed_at or (activity.closes_at and activity.closes_at <= moment):
        raise CheckClosed
    if asked.expires_at <= moment:
        raise LinkExpired
    return asked


def confirmed_by(token: str) -> Answer:
    """The answer that a link has confirmed."""
    rows = Confirmation.objects.select_related("answer__mood__activity__process")
    asked = rows.filter(digest=digest_of(token), used_at__isnull=False).first()
    if asked is None:
        raise LinkUnknown
    return asked.answer


def page_of_link(token: str) -> str:
    """Where someone goes on whose link confirms nothing: the mood check it is about, if any."""
    rows = Confirmation.objects.select_related("answer__mood__activity__process")
    asked = rows.filter(digest=digest_of(token)).first()
    return asked.answer.mood.get_absolute_url() if asked else ""


def answer_by_link(answer_id: UUID, purpose: str, token: str) -> Answer:
    """The answer that a signed link belongs to."""
    rows = Answer.objects.select_related("mood__activity__process", "home")
    answer = rows.filter(pk=answer_id).first()
    if answer is None or not signed_by_us(purpose, answer_id, token):
        raise LinkUnknown
    return answer
