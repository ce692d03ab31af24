"""What the worker repeats for mood checks."""

from datetime import timedelta
from uuid import UUID

from django.db.models import QuerySet

from citizenspring.common.background import background
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.processes.models import Activity

from . import services
from .models import MoodCheck, Rung
from .queries.standing import counts_of
from .services.counting import closed_and_undecided, undecided
from .services.telling import queue_for_all

__all__ = ["decide_moods", "follow_up", "publish_moods", "remind", "tell_counts", "write_messages"]

FOLLOW_UP_AFTER = timedelta(days=28)
_told: dict[UUID, int] = {}


def _with_activity() -> QuerySet[MoodCheck]:
    return MoodCheck.objects.select_related("activity__process", "activity__node", "previous")


@background("mood thresholds", every=2)
def decide_moods() -> int:
    """Say what became of each threshold, and have everyone concerned told."""
    # A process that died between a confirmation and its decision left this to be done.
    decided = sum(services.decide(pk) for pk in list(undecided()))
    decided += sum(services.miss(pk) for pk in list(closed_and_undecided()))
    waiting = _with_activity().filter(announced_at=None).exclude(outcome=MoodCheck.Outcome.RUNNING)
    for mood in waiting:
        if MoodCheck.objects.filter(pk=mood.pk, announced_at=None).update(
            announced_at=database_now()
        ):
            queue_for_all(mood, mood.outcome, mood.outcome)
    return decided


@background("mood results", every=3)
def publish_moods() -> int:
    """Renew what is shown of the checks that are open or have just closed."""
    moods = _with_activity().exclude(activity__state=Activity.State.DRAFT)
    fresh = moods.exclude(snapshot__is_final=True, snapshot__remarks__gt=0)
    return sum(services.publish(mood) for mood in fresh)


@background("mood counts", every=1)
def tell_counts() -> int:
    """Tell open pages of a new count.

    Once a second instead of at each answer: PostgreSQL commits notifying transactions one after
    the other, which would make every answer wait for the one before it.
    """
    for mood in _with_activity().filter(activity__state=Activity.State.OPEN):
        total = sum(counts_of(mood).get("", {}).values())
        if _told.setdefault(mood.pk, total) != total:
            _told[mood.pk] = total
            tell(mood.topic, "count", total=total)
    return 0


@background("mood messages", every=2)
def write_messages() -> int:
    """Write the mails that acts have asked for."""
    return services.tell_some()


@background("mood reminders", every=300)
def remind() -> int:
    """Remind people where a target would be missed."""
    open_ones = _with_activity().filter(activity__state=Activity.State.OPEN)
    for mood in open_ones.filter(outcome=MoodCheck.Outcome.RUNNING):
        services.nudge(mood)
    return 0


@background("mood follow-ups", every=600)
def follow_up() -> int:
    """Four weeks after the end, ask those who said that they come whether they did."""
    due = database_now() - FOLLOW_UP_AFTER
    ended = _with_activity().filter(followed_up_at=None, activity__closed_at__lte=due)
    for mood in ended:
        waiting = MoodCheck.objects.filter(pk=mood.pk, followed_up_at=None)
        if waiting.update(followed_up_at=database_now()):
            queue_for_all(mood, "did", "did", rung=Rung.ATTENDING)
    return 0
