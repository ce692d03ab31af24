"""Preparing a mood check: its texts, questions and thresholds, frozen when it opens."""

from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Max
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.utils.translation import override as speaking

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.mood import errors
from citizenspring.mood.models import MOST_QUESTIONS, MoodCheck, Question, Rung
from citizenspring.mood.permissions import may_edit_mood, may_make_mood
from citizenspring.mood.queries.readiness import missing_for_opening
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, create_activity, edit_activity
from citizenspring.processes.texts import Text, as_text, in_languages
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

from .telling import queue_for_all

__all__ = [
    "KIND",
    "MoodRules",
    "QuestionFacts",
    "add_question",
    "create_mood",
    "create_mood_once",
    "edit_mood",
    "edit_question",
    "freeze",
    "guard_edit",
    "next_wave",
    "remove_question",
    "usual_questions",
]

KIND = "mood"
WAITING = Activity.State.DRAFT, Activity.State.PLANNED
USUAL_ASKS = {
    Rung.INTERESTED: _("We tell you what becomes of it. You need not do anything else."),
    Rung.ATTENDING: _("Come to the first gathering. It lasts two hours."),
    Rung.HELPING: _("Give two hours of your time in the weeks before."),
    Rung.HOSTING: _("Invite six neighbours to your table for one evening."),
    Rung.LEADING: _("Call others together and keep a group going for three months."),
}


@dataclass(frozen=True)
class MoodRules:
    """What has to come together by the end, and what happens if it does and if it does not."""

    target: int = 1000
    each_commune: int = 0
    communes: int = 0
    city_share: int = 0
    if_met: Text = ""
    if_missed: Text = ""
    what_changed: Text = ""
    asks_age: bool = False

    def public(self) -> dict[str, Any]:
        texts = {"if_met", "if_missed", "what_changed"}
        return {
            name: in_languages(value) if name in texts else value
            for name, value in asdict(self).items()
        }


SAME_PRESS = timedelta(minutes=1)


@dataclass(frozen=True)
class QuestionFacts:
    kind: str
    text: Text
    options: list[dict[str, str]] = field(default_factory=list)


@transaction.atomic
def create_mood(
    process: Process,
    facts: ActivityFacts,
    rules: MoodRules,
    *,
    questions: list[QuestionFacts] | None = None,
    by: Person,
) -> MoodCheck:
    """Make a mood check in a process, as a draft, with its first questions."""
    may_make_mood.require(by, process)
    activity = create_activity(process, KIND, facts, by=by)
    mood = MoodCheck(activity=activity)
    _fill(mood, rules)
    mood.save(force_insert=True)
    for number, question in enumerate(questions or [], 1):
        _write(Question(mood=mood, number=number), question)
    record("mood.created", by=by, about=activity.node_id)
    return mood


@transaction.atomic
def create_mood_once(
    process: Process,
    facts: ActivityFacts,
    rules: MoodRules,
    *,
    questions: list[QuestionFacts] | None = None,
    by: Person,
) -> MoodCheck:
    """The same for a form, which a second press sends again: one draft of one title comes of it."""
    Process.objects.select_for_update().get(pk=process.pk)
    drafts = MoodCheck.objects.select_related("activity__process").filter(
        activity__process=process,
        activity__state=Activity.State.DRAFT,
        activity__created_at__gt=database_now() - SAME_PRESS,
    )
    title = in_languages(facts.title)
    twin = next((one for one in drafts if in_languages(one.activity.title) == title), None)
    return twin or create_mood(process, facts, rules, questions=questions, by=by)


def _fill(mood: MoodCheck, rules: MoodRules) -> None:
    mood.target, mood.city_share = rules.target, rules.city_share
    # A part without its other half asks nothing.
    is_whole = bool(rules.communes and rules.each_commune)
    mood.communes = rules.communes if is_whole else 0
    mood.each_commune = rules.each_commune if is_whole else 0
    mood.if_met, mood.if_missed = as_text(rules.if_met), as_text(rules.if_missed)
    mood.what_changed, mood.asks_age = as_text(rules.what_changed), rules.asks_age


def _write(question: Question, facts: QuestionFacts) -> Question:
    question.kind, question.text = facts.kind, as_text(facts.text)
    question.options = facts.options
    try:
        with transaction.atomic():
            question.save()
    except IntegrityError as problem:
        raise errors.CheckNotReady(
            missing=gettext("A mood check has five questions at most, and one ladder.")
        ) from problem
    return question


def _held(mood: MoodCheck, by: Person) -> MoodCheck:
    """The check as it is now, held still, and refused once it has opened."""
    may_edit_mood.require(by, mood)
    held = MoodCheck.objects.select_for_update(of=("self",)).select_related("activity__process")
    found = held.get(pk=mood.pk)
    if found.frozen_at is not None:
        raise errors.CheckFrozen
    return found


