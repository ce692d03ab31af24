"""Polls: prepared, opened and closed. From opening on their rules are fixed for everybody."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import connection, transaction

from citizenspring.ballots.errors import (
    OptionsMissing,
    PollFixed,
    PollStarted,
    TimesMissing,
)
from citizenspring.ballots.models import Option, Poll
from citizenspring.ballots.owners import owner_of
from citizenspring.ballots.permissions import may_make_poll, may_manage_poll
from citizenspring.ballots.rules import digest_of, rules_of
from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.ledger.services import record
from citizenspring.people.levels import Level
from citizenspring.people.models import Person
from citizenspring.processes.models import Process
from citizenspring.processes.texts import Text, as_text, in_languages, main_language
from citizenspring.threads.models import Node
from citizenspring.threads.services import open_node, rename_node, show_node

from .roll import freeze

__all__ = [
    "NODE",
    "OptionFacts",
    "PollFacts",
    "close_if_due",
    "close_poll",
    "create_poll",
    "edit_poll",
    "hold_alone",
    "note_refused",
    "open_poll",
    "set_options",
    "tell_state",
]

NODE = "poll"
State = Poll.State


@dataclass(frozen=True)
class PollFacts:
    """What an organiser says of a poll; what each rule means is said at ``Poll``."""

    title: Text
    method: str = Poll.Method.APPROVAL
    fewest: int = 1
    most: int = 5
    points: int | None = None
    most_each: int | None = None
    limit: Decimal | None = None
    required_level: Level = Level.MAIL
    territories: Sequence[Territory] = field(default_factory=tuple)
    asks_place: bool = False
    asks_age: bool = False
    opens_at: datetime | None = None
    closes_at: datetime | None = None


@dataclass(frozen=True)
class OptionFacts:
    """One thing to choose, and the node it stands for."""

    title: Text
    cost: Decimal | None = None
    group: str = ""
    node: Node | None = None


def _fill(poll: Poll, facts: PollFacts) -> None:
    poll.title = as_text(facts.title)
    poll.method, poll.fewest, poll.most = facts.method, facts.fewest, facts.most
    poll.points, poll.most_each, poll.limit = facts.points, facts.most_each, facts.limit
    poll.required_level = facts.required_level
    poll.asks_place, poll.asks_age = facts.asks_place, facts.asks_age
    poll.opens_at, poll.closes_at = facts.opens_at, facts.closes_at


def _named(poll: Poll) -> dict[str, Any]:
    titles = in_languages(poll.title)
    language = main_language(poll.title, poll.process.languages)
    return {"title": titles.get(language, ""), "language": language, "titles": titles}


def hold_alone(poll: Poll) -> None:
    """Wait for those who are just voting, keep others waiting, and read the poll anew."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(ballots_lock(%s))", [poll.pk])
    poll.refresh_from_db()


@transaction.atomic
def create_poll(
    process: Process, facts: PollFacts, *, within: Node, url: str, by: Person | None
) -> Poll:
    """Prepare a poll as a draft; ``url`` is the page where people vote."""
    if by is not None:
        may_make_poll.require(by, process)
    poll = Poll(process=process)
    _fill(poll, facts)
    poll.node = open_node(NODE, title="", language="", url=url, is_public=False, within=within)
    poll.save(force_insert=True)
    poll.territories.set(facts.territories)
    rename_node(poll.node, **_named(poll))
    record("poll.made", by=by, about=poll.node_id)
    return poll


def edit_poll(poll: Poll, facts: PollFacts, *, by: Person | None) -> Poll:
    """Change the rules of a draft; of an open poll never, and the attempt is recorded (A07)."""
    if by is not None:
        may_manage_poll.require(by, poll)
    if not _is_edited(poll, facts, by):
        note_refused(poll, "rules", by=by)
        raise PollFixed
    return poll


@transaction.atomic
def _is_edited(poll: Poll, facts: PollFacts, by: Person | None) -> bool:
    hold_alone(poll)
    if poll.frozen_at:
        return False
    _fill(poll, facts)
    poll.save()
    poll.territories.set(facts.territories)
    rename_node(poll.node, **_named(poll))
    record("poll.edited", by=by, about=poll.node_id)
    return True


def set_options(poll: Poll, options: Sequence[OptionFacts], *, by: Person | None) -> None:
    """Replace the options of a draft; they are numbered from 1 in the order given."""
    if by is not None:
        may_manage_poll.require(by, poll)
    if not _are_set(poll, options):
        note_refused(poll, "options", by=by)
        raise PollFixed


@transaction.atomic
def _are_set(poll: Poll, options: Sequence[OptionFacts]) -> bool:
    hold_alone(poll)
    if poll.frozen_at:
        return False
    poll.options.all().delete()
    rows = [
        Option(
            poll=poll,
            number=number,
            title=as_text(each.title),
            cost=each.cost,
            group=each.group,
            node=each.node,
        )
        for number, each in enumerate(options, start=1)
    ]
    Option.objects.bulk_create(rows)
    return True


@transaction.atomic
def note_refused(poll: Poll, what: str, *, by: Person | None) -> None:
    """Note in the public record that somebody tried to change what is fixed."""
    record("poll.change_refused", by=by, about=poll.node_id, facts={"what": what})


@transaction.atomic
def open_poll(poll: Poll, *, by: Person | None) -> Poll:
    """Fix rules, options and roll, note their digest in the public record, and take ballots."""
    if by is not None:
        may_manage_poll.require(by, poll)
    hold_alone(poll)
    if poll.state != State.DRAFT or poll.is_imported:
        raise PollStarted
    moment = database_now()
    _require_complete(poll, moment)
    freeze(poll)
    rules = rules_of(poll)
    poll.digest, poll.state = digest_of(rules), State.OPEN
    poll.frozen_at = poll.opened_at = moment
    poll.save(update_fields=["digest", "state", "frozen_at", "opened_at", "roll_size"])
    show_node(poll.node, is_public=True)
    facts = {
        "rules": poll.digest,
        "options": len(rules["options"]),
        "roll": poll.roll_size,
        "closes_at": rules["closes_at"],
    }
    record("poll.opened", by=by, about=poll.node_id, facts=facts)
    tell_state(poll)
    return poll


def _require_complete(poll: Poll, moment: datetime) -> None:
    if poll.closes_at is None or poll.closes_at <= moment:
        raise TimesMissing
    if poll.options.count() < max(poll.fewest, 1):
        raise OptionsMissing


@transaction.atomic
def close_poll(poll: Poll, *, by: Person | None) -> Poll:
    """Take no more ballots: those on their way are counted first, later ones are refused (A05)."""
    if by is not None:
        may_manage_poll.require(by, poll)
    hold_alone(poll)
    if poll.state != State.OPEN:
        raise PollStarted
    _close(poll, database_now(), by)
    return poll


@transaction.atomic
def close_if_due(poll: Poll, moment: datetime) -> bool:
    """Close an open poll whose time is over, on nobody's behalf."""
    hold_alone(poll)
    if poll.state != State.OPEN or poll.closes_at is None or poll.closes_at > moment:
        return False
    _close(poll, moment, None)
    return True


def _close(poll: Poll, moment: datetime, by: Person | None) -> None:
    poll.state, poll.closed_at = State.CLOSED, moment
    poll.save(update_fields=["state", "closed_at"])
    record("poll.closed", by=by, about=poll.node_id)
    owner_of(poll).on_closed(poll)
    tell_state(poll)


def tell_state(poll: Poll) -> None:
    """Have open pages of the poll say how it stands."""
    tell(f"poll:{poll.pk}", "state", state=str(poll.state))
