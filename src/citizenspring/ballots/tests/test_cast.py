"""Casting: once each, whole or not at all, by the database's clock, and without a trace."""

import logging
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.test.utils import CaptureQueriesContext

from citizenspring.ballots import errors, services
from citizenspring.ballots.models import Ballot, Poll, RollEntry
from citizenspring.ballots.queries import standing_of, turnout_of
from citizenspring.ballots.receipts import read_receipt
from citizenspring.ballots.services import OptionFacts
from citizenspring.ballots.services.roll import add_entry
from citizenspring.ledger.models import Entry
from citizenspring.notifications.models import News
from citizenspring.people.models import Letter
from citizenspring.processes.tests.factories import make_commune
from citizenspring.threads.models import Part

from .factories import (
    cast,
    make_choice,
    make_open_poll,
    make_organiser_of,
    make_poll,
    make_voter,
    over,
    seal,
    voters_of,
)

pytestmark = pytest.mark.django_db


def test_a_ballot_counts_and_its_receipt_stands_for_it() -> None:
    poll = make_open_poll(voters=1)
    choice = make_choice(3, 1)
    receipt = services.cast_ballot(poll, choice, by=voters_of(poll)[0])
    stored = Ballot.objects.get(poll=poll)
    assert (bytes(stored.tracker), stored.choices) == (choice.tracker, [1, 3])
    told = read_receipt(receipt)
    assert (told.poll, told.tracker, told.rules) == (poll.pk, choice.tracker, poll.digest)
    assert told.stands_for(replace(choice, choices=(1, 3)))
    assert not told.stands_for(replace(choice, choices=(1, 2)))
    with pytest.raises(errors.ReceiptUnknown):
        read_receipt(receipt.replace(choice.tracker.hex(), "0" * 64))


def test_a02_the_same_ballot_sent_again_gives_the_same_receipt() -> None:
    poll = make_open_poll(voters=1)
    ada, choice = voters_of(poll)[0], make_choice(2)
    first = services.cast_ballot(poll, choice, by=ada)
    assert services.cast_ballot(poll, choice, by=ada) == first
    seal(poll)
    assert services.cast_ballot(poll, choice, by=ada) == first
    assert Ballot.objects.filter(poll=poll).count() == 1


def test_a03_a_second_ballot_is_refused_and_the_first_stands() -> None:
    poll = make_open_poll(voters=2)
    ada, bo = voters_of(poll)
    assert standing_of(poll, ada).may_vote
    first = make_choice(1)
    services.cast_ballot(poll, first, by=ada)
    with pytest.raises(errors.AlreadyVoted) as refused:
        cast(poll, ada, 2)
    assert refused.value.status == 409
    for stranger in (ada, bo):
        with pytest.raises(errors.TrackerUsed), transaction.atomic():
            services.cast_ballot(poll, replace(first, choices=(2,)), by=stranger)
    assert standing_of(poll, ada).has_voted
    assert not standing_of(poll, bo).has_voted
    assert [ballot.choices for ballot in Ballot.objects.filter(poll=poll)] == [[1]]


def test_a04_the_databases_clock_ends_the_vote() -> None:
    poll = over(make_open_poll(voters=1))
    assert poll.is_open
    with pytest.raises(errors.PollClosed) as refused:
        cast(poll, voters_of(poll)[0])
    assert refused.value.status == 403
    assert not RollEntry.objects.filter(poll=poll, has_voted=True).exists()


def test_nobody_votes_before_the_opening_or_without_being_on_the_roll() -> None:
    draft = make_poll()
    with pytest.raises(errors.PollNotOpen):
        cast(draft, make_voter())
    poll = make_open_poll()
    with pytest.raises(errors.NotOnRoll):
        cast(poll, make_voter())
    with pytest.raises(errors.CodeUnknown):
        services.cast_ballot(poll, make_choice(), code="AAAA-BBBB-CCCC")


def test_a19_a_code_votes_once_whichever_way_it_is_typed() -> None:
    poll = make_poll()
    code = add_entry(poll, "Ada", b"x" * 32, "")
    services.open_poll(poll, by=make_organiser_of(poll))
    paper = RollEntry.Channel.PAPER
    services.cast_ballot(poll, make_choice(), by=make_voter(), code=code, channel=paper)
    with pytest.raises(errors.AlreadyVoted):
        services.cast_ballot(poll, make_choice(), code=code.lower().replace("-", " "))
    assert poll.roll.get(code__isnull=False).channel == RollEntry.Channel.PAPER


