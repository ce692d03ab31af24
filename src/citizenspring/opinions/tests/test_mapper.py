"""The map follows the votes: exact after every change, and after a restart."""

import pytest

from citizenspring.moderation.models import Decision
from citizenspring.opinions import services
from citizenspring.opinions.board import Board
from citizenspring.opinions.mapper import Mapper, recompute
from citizenspring.opinions.models import MapVersion, OpinionMap
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role

from .factories import close, make_map, vote

pytestmark = pytest.mark.django_db


def a_split_crowd(people: int = 24) -> OpinionMap:
    made = make_map(*(f"Statement number {n} of ten." for n in range(10)))
    statements = list(made.statements.select_related("map__activity"))
    for at in range(people):
        person = make_guest()
        for n, statement in enumerate(statements):
            side = 1 if (at % 2 == 0) == (n < 5) else -1
            vote(person, statement, 1 if n == 9 else side)
    return made


def newest(opinion_map: OpinionMap) -> MapVersion:
    return opinion_map.versions.order_by("-number")[0]


@pytest.mark.slow
def test_two_camps_become_two_groups_with_common_ground() -> None:
    version = recompute(a_split_crowd())
    assert [group["size"] for group in version.result["groups"]] == [12, 12]
    assert version.result["common"][0][0] == 10
    assert version.votes_counted == 240


def test_a_map_without_votes_has_a_version_too() -> None:
    version = recompute(make_map())
    assert (version.votes_counted, version.result) == (0, {})


@pytest.mark.slow
def test_a_step_draws_only_what_changed() -> None:
    made, mapper = a_split_crowd(), Mapper()
    assert mapper.step() == 1
    assert mapper.step() == 0
    mapper.rests_until.clear()
    vote(make_guest(), made.statements.get(number=1))
    assert mapper.step() == 1
    assert newest(made).votes_counted == 241


@pytest.mark.slow
def test_a_vote_taken_back_leaves_the_map() -> None:
    made, mapper, ada = a_split_crowd(), Mapper(), make_guest()
    statement = made.statements.get(number=1)
    vote(ada, statement)
    mapper.step()
    services.withdraw_vote(statement, by=ada)
    mapper.rests_until.clear()
    mapper.step()
    assert newest(made).votes_counted == 240


@pytest.mark.slow
def test_what_is_kept_in_memory_equals_the_table() -> None:
    made, mapper = a_split_crowd(), Mapper()
    mapper.step()
    for person in Person.objects.filter(opinion_votes__isnull=False).distinct()[:5]:
        services.cast_vote(made.statements.get(number=2), 0, by=person)
        services.withdraw_vote(made.statements.get(number=3), by=person)
    mapper.rests_until.clear()
    mapper.step()
    fresh = Board()
    fresh.catch_up(made)
    kept, anew = mapper.boards[made.pk].matrix(made), fresh.matrix(made)
    assert list(kept.triples()) == list(anew.triples())


@pytest.mark.slow
def test_hiding_a_statement_draws_the_map_anew() -> None:
    made, mapper = a_split_crowd(), Mapper()
    mapper.step()
    moderator = make_role("moderator").person
    services.moderate(
        made.statements.get(number=1), Decision.Act.HIDDEN, reason="Insult.", by=moderator
    )
    mapper.rests_until.clear()
    assert mapper.step() == 1
    status = newest(made).result["statements"]["1"]["status"]
    assert status == "moderated out"


@pytest.mark.slow
def test_old_versions_go() -> None:
    made = make_map()
    for _ in range(25):
        recompute(made)
    assert MapVersion.objects.count() == 20
    assert newest(made).number == 25


@pytest.mark.slow
def test_a_restored_database_whose_transactions_count_anew_is_drawn_again() -> None:
    made = a_split_crowd(2)
    recompute(made)
    MapVersion.objects.update(horizon=10**15)
    assert Mapper().step() == 1


@pytest.mark.slow
def test_a_vote_withdrawn_and_cast_again_counts_as_it_now_is() -> None:
    made, mapper, ada = make_map("One.", "Two."), Mapper(), make_guest()
    statement = made.statements.select_related("map__activity").get(number=1)
    vote(ada, statement, 1)
    mapper.step()
    services.withdraw_vote(statement, by=ada)
    vote(ada, statement, -1)
    mapper.rests_until.clear()
    mapper.step()
    assert list(mapper.boards[made.pk].matrix(made).triples()) == [(ada.pk.hex, 1, -1)]


def test_a_withdrawal_that_another_mapper_has_removed_is_not_missed() -> None:
    made, ada, bo = make_map("One.", "Two."), make_guest(), make_guest()
    one, two = made.statements.select_related("map__activity")
    vote(ada, one, 1)
    vote(bo, one, -1)
    first, second = Mapper(), Mapper()
    first.step()
    vote(ada, two, 1)
    second.step()
    services.withdraw_vote(one, by=bo)
    first.rests_until.clear()
    first.step()
    vote(ada, one, 0)
    second.rests_until.clear()
    second.step()
    assert newest(made).votes_counted == made.votes.count() == 2


def test_a_map_that_cannot_be_drawn_stops_no_other_and_is_tried_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    maps = sorted((make_map("One."), make_map("Two.")), key=lambda made: made.pk)
    for made in maps:
        vote(make_guest(), made.statements.get())
    mapper = Mapper(boards={maps[0].pk: Board(0, {make_guest().pk: 0}, {1: 7})})
    assert mapper.step() == 1
    assert newest(maps[1]).votes_counted == 1
    assert "cannot be drawn" in caplog.text
    assert mapper.step() == 0
    mapper.rests_until.clear()
    assert mapper.step() == 1
    assert newest(maps[0]).votes_counted == 1


@pytest.mark.slow
def test_votes_on_statements_with_very_high_numbers_stay_apart() -> None:
    made, ada, bo = make_map("One.", "Two."), make_guest(), make_guest()
    made.statements.filter(number=1).update(number=2**31 - 1)
    vote(ada, made.statements.get(number=2**31 - 1), 1)
    vote(bo, made.statements.get(number=2), -1)
    board = Board()
    board.catch_up(made)
    found = set(board.matrix(made).triples())
    assert found == {(bo.pk.hex, 2, -1), (ada.pk.hex, 2**31 - 1, 1)}


@pytest.mark.slow
def test_a_closed_map_is_forgotten_once_it_is_drawn() -> None:
    made, mapper = a_split_crowd(2), Mapper()
    mapper.step()
    assert mapper.boards
    close(made)
    services.moderate(
        made.statements.get(number=1),
        Decision.Act.HIDDEN,
        reason="Insult.",
        by=make_role("moderator").person,
    )
    mapper.rests_until.clear()
    assert mapper.step() == 1
    assert not mapper.boards
    assert not mapper.last
