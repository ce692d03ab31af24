"""Mood checks: what is asked, what was answered, and answering from another program."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.timezone import now
from django.utils.translation import gettext_noop as _
from ninja import Router, Schema, Status
from pydantic import Field

from citizenspring.city.models import Territory
from citizenspring.common.errors import Missing
from citizenspring.mood import queries, services
from citizenspring.mood.errors import AnswerUnknown
from citizenspring.mood.models import LONGEST_WORDS, OUTSIDE, Question, Snapshot
from citizenspring.mood.services import AnswerFacts
from citizenspring.people.limits import client_address
from citizenspring.processes.texts import in_languages

__all__ = ["router"]

router = Router(tags=["mood checks"])
STRANGER = None
Texts = dict[str, str]


class QuestionOut(Schema):
    number: int
    kind: str
    text: Texts
    options: list[Texts]

    @staticmethod
    def resolve_text(question: Question) -> Texts:
        return in_languages(question.text)


class MoodOut(Schema):
    """``counted`` are the confirmed answers now, ``reached`` the communes with enough."""

    id: UUID
    title: Texts
    state: str
    outcome: str
    target: int
    each_commune: int
    communes: int
    city_share: int
    if_met: Texts
    if_missed: Texts
    closes_at: datetime | None
    counted: int
    inside: int
    reached: int
    questions: list[QuestionOut]
    thread: UUID
    url: str


class ResultOut(Schema):
    total: int
    made_at: datetime
    is_final: bool
    result: dict[str, Any]


class AnswerIn(Schema):
    """``said`` holds numbers by question, ``words`` texts; ``home`` is a commune's code."""

    model_config = {"extra": "forbid", "strict": True}

    said: dict[str, int] = Field(default_factory=dict, max_length=5)
    words: dict[str, str] = Field(default_factory=dict, max_length=5)
    home: str = Field(max_length=50)
    email: str = Field(default="", max_length=254)
    language: str = Field(default="fr", max_length=12)
    wants_news: bool = False


class AnswerOut(Schema):
    """``code`` is what a verifier asks for; the answer counts once it is confirmed."""

    state: str
    code: str


@router.get(
    "/moods/{process}/{activity}",
    response=MoodOut,
    summary=_("One mood check"),
    description=_("Its questions, its threshold, and how many confirmed answers there are now."),
)
def mood(request: HttpRequest, process: str, activity: str) -> dict[str, Any]:
    del request
    found = queries.mood_at(process, activity, STRANGER)
    standing = queries.standing_of(found, now())
    rules = ("id", "outcome", "target", "each_commune", "communes", "city_share")
    return {
        **{name: getattr(found, name) for name in rules},
        "title": in_languages(found.activity.title),
        "state": found.activity.state,
        "if_met": in_languages(found.if_met),
        "if_missed": in_languages(found.if_missed),
        "closes_at": found.activity.closes_at,
        "counted": standing.progress.total,
        "inside": standing.progress.inside,
        "reached": standing.progress.reached,
        "questions": list(found.questions.all()),
        "thread": found.activity.node_id,
        "url": found.get_absolute_url(),
    }


@router.get(
    "/moods/{process}/{activity}/results",
    response=ResultOut,
    summary=_("What people answered"),
    description=_("The figures as published after every ten answers; small cells are null."),
)
def mood_results(request: HttpRequest, process: str, activity: str) -> Snapshot:
    del request
    found = Snapshot.objects.filter(mood=queries.mood_at(process, activity, STRANGER)).first()
    if found is None:
        raise Missing
    return found


@router.post(
    "/moods/{process}/{activity}/answers",
    response={201: AnswerOut},
    summary=_("Answer a mood check"),
    description=_("Kept as a new answer; with an address, the link that confirms it is sent."),
)
def answer_mood(request: HttpRequest, process: str, activity: str, sent: AnswerIn) -> Status[Any]:
    found = queries.mood_at(process, activity, STRANGER)
    queries.require_open_for_answers(found)
    facts = _facts(sent)
    kept = services.answer_by_program(found, facts, sent.email, client_address(request))
    return Status(201, kept)


def _facts(sent: AnswerIn) -> AnswerFacts:
    """What was sent, as any answer; what fits nothing is refused by the act."""
    home = Territory.objects.filter(code=sent.home, kind=Territory.Kind.COMMUNE).first()
    numbers = [*sent.said, *sent.words]
    if (home is None and sent.home != OUTSIDE) or not all(map(str.isdecimal, numbers)):
        raise AnswerUnknown
    if not numbers or any(len(text) > LONGEST_WORDS for text in sent.words.values()):
        raise AnswerUnknown
    said = {int(number): value for number, value in sent.said.items()}
    words = {int(number): text for number, text in sent.words.items()}
    return AnswerFacts(said, home, words, "", sent.language, wants_news=sent.wants_news)
