"""Activities: made, planned, opened and closed, and whether one is open at this moment.

Whoever acts inside an activity holds its lock together with the others who act; whoever opens or
closes it holds the lock alone. So an act is either done before the closing or refused after it.
Advisory locks queue in order: a closing never starves under a crowd, and no row is rewritten.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.ledger.services import record
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes import errors
from citizenspring.processes.kinds import kind_named
from citizenspring.processes.models import Activity, Process
from citizenspring.processes.permissions import may_organise, may_run
from citizenspring.processes.texts import Text, as_text, in_languages, main_language
from citizenspring.threads.services import open_node, rename_node, show_node

__all__ = [
    "LOCKS_TOGETHER",
    "ActivityFacts",
    "close_activity",
    "close_for_good",
    "close_if_due",
    "create_activity",
    "edit_activity",
    "open_activity",
    "open_if_due",
    "plan_activity",
    "require_open",
    "unplan_activity",
]

State = Activity.State
SLUG_LENGTH = 60
LOCK_ALONE = "SELECT pg_advisory_xact_lock(%s)"
LOCK_TOGETHER = "SELECT pg_advisory_xact_lock_shared(%s)"
# The same for an act that is one statement of its own, with its row of the activity at hand.
LOCKS_TOGETHER = """pg_advisory_xact_lock_shared(
        ('x' || right(replace(activity.id::text, '-', ''), 16))::bit(64)::bigint)"""


@dataclass(frozen=True)
class ActivityFacts:
    """What an organiser says of an activity, whatever its method; times are in UTC."""

    title: Text
    introduction: Text = ""
    opens_at: datetime | None = None
    closes_at: datetime | None = None
    required_level: Level = Level.GUEST

    @classmethod
    def of(cls, activity: Activity, introduction: Text = "") -> "ActivityFacts":
        times = activity.opens_at, activity.closes_at
        return cls(activity.title, introduction, *times, activity.level)

    def public(self) -> dict[str, Any]:
        return {
            "title": in_languages(self.title),
            "opens_at": self.opens_at.isoformat() if self.opens_at else None,
            "closes_at": self.closes_at.isoformat() if self.closes_at else None,
            "level": Level(self.required_level).name.lower(),
        }


def _lock(activity: Activity, *, alone: bool) -> None:
    key = int.from_bytes(activity.pk.bytes[8:], "big", signed=True)
    with connection.cursor() as cursor:
        cursor.execute(LOCK_ALONE if alone else LOCK_TOGETHER, [key])


def _require_running(process: Process) -> None:
    """Hold the process still: nothing opens in it while someone closes it."""
    state = Process.objects.select_for_update().get(pk=process.pk).state
    if state == Process.State.DRAFT:
        raise errors.ProcessDraft
    if state != Process.State.OPEN:
        raise errors.ProcessNotOpen


def _fill(activity: Activity, facts: ActivityFacts) -> None:
    if facts.opens_at and facts.closes_at and facts.closes_at <= facts.opens_at:
        raise errors.TimesBackwards
    activity.title = as_text(facts.title)
    activity.introduction = as_text(facts.introduction)
    activity.opens_at, activity.closes_at = facts.opens_at, facts.closes_at
    activity.required_level = facts.required_level


def _name(activity: Activity) -> dict[str, Any]:
    titles = in_languages(activity.title)
    language = main_language(activity.title, activity.process.languages)
    return {"title": titles.get(language, ""), "language": language, "titles": titles}


def _insert(activity: Activity) -> None:
    words = slugify(activity.title.localize(main_language(activity.title)))
    activity.slug = words[:SLUG_LENGTH].strip("-") or f"{activity.kind}-{secrets.token_hex(3)}"
    try:
        with transaction.atomic():
            activity.save(force_insert=True)
    except IntegrityError:
        activity.slug = f"{activity.slug}-{secrets.token_hex(3)}"
        activity.save(force_insert=True)


@transaction.atomic
def create_activity(process: Process, kind: str, facts: ActivityFacts, *, by: Person) -> Activity:
    """Make the common part of an activity as a draft; the stage app adds its own row to it."""
    may_organise.require(by, process)
    if Process.objects.select_for_update().get(pk=process.pk).closed_at:
        raise errors.ProcessEnded
    activity = Activity(process=process, kind=kind, created_by=by)
    _fill(activity, facts)
    activity.node = open_node(
        "activity", title="", language="", is_public=False, within=process.node
    )
    _insert(activity)
    activity.node.url = reverse(kind_named(kind).url_name, args=[process.slug, activity.slug])
    activity.node.save(update_fields=["url"])
    rename_node(activity.node, **_name(activity))
    record("activity.made", by=by, about=activity.node_id, facts={"method": kind})
    return activity


@transaction.atomic
def edit_activity(activity: Activity, facts: ActivityFacts, *, by: Person) -> Activity:
    """Change texts and times; an open activity keeps the beginning it had."""
    may_organise.require(by, activity.process)
    _lock(activity, alone=True)
    activity.refresh_from_db()
    if activity.state == State.CLOSED:
        raise errors.ActivityClosed
    if on_editing := kind_named(activity.kind).on_editing:
        on_editing(activity, facts)
    began = activity.opens_at
    if activity.opened_at and activity.level != facts.required_level:
        raise errors.LevelFixed
    _fill(activity, facts)
    if activity.state == State.OPEN or (activity.state == State.PLANNED and not facts.opens_at):
        activity.opens_at = began
    if activity.opens_at and activity.closes_at and activity.closes_at <= activity.opens_at:
        raise errors.TimesBackwards
    changed = ["title", "introduction", "opens_at", "closes_at", "required_level"]
    activity.save(update_fields=changed)
    rename_node(activity.node, **_name(activity))
    public = {} if activity.is_draft else facts.public()
    record("activity.edited", by=by, about=activity.node_id, facts=public)
    return activity


def _step(activity: Activity, before: set[State], after: State, **changes: Any) -> bool:
    """Move on, alone, only if nobody else did in the meantime."""
    _lock(activity, alone=True)
    waiting = Activity.objects.filter(pk=activity.pk, state__in=before)
    if not waiting.update(state=after, **changes):
        return False
    activity.refresh_from_db()
    facts: dict[str, Any] = {"activity": str(activity.pk), "state": str(after)}
    tell(f"process:{activity.process_id}", "activity", **facts)
    tell(f"activity:{activity.pk}", "state", **facts)
    return True


def _opened(activity: Activity, by: Person | None) -> None:
    if on_opening := kind_named(activity.kind).on_opening:
        on_opening(activity, by)
    show_node(activity.node, is_public=True)
    facts = ActivityFacts.of(activity, activity.introduction)
    record("activity.opened", by=by, about=activity.node_id, facts=facts.public())


@transaction.atomic
def plan_activity(activity: Activity, *, by: Person) -> Activity:
    """Announce the activity: it opens by itself when its time has come."""
    may_run.require(by, activity)
    _require_running(activity.process)
    if activity.opens_at is None or activity.opens_at <= database_now():
        return open_activity(activity, by=by)
    if not _step(activity, {State.DRAFT}, State.PLANNED):
        raise errors.ActivityStarted
    show_node(activity.node, is_public=True)
    facts = ActivityFacts.of(activity)
    record("activity.planned", by=by, about=activity.node_id, facts=facts.public())
    return activity


@transaction.atomic
def unplan_activity(activity: Activity, *, by: Person) -> Activity:
    """Take the announcement back; the activity is a draft again."""
    may_run.require(by, activity)
    if not _step(activity, {State.PLANNED}, State.DRAFT):
        raise errors.ActivityStarted
    show_node(activity.node, is_public=False)
    record("activity.unplanned", by=by, about=activity.node_id)
    return activity


@transaction.atomic
def open_activity(activity: Activity, *, by: Person) -> Activity:
    """Open now, whatever was planned."""
    may_run.require(by, activity)
    _require_running(activity.process)
    moment = database_now()
    if activity.closes_at and activity.closes_at <= moment:
        raise errors.TimesBackwards
    if not _step(activity, {State.DRAFT, State.PLANNED}, State.OPEN, opened_at=moment):
        raise errors.ActivityStarted
    _opened(activity, by)
    return activity


@transaction.atomic
def close_activity(activity: Activity, *, by: Person) -> Activity:
    """Close now; acts that hold the lock are counted first, later ones are refused."""
    may_run.require(by, activity)
    _ask_before_closing(activity, by)
    if not _step(activity, {State.OPEN}, State.CLOSED, closed_at=database_now()):
        raise errors.ActivityNotClosed
    record("activity.closed", by=by, about=activity.node_id)
    return activity


def _ask_before_closing(activity: Activity, by: Person | None) -> None:
    if on_closing := kind_named(activity.kind).on_closing:
        on_closing(activity, by)


def close_for_good(activity: Activity, *, by: Person | None) -> None:
    """Close with its process: an open one ends, a planned one will not be; drafts stay drafts."""
    _ask_before_closing(activity, by)
    if _step(activity, {State.OPEN}, State.CLOSED, closed_at=database_now()):
        record("activity.closed", by=by, about=activity.node_id)
    elif _step(activity, {State.PLANNED}, State.DRAFT):
        show_node(activity.node, is_public=False)
        record("activity.unplanned", by=by, about=activity.node_id)


@transaction.atomic
def open_if_due(activity: Activity, moment: datetime) -> bool:
    """Open a planned activity whose time has come, on nobody's behalf."""
    changes = {"opened_at": moment}
    if activity.opens_at is None or activity.opens_at > moment:
        return False
    if not _step(activity, {State.PLANNED}, State.OPEN, **changes):
        return False
    _opened(activity, None)
    return True


@transaction.atomic
def close_if_due(activity: Activity, moment: datetime) -> bool:
    """Close an open activity whose time is over, on nobody's behalf."""
    _lock(activity, alone=True)
    over = Q(closes_at__lte=moment)
    if not Activity.objects.filter(over, pk=activity.pk, state=State.OPEN).exists():
        return False
    _step(activity, {State.OPEN}, State.CLOSED, closed_at=moment)
    record("activity.closed", by=None, about=activity.node_id)
    return True


def require_open(activity: Activity) -> None:
    """Go on only if the activity is open, and keep it open until this transaction ends.

    The database's clock, read after the lock is held, decides; call it first in the transaction
    of every act inside an activity.
    """
    if activity.state == State.PLANNED:
        open_if_due(activity, database_now())
    _lock(activity, alone=False)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT state, closes_at <= clock_timestamp() FROM processes_activity WHERE id = %s",
            [activity.pk],
        )
        state, is_over = cursor.fetchone()
    if state in {State.DRAFT, State.PLANNED}:
        raise errors.ActivityNotOpen
    if state == State.CLOSED or is_over:
        raise errors.ActivityClosed
