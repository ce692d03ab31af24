"""`citizenspring check` finds one vote changed, added or removed behind the platform's back."""

import pytest

from citizenspring.opinions import services
from citizenspring.opinions.checks import check_votes
from citizenspring.opinions.models import Vote
from citizenspring.people.merging import follow
from citizenspring.people.tests.factories import make_guest, make_person

from .factories import make_map, vote

pytestmark = pytest.mark.django_db


def cast_some() -> None:
    statement, other = make_map("Trees.", "Benches.").statements.all()
    ada, bo = make_guest(), make_guest()
    vote(ada, statement, 1)
    vote(ada, statement, -1)
    vote(bo, statement, 0, important=True)
    vote(bo, other, 1)
    services.withdraw_vote(other, by=bo)


@pytest.mark.slow
def test_nothing_is_found_when_votes_were_only_cast_changed_and_withdrawn() -> None:
    cast_some()
    assert list(check_votes()) == []


def test_one_changed_row_is_found() -> None:
    cast_some()
    Vote.objects.filter(choice=-1).update(choice=1)
    (finding,) = check_votes()
    assert "changed" in finding.sentence


def test_one_removed_row_is_found() -> None:
    cast_some()
    Vote.objects.filter(choice=0).delete()
    (finding,) = check_votes()
    assert "missing" in finding.sentence


def test_one_added_row_is_found() -> None:
    cast_some()
    seen = Vote.objects.get(choice=0)
    Vote.objects.create(
        person=make_guest(), statement=seen.statement, map=seen.map, choice=1,
        salt=seen.salt, seal=b"x" * 32,
    )  # fmt: skip
    assert [f.sentence for f in check_votes()]


@pytest.mark.slow
def test_a_guest_who_joins_an_account_keeps_her_later_votes_and_the_record_fits() -> None:
    trees, benches, cars = make_map("Trees.", "Benches.", "Cars.").statements.all()
    guest, ada = make_guest(), make_person()
    vote(ada, trees, -1)
    vote(guest, trees, 1)
    vote(guest, benches, 1)
    vote(guest, cars, 0)
    vote(ada, cars, 1)
    follow(guest, ada)
    kept = dict(Vote.objects.filter(person=ada).values_list("statement__number", "choice"))
    assert kept == {1: 1, 2: 1, 3: 1}
    assert not Vote.objects.filter(person=guest).exists()
    assert list(check_votes()) == []