@transaction.atomic
def edit_mood(mood: MoodCheck, facts: ActivityFacts, rules: MoodRules, *, by: Person) -> MoodCheck:
    """Change texts, dates and thresholds until it opens (A07)."""
    found = _held(mood, by)
    edit_activity(found.activity, facts, by=by)
    _fill(found, rules)
    found.save()
    record("mood.edited", by=by, about=found.activity.node_id)
    return found


@transaction.atomic
def add_question(mood: MoodCheck, facts: QuestionFacts, *, by: Person) -> Question:
    found = _held(mood, by)
    last = found.questions.aggregate(last=Max("number"))["last"] or 0
    if last >= MOST_QUESTIONS:
        raise errors.CheckNotReady(missing=gettext("A mood check has five questions at most."))
    return _write(Question(mood=found, number=last + 1), facts)


@transaction.atomic
def edit_question(question: Question, facts: QuestionFacts, *, by: Person) -> Question:
    _held(question.mood, by)
    return _write(question, facts)


@transaction.atomic
def remove_question(question: Question, *, by: Person) -> None:
    """The later ones move up."""
    found, number = _held(question.mood, by), question.number
    question.delete()
    found.questions.filter(number__gt=number).update(number=F("number") - 1)


def freeze(activity: Activity, by: Person | None) -> None:
    """Called as the activity opens: from now on, questions and thresholds stay as they are.

    Refuses, and with it the opening, as long as something is missing.
    """
    mood = MoodCheck.objects.select_for_update(of=("self",)).get(activity=activity)
    mood.activity = activity
    missing = missing_for_opening(mood)
    if missing:
        raise errors.CheckNotReady(missing=" ".join(missing))
    mood.frozen_at = database_now()
    mood.save(update_fields=["frozen_at"])
    record("mood.frozen", by=by, about=activity.node_id, facts=_frozen(mood))
    if mood.previous:
        queue_for_all(mood.previous, "wave", f"wave-{mood.pk}", facts=f'{{"next": "{mood.pk}"}}')


def _frozen(mood: MoodCheck) -> dict[str, Any]:
    rules = MoodRules(
        mood.target,
        mood.each_commune,
        mood.communes,
        mood.city_share,
        mood.if_met,
        mood.if_missed,
        mood.what_changed,
        mood.asks_age,
    )
    ends = mood.activity.closes_at
    questions = [
        {"kind": one.kind, "text": in_languages(one.text), "options": one.options}
        for one in mood.questions.all()
    ]
    return {**rules.public(), "ends": ends.isoformat() if ends else "", "questions": questions}


def guard_edit(activity: Activity, facts: ActivityFacts) -> None:
    """The date is part of the threshold: it stays once the check is open."""
    if activity.is_open and _minute(facts.closes_at) != _minute(activity.closes_at):
        raise errors.CheckFrozen


def _minute(moment: datetime | None) -> datetime | None:
    """Forms know minutes only."""
    return moment.replace(second=0, microsecond=0) if moment else None


@transaction.atomic
def next_wave(mood: MoodCheck, facts: ActivityFacts, *, by: Person) -> MoodCheck:
    """The same questions to the same people again, once it is written what changed since."""
    may_edit_mood.require(by, mood)
    rules = MoodRules(
        mood.target,
        mood.each_commune,
        mood.communes,
        mood.city_share,
        mood.if_met,
        mood.if_missed,
        asks_age=mood.asks_age,
    )
    questions = [QuestionFacts(q.kind, q.text, q.options) for q in mood.questions.all()]
    made = create_mood(mood.activity.process, facts, rules, questions=questions, by=by)
    made.previous = mood
    try:
        with transaction.atomic():
            made.save(update_fields=["previous"])
    except IntegrityError as problem:
        raise errors.WaveExists from problem
    reasons = _in_all(WAVE_REASON)
    link(
        mood.activity.node,
        Edge.Kind.BECAME,
        made.activity.node,
        reason=reasons[settings.LANGUAGE_CODE],
        reasons=reasons,
        by=by,
    )
    return made


WAVE_REASON = _("The same people are asked again.")


def _in_all(msgid: str) -> dict[str, str]:
    """Our own words in every language of the site."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            found[language] = gettext(msgid)
    return found


def usual_questions() -> list[QuestionFacts]:
    """The three with which most mood checks do, in every language of the site."""
    asks = [_in_all(USUAL_ASKS[rung]) for rung in Rung]
    return [
        QuestionFacts(Question.Kind.MOOD, _in_all(_("How do you feel about this?"))),
        QuestionFacts(Question.Kind.OPEN, _in_all(_("What concerns you most?"))),
        QuestionFacts(Question.Kind.LADDER, _in_all(_("What would you do?")), asks),
    ]
