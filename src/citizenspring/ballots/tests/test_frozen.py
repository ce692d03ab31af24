"""From its opening on a vote stays as it was, for everybody: acts, scripts and raw SQL."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from citizenspring.ballots import errors, services
from citizenspring.ballots.models import Ballot, Option, Poll, RollEntry
from citizenspring.ballots.rules import digest_of, rules_of
from citizenspring.ballots.services import OptionFacts, PollFacts
from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.people.erasing import erase_everywhere
from citizenspring.people.tests.factories import make_person
from citizenspring.processes.tests.factories import make_commune

from .factories import THREE, cast, make_open_poll, make_organiser_of, make_poll, seal, voters_of

pytestmark = pytest.mark.django_db


def test_a07_a_change_after_opening_is_refused_and_noted_in_the_record() -> None:
    poll = make_open_poll()
    olga, facts = make_organiser_of(poll), PollFacts(THREE, closes_at=poll.closes_at)
    with pytest.raises(errors.PollFixed):
        services.edit_poll(poll, replace(facts, most=9), by=olga)
    with pytest.raises(errors.PollFixed):
        services.set_options(poll, [OptionFacts({"en": "Other"})], by=olga)
    noted = Entry.objects.filter(kind="poll.change_refused", about=poll.node_id)
    assert sorted(entry.body["what"] for entry in noted) == ["options", "rules"]
    poll.refresh_from_db()
    assert poll.most == 5
    assert digest_of(rules_of(poll)) == poll.digest


BEHIND: dict[str, Callable[[Poll], Any]] = {
    "rules": lambda poll: Poll.objects.filter(pk=poll.pk).update(most=9),
    "closing time": lambda poll: Poll.objects.filter(pk=poll.pk).update(closes_at=None),
    "digest": lambda poll: Poll.objects.filter(pk=poll.pk).update(digest="0" * 64),
    "unfreezing": lambda poll: Poll.objects.filter(pk=poll.pk).update(frozen_at=None),
    "back to draft": lambda poll: Poll.objects.filter(pk=poll.pk).update(state="draft"),
    "sealed by hand": lambda poll: Poll.objects.filter(pk=poll.pk).update(
        state="sealed", closed_at=poll.opened_at, sealed_at=poll.opened_at
    ),
    "wrong roll size": lambda poll: Poll.objects.filter(pk=poll.pk).update(roll_size=10_000),
    "territories": lambda poll: poll.territories.add(make_commune()),
    "price": lambda poll: Option.objects.filter(poll=poll).update(cost=1),
    "option away": lambda poll: poll.options.get(number=1).delete(),
    "option more": lambda poll: Option.objects.create(poll=poll, number=9, title=THREE),
    "voter more": lambda poll: RollEntry.objects.create(poll=poll, person=make_person()),
    "voter away": lambda poll: poll.roll.filter(has_voted=False)._raw_delete("default"),
    "other voter": lambda poll: poll.roll.filter(has_voted=False).update(person=make_person()),
    "code": lambda poll: poll.roll.update(code=b"x" * 32),
    "mark away": lambda poll: poll.roll.update(has_voted=False, channel=""),
    "other channel": lambda poll: poll.roll.filter(has_voted=True).update(channel="desk"),
    "ballot changed": lambda poll: Ballot.objects.filter(poll=poll).update(choices=[2]),
    "ballot away": lambda poll: Ballot.objects.filter(poll=poll).delete(),
    "ballots away": lambda _poll: connection.cursor().execute("DELETE FROM ballots_ballot"),
    "ballots away, by words": lambda _poll: connection.cursor().execute(
        "DO $$BEGIN DELETE FROM ballots_ballot /* function ballots_seal( */; END$$"
    ),
    "mark away, by lines": lambda _poll: connection.cursor().execute(
        "DO $$BEGIN UPDATE ballots_rollentry SET has_voted = false, channel = '' /* \n"
        "PL/pgSQL function ballots_cast(uuid) line 1 at SQL statement\n*/; END$$"
    ),
    "poll away": lambda poll: Poll.objects.filter(pk=poll.pk)._raw_delete("default"),
}


def is_changed(poll: Poll, name: str) -> bool:
    try:
        with transaction.atomic():
            BEHIND[name](poll)
            connection.check_constraints()
    except DatabaseError:
        return False
    return True


def test_a07_a09_nobody_changes_an_open_vote_behind_its_back() -> None:
    poll = make_open_poll()
    cast(poll, voters_of(poll)[0])
    assert [name for name in BEHIND if is_changed(poll, name)] == []


def test_a09_nor_a_sealed_one() -> None:
    poll = make_open_poll()
    cast(poll, voters_of(poll)[0])
    seal(poll)
    harmless = {"closing time", "sealed by hand"}
    assert [name for name in BEHIND.keys() - harmless if is_changed(poll, name)] == []


def test_a09_the_tables_cannot_be_emptied() -> None:
    make_open_poll()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL citizenspring.may_truncate = 'off'")
    for table in ("ballot", "rollentry", "poll", "option"):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(f"TRUNCATE ballots_{table} CASCADE")


def test_a_draft_changes_and_opens_once_by_its_organisers() -> None:
    poll = make_poll(["Trees"])
    olga = make_organiser_of(poll)
    services.edit_poll(poll, PollFacts(THREE, fewest=2, closes_at=poll.closes_at), by=olga)
    with pytest.raises(errors.OptionsMissing):
        services.open_poll(poll, by=olga)
    services.set_options(poll, [OptionFacts({"en": "A"}), OptionFacts({"en": "B"})], by=olga)
    with pytest.raises(NotAllowed):
        services.open_poll(poll, by=make_person())
    services.open_poll(poll, by=olga)
    entry = Entry.objects.get(kind="poll.opened", about=poll.node_id)
    assert (entry.body["rules"], entry.body["roll"]) == (poll.digest, 1)
    with pytest.raises(errors.PollStarted):
        services.open_poll(poll, by=olga)


def test_who_erases_herself_leaves_the_roll_and_her_ballot_counts() -> None:
    poll = make_open_poll(voters=1)
    ada = voters_of(poll)[0]
    cast(poll, ada)
    erase_everywhere(ada)
    entry = poll.roll.get()
    assert (entry.person_id, entry.has_voted) == (None, True)
    assert Ballot.objects.filter(poll=poll).count() == 1
