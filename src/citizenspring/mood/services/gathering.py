"""From a met mood check to a gathering, with the thread that says where it came from."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import get_language

from citizenspring.moderation.errors import ReasonMissing
from citizenspring.mood.errors import CheckNotMet, GatheringCalled
from citizenspring.mood.models import MoodCheck, Rung
from citizenspring.mood.permissions import may_edit_mood
from citizenspring.people.models import Person
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.services import (
    ActivityFacts,
    create_activity,
    open_activity,
    plan_activity,
)
from citizenspring.processes.texts import Text, in_languages
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link

from .telling import queue_for_all

__all__ = ["GatheringFacts", "announce_gathering", "call_gathering"]

STEP = "step"


@dataclass(frozen=True)
class GatheringFacts:
    """Where and when it is goes in the introduction; ``process`` is where it is held."""

    title: Text
    introduction: Text
    starts_at: datetime | None
    ends_at: datetime | None
    reason: str
    process: Process | None = None


@transaction.atomic
def call_gathering(mood: MoodCheck, facts: GatheringFacts, *, by: Person) -> Activity:
    """Make the next step of a met mood check, announce it, and tell those who said they come."""
    may_edit_mood.require(by, mood)
    held = MoodCheck.objects.select_for_update(of=("self",)).select_related("activity__process")
    mood = held.get(pk=mood.pk)
    if not mood.is_met:
        raise CheckNotMet
    said = facts.reason.strip()
    if not said:
        raise ReasonMissing
    if in_languages(facts.title) in _called_from(mood):
        raise GatheringCalled
    process = facts.process or mood.activity.process
    words = ActivityFacts(facts.title, facts.introduction, facts.starts_at, facts.ends_at)
    activity = create_activity(process, STEP, words, by=by)
    reasons = {get_language() or "fr": said}
    target = activity.node
    link(mood.activity.node, Edge.Kind.BECAME, target, reason=said, reasons=reasons, by=by)
    if process.is_open:
        is_ahead = facts.starts_at is not None and facts.starts_at > now()
        (plan_activity if is_ahead else open_activity)(activity, by=by)
        announce_gathering(mood, activity)
    return activity


def announce_gathering(mood: MoodCheck, activity: Activity) -> None:
    """Tell everyone who said that they come, help, host or lead; each hears of it once."""
    queue_for_all(
        mood,
        "gathering",
        f"gathering-{activity.pk}",
        rung=Rung.ATTENDING,
        facts=f'{{"gathering": "{activity.pk}"}}',
    )


def _called_from(mood: MoodCheck) -> list[dict[str, str]]:
    """The titles of what was called from it, so that a second press calls nothing twice."""
    rows = Activity.objects.filter(
        node__edges_in__source=mood.activity.node, node__edges_in__kind=Edge.Kind.BECAME
    )
    return [in_languages(activity.title) for activity in rows]