def _knapsack() -> Poll:
    costs = [("A", 60), ("B", 40), ("C", 1)]
    options = [OptionFacts({"en": name}, Decimal(cost)) for name, cost in costs]
    return make_open_poll(options, voters=1, limit=Decimal(100), most=3)


def _points() -> Poll:
    return make_open_poll(voters=1, method="points", points=10, most_each=6, fewest=2, most=3)


@pytest.mark.parametrize(
    ("make", "choices", "points", "fault"),
    [
        (make_open_poll, (4,), None, "unknown_option"),
        (make_open_poll, (1, 1), None, "unknown_option"),
        (make_open_poll, (1,), (1,), "points_beside"),
        (lambda: make_open_poll(most=2), (1, 2, 3), None, "too_many"),
        (_points, (1,), (5,), "too_few"),
        (_points, (1, 2), None, "points_beside"),
        (_points, (1, 2), (6, 5), "points_sum"),
        (_points, (1, 2), (7, 1), "points_each"),
        (_points, (1, 2), (0, 1), "points_each"),
        (_knapsack, (1, 2, 3), None, "over_limit"),
    ],
)
def test_a06_a10_a_ballot_against_the_rules_is_refused_by_the_act_and_by_raw_sql(
    make: Any, choices: tuple[int, ...], points: tuple[int, ...] | None, fault: str
) -> None:
    poll = make()
    with pytest.raises(errors.BadBallot) as refused:
        cast(poll, voters_of(poll)[0], *choices, points=points)
    assert (refused.value.fault, refused.value.status) == (fault, 422)
    with (
        pytest.raises(IntegrityError, match=fault),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO ballots_ballot (tracker, poll_id, choices, points, place, age)"
            " VALUES (sha256('x'), %s, %s, %s, '', '')",
            [poll.pk, list(choices), None if points is None else list(points)],
        )
    assert not RollEntry.objects.filter(poll=poll, has_voted=True).exists()


@pytest.mark.parametrize("number", [0, -1, 10**9, 1.5, "1", None, True])
def test_a06_what_is_no_number_of_an_option_never_reaches_the_database(number: Any) -> None:
    poll = make_open_poll(voters=1)
    with pytest.raises(errors.BadBallot):
        cast(poll, voters_of(poll)[0], number)


def test_a10_a_ballot_up_to_the_limit_counts_and_a_ranking_keeps_its_order() -> None:
    poll = _knapsack()
    cast(poll, voters_of(poll)[0], 2, 1)
    assert Ballot.objects.get(poll=poll).choices == [1, 2]
    ranked = make_open_poll(voters=1, method="ranking")
    cast(ranked, voters_of(ranked)[-1], 3, 1, 2)
    assert Ballot.objects.get(poll=ranked).choices == [3, 1, 2]


def test_place_and_age_are_no_room_for_a_mark_of_ones_own() -> None:
    make_commune("21001")
    poll = make_open_poll(voters=1, asks_place=True, asks_age=True)
    ada = voters_of(poll)[0]
    for mark in ({"place": "here-is-ada"}, {"age": "101"}):
        with pytest.raises(errors.BadBallot):
            cast(poll, ada, 1, **mark)
    cast(poll, ada, 1, place="21001", age="18_34")
    assert Ballot.objects.get(poll=poll).place == "21001"


def test_a21_a22_a23_a31_casting_leaves_no_trace_but_ballot_and_mark(
    caplog: pytest.LogCaptureFixture,
) -> None:
    poll = make_open_poll(voters=1)
    ada = voters_of(poll)[0]
    traces = Entry, News, Letter, Part
    before = [table.objects.count() for table in traces]
    with caplog.at_level(logging.DEBUG), CaptureQueriesContext(connection) as queries:
        cast(poll, ada)
    assert [table.objects.count() for table in traces] == before
    assert (caplog.text, len(queries)) == ("", 0)


def test_a24_nothing_but_a_rounded_turnout_shows_while_the_vote_is_open() -> None:
    poll = make_open_poll(voters=12)
    for person in voters_of(poll)[:11]:
        cast(poll, person)
    assert (turnout_of(poll).voted, turnout_of(poll).is_exact) == (10, False)
    seal(poll)
    assert (turnout_of(poll).voted, turnout_of(poll).is_exact) == (11, True)


def test_a_ballot_never_comes_in_without_its_mark() -> None:
    poll = make_open_poll(voters=1)
    with pytest.raises(ProgrammingError, match="mark"), transaction.atomic():
        Ballot.objects.create(poll=poll, tracker=b"x" * 32, choices=[1])
    with pytest.raises(IntegrityError, match="roll"), transaction.atomic():
        RollEntry.objects.filter(poll=poll).update(has_voted=True, channel="online")
