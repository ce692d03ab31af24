"""Casting a vote: one per person and statement, sealed in the record, only while open."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from citizenspring.engines.record import canonical, hash_leaf
from citizenspring.ledger.models import Entry
from citizenspring.ledger.services import seal
from citizenspring.opinions import queries, services
from citizenspring.opinions.errors import MapClosed, VoteUnknown
from citizenspring.opinions.models import Statement, Vote
from citizenspring.opinions.queries import Votable
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest
from citizenspring.processes.models import Activity

from .factories import make_map

pytestmark = pytest.mark.django_db


def first_statement(**facts: Any) -> Statement:
    return make_map(**facts).statements.select_related("map__activity__process").get()


def test_a_guest_casts_one_vote() -> None:
    ada, statement = make_guest(), first_statement()
    assert services.cast_vote(statement, 1, by=ada).is_first
    vote = Vote.objects.get()
    assert (vote.person_id, vote.statement_id, vote.choice) == (ada.pk, statement.pk, 1)


def test_the_same_vote_again_changes_nothing() -> None:
    ada, statement = make_guest(), first_statement()
    services.cast_vote(statement, 1, by=ada)
    assert not services.cast_vote(statement, 1, by=ada).is_changed
    assert Entry.objects.filter(kind="vote.cast").count() == 1


def test_another_choice_replaces_the_first_and_says_so_in_the_record() -> None:
    ada, statement = make_guest(), first_statement()
    services.cast_vote(statement, 1, by=ada)
    first = Entry.objects.get(kind="vote.cast")
    services.cast_vote(statement, -1, by=ada)
    assert Vote.objects.get().choice == -1
    second = Entry.objects.filter(kind="vote.cast").exclude(pk=first.pk).get()
    assert second.body["replaces"] == first.body["seal"]


def votable(statement: Statement) -> Votable:
    activity = statement.map.activity
    found = queries.votable(activity.process.slug, activity.slug, statement.number)
    assert found is not None
    return found


def test_a_first_vote_and_its_entry_are_one_statement() -> None:
    ada, statement = make_guest(), first_statement()
    target = votable(statement)
    with CaptureQueriesContext(connection) as asked:
        assert services.cast_vote(target, 1, by=ada).is_first
    assert len(asked) == 1
    vote, entry = Vote.objects.get(), Entry.objects.get(kind="vote.cast")
    assert entry.body["seal"] == bytes(vote.seal).hex()
    assert entry.about == statement.map.activity.node_id
    assert bytes(entry.leaf) == hash_leaf(canonical(entry.body))


def test_a_change_of_mind_finds_its_first_vote() -> None:
    ada, target = make_guest(), votable(first_statement())
    services.cast_vote(target, 1, by=ada)
    assert not services.cast_vote(target, 1, by=ada).is_changed
    again = services.cast_vote(target, -1, by=ada)
    assert (again.is_first, again.is_changed) == (False, True)
    assert Entry.objects.filter(kind="vote.cast").count() == 2


def test_a_map_that_closed_a_moment_ago_takes_no_vote_and_records_none() -> None:
    statement = first_statement()
    target = votable(statement)
    Activity.objects.update(state=Activity.State.CLOSED, closed_at=now())
    with pytest.raises(MapClosed):
        services.cast_vote(target, 1, by=make_guest())
    assert not Vote.objects.exists()
    assert not Entry.objects.filter(kind="vote.cast").exists()


def test_the_record_proves_the_vote_without_showing_it() -> None:
    ada, statement = make_guest(), first_statement()
    services.cast_vote(statement, -1, important=True, by=ada)
    vote, entry = Vote.objects.get(), Entry.objects.get(kind="vote.cast")
    facts = services.sealed_facts(person=ada.pk, statement=statement.pk, choice=-1, important=True)
    assert entry.body["seal"] == seal(bytes(vote.salt), facts) == bytes(vote.seal).hex()
    assert set(entry.body) == {"kind", "nonce", "about", "seal"}


def test_a_choice_that_does_not_exist_is_refused() -> None:
    with pytest.raises(VoteUnknown):
        services.cast_vote(first_statement(), 2, by=make_guest())


def test_a06_the_database_refuses_a_choice_that_does_not_exist() -> None:
    ada, statement = make_guest(), first_statement()
    services.cast_vote(statement, 1, by=ada)
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.update(choice=5)


def test_a_map_that_has_not_opened_takes_no_vote() -> None:
    with pytest.raises(MapClosed):
        services.cast_vote(first_statement(is_open=False), 1, by=make_guest())


def test_a04_the_clock_of_the_database_closes_the_map() -> None:
    statement = first_statement()
    past = now() - timedelta(seconds=1)
    Activity.objects.update(closes_at=past, opens_at=past - timedelta(days=1))
    with pytest.raises(MapClosed):
        services.cast_vote(statement, 1, by=make_guest())


def test_a_hidden_statement_takes_no_vote() -> None:
    statement = first_statement()
    Statement.objects.update(state="hidden")
    with pytest.raises(MapClosed):
        services.cast_vote(statement, 1, by=make_guest())


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a01_twenty_votes_at_once_by_one_person_are_one_vote() -> None:
    ada, statement = make_guest(), first_statement()

    def cast(number: int) -> None:
        try:
            services.cast_vote(statement, 1 - number % 3, by=Person.objects.get(pk=ada.pk))
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(cast, range(20)))
    vote = Vote.objects.get()
    assert Entry.objects.filter(kind="vote.cast").count() <= 20
    replaced = Entry.objects.filter(body__has_key="replaces").count()
    assert Entry.objects.filter(kind="vote.cast").count() - replaced == 1
    assert Entry.objects.filter(body__seal=bytes(vote.seal).hex()).exists()


def test_withdrawing_removes_the_row_and_is_recorded() -> None:
    ada, statement = make_guest(), first_statement()
    services.cast_vote(statement, 1, by=ada)
    services.withdraw_vote(statement, by=ada)
    assert not Vote.objects.exists()
    cast, gone = Entry.objects.filter(kind__startswith="vote.").order_by("recorded_at")
    assert gone.body["withdraws"] == cast.body["seal"]
