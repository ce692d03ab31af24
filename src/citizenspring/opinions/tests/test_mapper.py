"""The map follows the votes: exact after every change, and after a restart."""

import pytest

from citizenspring.opinions import services
from citizenspring.opinions.board import Board
from citizenspring.opinions.mapper import Mapper, recompute
from citizenspring.opinions.models import MapVersion, Moderation, OpinionMap
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_role

from .factories import make_map, vote

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


def test_two_camps_become_two_groups_with_common_ground() -> None:
    version = recompute(a_split_crowd())
    assert [group["size"] for group in version.result["groups"]] == [12, 12]
    assert version.result["common"][0][0] == 10
    assert version.votes_counted == 240


def test_a_map_without_votes_has_a_version_too() -> None:
    version = recompute(make_map())
    assert (version.votes_counted, version.result) == (0, {})


def test_a_step_draws_only_what_changed() -> None:
    made, mapper = a_split_crowd(), Mapper()
    assert mapper.step() == 1
    assert mapper.step() == 0
    mapper.rests_until.clear()
    vote(make_guest(), made.statements.get(number=1))
    assert mapper.step() == 1
    assert newest(made).votes_counted == 241


def test_a_vote_taken_back_leaves_the_map() -> None:
    made, mapper, ada = a_split_crowd(), Mapper(), make_guest()
    statement = made.statements.get(number=1)
    vote(ada, statement)
    mapper.step()
    services.withdraw_vote(statement, by=ada)
    mapper.rests_until.clear()
    mapper.step()
    assert newest(made).votes_counted == 240


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


def test_hiding_a_statement_draws_the_map_anew() -> None:
    made, mapper = a_split_crowd(), Mapper()
    mapper.step()
    moderator = make_role("moderator").person
    services.moderate(
        made.statements.get(number=1), Moderation.Act.HIDDEN, reason="Insult.", by=moderator
    )
    mapper.rests_until.clear()
    assert mapper.step() == 1
    status = newest(made).result["statements"]["1"]["status"]
    assert status == "moderated out"


def test_old_versions_go() -> None:
    made = make_map()
    for _ in range(25):
        recompute(made)
    assert MapVersion.objects.count() == 20
    assert newest(made).number == 25


def test_a_restored_database_whose_transactions_count_anew_is_drawn_again() -> None:
    made = a_split_crowd(2)
    recompute(made)
    MapVersion.objects.update(horizon=10**15)
    assert Mapper().step() == 1
