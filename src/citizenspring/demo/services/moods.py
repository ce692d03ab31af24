"""Loading the demo's mood checks: made and opened by the same acts as any, answered in bulk."""

from datetime import timedelta

from citizenspring.city.queries import communes
from citizenspring.demo.moods import MoodContent, all_moods, crowd_of
from citizenspring.mood.models import MoodCheck
from citizenspring.mood.services import (
    MoodRules,
    QuestionFacts,
    answer_many,
    create_mood,
    decide,
    publish,
    usual_questions,
)
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import ActivityFacts, close_activity, open_activity
from citizenspring.threads.models import Node

from .cast import Calendar, Troupe

__all__ = ["load_moods"]


def load_moods(slug: str, process: Process, calendar: Calendar, troupe: Troupe) -> int:
    """The mood checks of one process; returns how many people answered."""
    found = [one for one in all_moods() if one.process == slug]
    return sum(_load(one, process, calendar, troupe) for one in found)


def _load(content: MoodContent, process: Process, calendar: Calendar, troupe: Troupe) -> int:
    opens, closes = calendar.moment(content.opens), calendar.moment(content.closes)
    is_over = closes <= calendar.loaded_at
    # Opened as if its date were ahead; its days in the past come afterwards.
    ahead = closes if not is_over else calendar.loaded_at + timedelta(days=1)
    mood = create_mood(
        process,
        ActivityFacts(content.title, content.introduction, None, ahead),
        _rules(content),
        questions=_questions(content),
        by=troupe.organiser,
    )
    open_activity(mood.activity, by=troupe.organiser)
    last = min(closes, calendar.loaded_at)
    answered = answer_many(mood, crowd_of(content, list(communes()), opens, last))
    decide(mood.pk)
    if is_over:
        close_activity(mood.activity, by=troupe.organiser)
    _date(mood, content, calendar)
    found = MoodCheck.objects.select_related("activity__process", "previous").get(pk=mood.pk)
    publish(found)
    return answered


def _rules(content: MoodContent) -> MoodRules:
    return MoodRules(
        content.target,
        content.each_commune,
        content.communes,
        content.city_share,
        content.if_met,
        content.if_missed,
        asks_age=content.asks_age,
    )


def _questions(content: MoodContent) -> list[QuestionFacts]:
    found = usual_questions()
    if content.choice:
        found.append(QuestionFacts("choice", content.choice_text, content.options))
    return found


def _date(mood: MoodCheck, content: MoodContent, calendar: Calendar) -> None:
    """Days in the past, so that pages read like a city that has been at it for a while."""
    opens, closes = calendar.moment(content.opens), calendar.moment(content.closes)
    activity = Activity.objects.filter(pk=mood.activity_id)
    activity.update(created_at=opens, opened_at=opens, closes_at=closes)
    activity.filter(closed_at__isnull=False).update(closed_at=closes)
    # What was told on the day it happened is not told again today.
    moods = MoodCheck.objects.filter(pk=mood.pk)
    moods.update(followed_up_at=None if closes > calendar.loaded_at else calendar.loaded_at)
    if content.answers >= content.target and closes <= calendar.loaded_at:
        moods.update(decided_at=calendar.past(content.opens, content.closes, 0.7))
        moods.update(announced_at=calendar.loaded_at)
    Node.objects.filter(pk=mood.activity.node_id).update(created_at=opens)
