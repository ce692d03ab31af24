"""What happens at the same moment: one ballot each, and no ballot lost at the closing."""

import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection, connections

from citizenspring.ballots.models import Ballot, Poll
from citizenspring.ballots.services import cast_ballot, close_poll
from citizenspring.common.errors import Refusal
from citizenspring.people.models import Person

from .factories import behind_its_back, make_choice, make_open_poll, make_organiser_of, voters_of

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
TIMES = 20


def together(times: int, act: Callable[[int], Any]) -> list[Any]:
    barrier = threading.Barrier(times)

    def run(number: int) -> Any:
        connection.ensure_connection()
        barrier.wait(60)
        try:
            return act(number)
        except Refusal as refusal:
            return refusal.status
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def naive_cast(poll: Poll, person: Person) -> int:
    """The control: looks whether she has voted, then writes, as many a platform does."""
    if poll.roll.filter(person=person, has_voted=True).exists():
        return 409
    with behind_its_back():
        Ballot.objects.create(poll=poll, tracker=secrets.token_bytes(32), choices=[1])
        poll.roll.filter(person=person).update(has_voted=True, channel="online")
    return 201


def test_a01_twenty_ballots_of_one_person_count_once_where_the_naive_way_doubles() -> None:
    poll = make_open_poll(voters=2)
    ada, bo = voters_of(poll)
    answers = together(TIMES, lambda n: cast_ballot(poll, make_choice(n % 3 + 1), by=ada) and 201)
    assert Counter(answers) == {201: 1, 409: TIMES - 1}
    assert Ballot.objects.filter(poll=poll).count() == 1
    control = together(TIMES, lambda _n: naive_cast(poll, bo))
    assert control.count(201) > 1
    assert Ballot.objects.filter(poll=poll).count() == 1 + control.count(201)


def test_a02_one_ballot_sent_by_an_impatient_thumb_is_one_ballot() -> None:
    poll, choice = make_open_poll(voters=1), make_choice()
    ada = voters_of(poll)[0]
    receipts = together(TIMES, lambda _n: cast_ballot(poll, choice, by=ada))
    assert len(set(receipts)) == 1
    assert Ballot.objects.filter(poll=poll).count() == 1


def test_a05_whoever_got_a_receipt_is_counted_when_the_vote_closes_meanwhile() -> None:
    poll = make_open_poll(voters=TIMES - 1)
    people, olga = voters_of(poll), make_organiser_of(poll)

    def act(number: int) -> int:
        if number == TIMES - 1:
            close_poll(Poll.objects.get(pk=poll.pk), by=olga)
            return 0
        cast_ballot(poll, make_choice(), by=people[number])
        return 201

    answers = Counter(together(TIMES, act))
    assert set(answers) <= {0, 201, 403}
    assert Ballot.objects.filter(poll=poll).count() == answers[201]
    assert poll.roll.filter(has_voted=True).count() == answers[201]
