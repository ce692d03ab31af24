"""Paper and desk: two readers, one roll, and nobody votes twice."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from citizenspring.ballots.errors import (
    AlreadyVoted,
    CodeUnknown,
    DocumentUnknown,
    SheetDiffers,
    VotedAlready,
)
from citizenspring.ballots.models import Poll, RollEntry
from citizenspring.ballots.queries import sheet_standing
from citizenspring.ballots.services import cast_ballot
from citizenspring.ballots.services.desk import admit, cast_at_desk, entry_shown
from citizenspring.ballots.services.roll import new_code
from citizenspring.ballots.services.sheets import Keyed, key_in
from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person

from .roll_factories import choice_of, draft_poll, official, opened, register_of

Way = RollEntry.Channel


def ways(poll: Poll) -> list[str]:
    return sorted(poll.roll.filter(has_voted=True).values_list("channel", flat=True))


@pytest.mark.django_db
def test_a_paper_counts_when_two_people_read_the_same() -> None:
    poll = draft_poll()
    (code,) = register_of(poll, 1)
    opened(poll)
    ada, bo, cleo = official(poll), official(poll, "facilitator"), official(poll, name="Cleo")
    assert key_in(poll, code, choice_of(2, 1), by=ada) == Keyed.FIRST
    assert key_in(poll, code.lower(), choice_of(1, 2), by=ada) == Keyed.FIRST
    assert poll.ballots.count() == 0
    with pytest.raises(SheetDiffers):
        key_in(poll, code, choice_of(1, 3), by=bo)
    assert poll.ballots.count() == 0
    for reader in (ada, bo):
        (differing,) = sheet_standing(poll, reader).differing
        assert (differing.hint, differing.is_mine) == (code[:4], True)
    assert not sheet_standing(poll, cleo).differing[0].is_mine
    assert key_in(poll, code, choice_of(1, 2), by=bo) == Keyed.COUNTED
    assert list(poll.ballots.values_list("choices", flat=True)) == [[1, 2]]
    assert (ways(poll), poll.sheets.count()) == ([Way.PAPER], 0)
    with pytest.raises(AlreadyVoted):
        key_in(poll, code, choice_of(3), by=ada)


@pytest.mark.django_db
def test_strangers_and_unknown_codes_key_nothing_in() -> None:
    poll = opened(draft_poll())
    with pytest.raises(NotAllowed):
        key_in(poll, new_code(), choice_of(1), by=make_person())
    with pytest.raises(CodeUnknown):
        key_in(poll, new_code(), choice_of(1), by=official(poll))


@pytest.mark.django_db
def test_one_roll_knows_all_three_ways() -> None:
    poll = draft_poll()
    online, paper, desk = register_of(poll, 3)
    opened(poll)
    ada, bo = official(poll), official(poll)
    cast_ballot(poll, choice_of(1), code=online)
    with pytest.raises(VotedAlready):
        admit(poll, entry_shown(poll, "doc 00001", by=ada))
    with pytest.raises(AlreadyVoted):
        key_in(poll, online, choice_of(1), by=ada)
    token = admit(poll, entry_shown(poll, "DOC-00003", by=ada))
    assert cast_at_desk(poll, token, choice_of(2))
    with pytest.raises(AlreadyVoted):
        cast_at_desk(poll, token, choice_of(1))
    with pytest.raises(AlreadyVoted):
        cast_ballot(poll, choice_of(1), code=desk)
    key_in(poll, paper, choice_of(1), by=ada)
    key_in(poll, paper, choice_of(1), by=bo)
    with pytest.raises(AlreadyVoted):
        cast_ballot(poll, choice_of(1), code=paper)
    assert ways(poll) == sorted([Way.DESK, Way.ONLINE, Way.PAPER])
    assert poll.ballots.count() == 3
    with pytest.raises(DocumentUnknown):
        entry_shown(poll, "DOC-99999", by=ada)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a19_of_twenty_at_once_with_one_code_one_counts() -> None:
    poll = draft_poll()
    (code,) = register_of(poll, 1)
    opened(poll)
    ada, bo, cleo = official(poll), official(poll), official(poll)
    key_in(poll, code, choice_of(1), by=cleo)
    token = admit(poll, entry_shown(poll, code, by=ada))

    def act(number: int) -> bool:
        try:
            return _one_way(poll, code, token, (ada, bo)[number % 2], number % 3)
        except Refusal:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(act, range(20)))
    assert done.count(True) == 1
    assert poll.ballots.count() == len(ways(poll)) == 1


def _one_way(poll: Poll, code: str, token: str, by: Person, way: int) -> bool:
    if way == 0:
        return bool(cast_ballot(poll, choice_of(1), code=code))
    if way == 1:
        return bool(cast_at_desk(poll, token, choice_of(1)))
    return key_in(poll, code, choice_of(1), by=by) == Keyed.COUNTED
