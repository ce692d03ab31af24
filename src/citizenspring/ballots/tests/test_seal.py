"""Sealing: nothing pairs roll and ballots any more, and everybody reads the same at once."""

import time
from collections import Counter
from typing import Any

import pytest
from django.db import connection

from citizenspring.ballots import errors, owners, services
from citizenspring.ballots.background import close_and_seal
from citizenspring.ballots.models import Ballot, Poll
from citizenspring.ballots.owners import Owner
from citizenspring.ballots.queries import ballot_of, sealed_ballots
from citizenspring.ledger.models import Entry
from citizenspring.processes.tests.factories import make_commune
from citizenspring.threads.models import Part
from citizenspring.threads.participants import parts_of, people_in

from .factories import (
    cast,
    make_choice,
    make_open_poll,
    make_poll,
    make_sealed_poll,
    over,
    seal,
    voters_of,
)

PAIRED = """
SELECT entry.person_id, ballot.tracker
FROM ballots_rollentry entry JOIN ballots_ballot ballot ON ballot.xmin = entry.xmin
WHERE entry.poll_id = %s AND ballot.poll_id = %s AND entry.has_voted
"""
IN_ORDER = """
SELECT entry.person_id, ballot.tracker
FROM (SELECT person_id, row_number() OVER (ORDER BY ctid) AS place FROM ballots_rollentry
    WHERE poll_id = %s AND has_voted) entry
JOIN (SELECT tracker, row_number() OVER (ORDER BY ctid) AS place FROM ballots_ballot
    WHERE poll_id = %s) ballot USING (place)
"""


def guessed(poll: Poll, query: str) -> list[tuple[Any, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(query, [poll.pk, poll.pk])
        return [(person, bytes(tracker)) for person, tracker in cursor.fetchall()]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a21_row_versions_pair_everybody_before_sealing_and_nobody_after() -> None:
    poll = make_open_poll(voters=25)
    truth: dict[Any, bytes] = {}
    for person in voters_of(poll):
        choice = make_choice()
        services.cast_ballot(poll, choice, by=person)
        truth[person.pk] = choice.tracker
    assert dict(guessed(poll, PAIRED)) == truth
    seal(poll)
    everybody = guessed(poll, PAIRED)
    assert Counter(person for person, _ in everybody) == dict.fromkeys(truth, 25)
    right = sum(truth[person] == tracker for person, tracker in guessed(poll, IN_ORDER))
    # By chance one of them is right; more than six is rarer than one in a thousand.
    assert right <= 6
    # A vacuum of the database itself may be in the way for a moment; the worker tries again too.
    deadline = time.monotonic() + 60
    while not services.sweep():
        assert time.monotonic() < deadline, "it was never swept"
        time.sleep(0.1)
    with connection.cursor() as cursor:
        cursor.execute("SELECT n_dead_tup FROM pg_stat_user_tables WHERE relname ~ '^ballots_'")
        poll.refresh_from_db()
    assert poll.swept_at is not None
    assert len(list(sealed_ballots(poll))) == 25


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a21_traces_stay_marked_as_unswept_while_another_vote_is_open() -> None:
    poll = make_sealed_poll([1], [2])
    make_open_poll()
    assert services.sweep() == 0
    poll.refresh_from_db()
    assert poll.swept_at is None


@pytest.mark.django_db
def test_a24_ballots_show_to_nobody_before_sealing_and_then_in_the_order_of_trackers() -> None:
    poll = make_open_poll(voters=5)
    for person in voters_of(poll):
        cast(poll, person)
    with pytest.raises(errors.NotSealed):
        sealed_ballots(poll)
    services.close_poll(poll, by=None)
    with pytest.raises(errors.NotSealed):
        ballot_of(poll, b"x" * 32)
    assert services.seal_poll(poll)
    assert not services.seal_poll(poll)
    trackers = [row.tracker for row in sealed_ballots(poll)]
    assert trackers == sorted(trackers)
    assert len(trackers) == 5


@pytest.mark.django_db
def test_sealing_takes_names_and_codes_away_and_records_the_counts() -> None:
    poll = make_poll()
    code = services.roll.add_entry(poll, "Ada", b"x" * 32, "")
    services.open_poll(poll, by=None)
    services.cast_ballot(poll, make_choice(), code=code, channel="desk")
    seal(poll)
    entry = poll.roll.get()
    assert (entry.name, entry.name_key, entry.code, entry.identity) == ("", "", None, None)
    body = Entry.objects.get(kind="poll.sealed", about=poll.node_id).body
    told = {name: body[name] for name in ("roll", "online", "paper", "desk", "ballots")}
    assert told == {"roll": 1, "online": 0, "paper": 0, "desk": 1, "ballots": 1}
    assert {"sha256": body["sha256"], "root": body["root"]} == services.ballots_digests(poll)


@pytest.mark.django_db
def test_a26_what_too_few_share_is_gone_from_the_database_itself() -> None:
    make_commune("21001")
    make_commune("21002")
    poll = make_open_poll(voters=27, asks_place=True, asks_age=True)
    said = [("21001", "18_34")] * 12 + [("21001", "65_plus")] * 11 + [("21002", "18_34")] * 4
    for person, (place, age) in zip(voters_of(poll), said, strict=True):
        cast(poll, person, 1, place=place, age=age)
    seal(poll)
    cells = Counter(Ballot.objects.filter(poll=poll).values_list("place", "age"))
    # The four alone would be the total without the others, so everybody's place goes with theirs.
    assert cells == {("", "18_34"): 16, ("", "65_plus"): 11}


@pytest.mark.django_db
def test_a30_only_a_whole_tracker_finds_a_ballot() -> None:
    poll = make_sealed_poll([1], [2])
    row = next(sealed_ballots(poll))
    assert ballot_of(poll, row.tracker) == row
    assert ballot_of(poll, row.tracker[:31]) is None
    assert ballot_of(poll, b"x" * 32) is None


@pytest.mark.django_db
def test_the_worker_closes_what_is_due_and_seals_it_and_the_owner_hears_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[str] = []
    owner = Owner(
        on_closed=lambda _poll: heard.append("closed"),
        on_sealed=lambda _poll: heard.append("sealed"),
    )
    monkeypatch.setitem(owners._owners, "process", owner)
    poll = over(make_open_poll(voters=1))
    assert close_and_seal() == 2
    poll.refresh_from_db()
    assert (poll.state, heard) == (Poll.State.SEALED, ["closed", "sealed"])
    assert close_and_seal() == 0


@pytest.mark.django_db
def test_a23_who_voted_is_told_as_taking_part_once_sealed_all_at_one_moment() -> None:
    poll = make_open_poll(voters=2)
    ada, bo = voters_of(poll)
    cast(poll, ada)
    assert parts_of(ada) == {}
    seal(poll)
    assert parts_of(ada) == {poll.node_id: [(Part.Kind.VOTED, poll.closed_at)]}
    assert list(people_in([poll.node_id])) == [ada.pk]
    assert parts_of(bo) == {}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_vote_that_cannot_be_sealed_holds_up_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    polls = [over(make_open_poll(voters=2)) for _ in range(3)]

    def fails(poll: Poll) -> None:
        if poll == polls[1]:
            raise errors.NotSealed

    monkeypatch.setitem(owners._owners, "process", Owner(on_sealed=fails))
    with pytest.raises(errors.NotSealed):
        close_and_seal()
    states = [Poll.objects.get(pk=poll.pk).state for poll in polls]
    assert states == ["sealed", "closed", "sealed"]
    monkeypatch.setitem(owners._owners, "process", Owner())
    assert close_and_seal() == 1
