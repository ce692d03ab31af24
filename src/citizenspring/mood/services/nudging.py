"""Reminders: rarely, at even distances, and only when the present rate would miss the target."""

from datetime import timedelta

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.engines.mood import nudging
from citizenspring.ledger.services import record
from citizenspring.mood.models import MoodCheck, Nudge
from citizenspring.mood.queries.standing import standing_of

from .telling import queue_for_all

__all__ = ["nudge"]

DAY = timedelta(days=1)


@transaction.atomic
def nudge(mood: MoodCheck) -> bool:
    """Decide once for each moment whether a reminder goes out, and note it."""
    opened, ends = mood.activity.opened_at, mood.activity.closes_at
    if opened is None or ends is None or mood.outcome != MoodCheck.Outcome.RUNNING:
        return False
    moment = database_now()
    standing = standing_of(mood, moment)
    used = list(mood.nudges.values_list("number", flat=True))
    found = nudging(
        (moment - opened) / DAY, (ends - opened) / DAY, standing.forecast, mood.target, used=used
    )
    if found.reason not in {"on course", "would miss"}:
        return False
    # A worker that was away must not send two within a day to catch up.
    is_soon = mood.nudges.filter(was_sent=True, at__gt=moment - DAY).exists()
    sends = found.is_due and not is_soon
    decided = Nudge(
        mood=mood, number=found.number, was_sent=sends, missing=standing.missing, at=moment
    )
    Nudge.objects.bulk_create([decided], ignore_conflicts=True)
    if not Nudge.objects.filter(mood=mood, number=found.number, at=moment).exists():
        return False
    if sends:
        facts = f'{{"missing": {standing.missing}, "days": {standing.whole_days_left}}}'
        queue_for_all(mood, "nudge", f"nudge-{found.number}", facts=facts)
        about = mood.activity.node_id
        record("mood.nudged", about=about, facts={"number": found.number})
    return sends
