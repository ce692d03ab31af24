"""One vote that was changed, added or removed in the database alone is found and named."""

import pytest

from citizenspring.opinions.models import Vote
from citizenspring.opinions.record_checks import check_votes
from citizenspring.opinions.services import withdraw_vote
from citizenspring.opinions.tests.factories import make_map, vote
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest

pytestmark = pytest.mark.django_db


def found() -> list[str]:
    return [each.sentence for each in check_votes()]


def voters(count: int) -> list[Person]:
    statement = make_map().statements.get()
    people = [make_guest() for _ in range(count)]
    for at, person in enumerate(people):
        vote(person, statement, choice=1 if at % 2 else -1)
    return people


def test_votes_that_were_cast_changed_and_taken_back_agree_with_the_record() -> None:
    ada, bo, *_ = voters(4)
    statement = Vote.objects.filter(person=ada).get().statement
    vote(ada, statement, choice=0)
    withdraw_vote(statement, by=bo)
    assert found() == []


def test_one_vote_changed_in_the_database_is_found() -> None:
    ada, *_ = voters(3)
    Vote.objects.filter(person=ada).update(choice=0)
    (finding,) = check_votes()
    assert str(ada.pk) in finding.where
    assert finding.sentence == "The row was changed after it was recorded."


def test_a_vote_given_to_somebody_else_is_found() -> None:
    ada, *_ = voters(2)
    Vote.objects.filter(person=ada).update(person=make_guest())
    assert found() == ["The row was changed after it was recorded."]


def test_a_vote_that_was_never_recorded_is_found() -> None:
    ada, *_ = voters(2)
    added = Vote.objects.get(person=ada)
    Vote.objects.bulk_create(
        [
            Vote(
                person=make_guest(),
                statement=added.statement,
                map=added.map,
                choice=1,
                salt=added.salt,
                seal=bytes(32),
            )
        ]
    )
    assert "The record does not know this row." in found()


def test_a_vote_that_was_removed_is_found() -> None:
    ada, *_ = voters(2)
    Vote.objects.filter(person=ada).delete()
    assert found() == ["The record has this seal, but its row is missing."]
