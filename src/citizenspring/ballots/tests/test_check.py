"""`citizenspring check` goes red when an owner of the database touched a vote."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from citizenspring.ballots.checks import check_polls, logs_that_tell
from citizenspring.ballots.models import Ballot, Option, Poll, RollEntry

from .factories import behind_its_back, cast, make_open_poll, make_sealed_poll, voters_of

pytestmark = pytest.mark.django_db


def findings() -> list[str]:
    return [finding.sentence for finding in check_polls()]


@pytest.mark.parametrize(
    ("touch", "sentence"),
    [
        (lambda: Ballot.objects.update(choices=[3]), "ballots were changed"),
        (Ballot.objects.filter(choices=[1]).delete, "ballots were changed"),
        (lambda: RollEntry.objects.update(channel="desk"), "marks on its roll were changed"),
        (lambda: Option.objects.update(cost=7), "not those of its opening"),
    ],
)
def test_a09_what_was_touched_behind_the_guards_is_found(
    touch: Callable[[], Any], sentence: str
) -> None:
    make_sealed_poll([1], [2], [1, 2])
    assert findings() == []
    with behind_its_back():
        touch()
    assert any(sentence in told for told in findings())


def test_a09_a_ballot_without_a_mark_is_found_while_the_vote_is_open() -> None:
    poll = make_open_poll(voters=1)
    cast(poll, voters_of(poll)[0])
    assert findings() == []
    with behind_its_back():
        Ballot.objects.create(poll=Poll.objects.get(), tracker=b"x" * 32, choices=[1])
    assert findings() == ["It has not as many ballots as marks on its roll."]


def test_a22_a_database_that_logs_ballots_is_warned_of() -> None:
    assert logs_that_tell(databases=["default"]) == []
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL log_statement = 'mod'")
    assert [found.id for found in logs_that_tell(databases=["default"])] == ["citizenspring.W004"]
