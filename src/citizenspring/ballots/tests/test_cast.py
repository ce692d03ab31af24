"""Casting: once each, whole or not at all, by the database's clock."""

from dataclasses import replace

import pytest

from citizenspring.ballots import services
from citizenspring.ballots.models import Ballot
from citizenspring.ballots.receipts import read_receipt

from .factories import (
    make_choice,
    make_open_poll,
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


def test_a02_the_same_ballot_sent_again_gives_the_same_receipt() -> None:
    poll = make_open_poll(voters=1)
    ada, choice = voters_of(poll)[0], make_choice(2)
    first = services.cast_ballot(poll, choice, by=ada)
    assert services.cast_ballot(poll, choice, by=ada) == first
    seal(poll)
    assert services.cast_ballot(poll, choice, by=ada) == first
    assert Ballot.objects.filter(poll=poll).count() == 1
