"""What the tests of mood checks are about."""

import re
from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from citizenspring.city.models import Territory
from citizenspring.mood import services
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.mood.services import AnswerFacts, MoodRules, QuestionFacts
from citizenspring.people.models import Letter, Person
from citizenspring.people.tests.factories import make_guest, make_role
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, open_activity
from citizenspring.processes.tests import factories as of_processes

__all__ = [
    "THREE",
    "answered",
    "choice",
    "confirmed",
    "make_commune",
    "make_mood",
    "make_verifier",
    "organiser_of",
    "over",
    "token_of",
]

THREE = {"fr": "Une rue pour jouer", "nl": "Een speelstraat", "en": "A street to play in"}
LINK = re.compile(r"/moods/confirm/([^/\s]+)/")


def choice(*words: str) -> QuestionFacts:
    options = [{"fr": word, "nl": word, "en": word} for word in words]
    return QuestionFacts("choice", THREE, options)


def make_commune(code: str = "21001", population: int = 100_000) -> Territory:
    known = Territory.objects.filter(code=code).first()
    return known or Territory.objects.create(
        code=code, kind=Territory.Kind.COMMUNE, name=f"C {code}", population=population
    )


def organiser_of(mood: MoodCheck) -> Person:
    return of_processes.make_organiser("Olga", scope=mood.activity.process_id)


def make_verifier(mood: MoodCheck, **facts: Any) -> Person:
    return make_role("verifier", scope=mood.activity.process_id, **facts).person


def make_mood(
    *,
    is_open: bool = True,
    process: Process | None = None,
    days: float = 30,
    questions: list[QuestionFacts] | None = None,
    **rules: Any,
) -> MoodCheck:
    """A mood check with the usual three questions, open unless told otherwise."""
    process = process or of_processes.make_open_process(languages=["fr", "nl", "en"])
    olga = of_processes.make_organiser("Olga", scope=process.pk)
    made = services.create_mood(
        process,
        ActivityFacts(THREE, "", None, now() + timedelta(days=days)),
        MoodRules(**{"target": 3, "if_met": THREE, "if_missed": THREE, **rules}),
        questions=services.usual_questions() if questions is None else questions,
        by=olga,
    )
    if is_open:
        open_activity(made.activity, by=olga)
        made.refresh_from_db()
    return made


def answered(
    mood: MoodCheck,
    person: Person | None = None,
    *,
    home: Territory | None = None,
    said: dict[int, int] | None = None,
    words: str = "",
    **facts: Any,
) -> Answer:
    """An answer that waits to be confirmed; of an account, one that counts."""
    by = person or make_guest()
    return services.save_answer(
        mood,
        AnswerFacts(said or {1: 4, 3: 2}, home, {2: words} if words else {}, **facts),
        by=by,
    )


def token_of(email: str) -> str:
    """The newest link that was sent to this mailbox."""
    letters = Letter.objects.filter(to__iexact=email).order_by("-written_at", "-pk")
    for letter in letters:
        if found := LINK.search(letter.text):
            return found[1]
    message = f"no link was sent to {email}"
    raise AssertionError(message)


def confirmed(mood: MoodCheck, email: str, **facts: Any) -> Answer:
    """An answer that was confirmed by the link in its mail."""
    answer = answered(mood, **facts)
    asked = services.ask_to_confirm(answer, email)
    return services.confirm_by_link(token_of(asked.email))


def over(mood: MoodCheck) -> MoodCheck:
    """The same check, its last moment just gone by, before anyone closed it."""
    moment = now()
    Activity.objects.filter(pk=mood.activity_id).update(
        opened_at=moment - timedelta(days=2),
        opens_at=moment - timedelta(days=2),
        closes_at=moment - timedelta(seconds=1),
    )
    mood.activity.refresh_from_db()
    return mood
