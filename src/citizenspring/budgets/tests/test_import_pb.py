"""A file of Pabulib becomes a closed, sealed round; a wrong one leaves nothing."""

from decimal import Decimal

import pytest

from citizenspring.ballots.models import Poll
from citizenspring.ballots.queries import sealed_ballots
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.pabulib import import_pb
from citizenspring.common.errors import NotAllowed
from citizenspring.engines.errors import BadInput
from citizenspring.processes.models import Activity
from citizenspring.processes.tests.factories import make_member, make_open_process, make_organiser

from .pb_files import APPROVAL, DISTRICTS, POINTS, RANKING

pytestmark = pytest.mark.django_db


def brought_in(text: str) -> Round:
    ada = make_organiser()
    return import_pb(text, make_open_process(by=ada), file="vote.pb", by=ada).budget


def poll_of(budget: Round) -> Poll:
    assert budget.poll is not None
    return budget.poll


def test_the_round_is_over_and_its_ballots_are_sealed() -> None:
    budget = brought_in(APPROVAL)
    budget.activity.refresh_from_db()
    assert budget.activity.state == Activity.State.CLOSED
    assert str(budget.activity.opened_at)[:7] == "2022-09"
    assert str(budget.activity.title) == "Budget of a small town (2022)"
    assert budget.stage in {Round.Stage.COUNT, Round.Stage.DONE}
    poll = poll_of(budget)
    assert poll.is_sealed
    assert poll.is_imported
    assert not poll.roll.exists()


def test_projects_keep_what_the_file_says_of_them() -> None:
    budget = brought_in(APPROVAL)
    skate, trees, benches, unnamed = budget.projects.order_by("number")
    assert (skate.external_id, skate.cost, skate.theme) == ("P7", Decimal(600), "sport")
    assert (skate.latitude, skate.longitude) == (52.2298, 21.0846)
    assert (str(trees.title), trees.latitude) == ("Trees; many", None)
    assert benches.cost == Decimal("300.50")
    assert str(unnamed.title) == "P1"
    assert skate.node.language == "pl"
    assert {one.state for one in budget.projects.all()} <= {
        Project.State.STANDING,
        Project.State.FUNDED,
        Project.State.UNFUNDED,
    }


def test_ballots_keep_neighbourhood_and_age_group_as_texts() -> None:
    budget = brought_in(APPROVAL)
    rows = sorted((row.choices, row.place, row.age) for row in sealed_ballots(poll_of(budget)))
    assert rows == [
        ((1,), "Hill", "under_18"),
        ((1, 2), "Hill", "18_34"),
        ((1, 3), "Valley", "65_plus"),
        ((1, 3, 4), "Valley", ""),
        ((2,), "", "50_64"),
        ((2, 3), "Hill", ""),
    ]


def test_what_the_city_did_is_kept_beside_our_count() -> None:
    budget = brought_in(APPROVAL)
    assert budget.source["selected"] == ["P1", "P7"]
    assert budget.source["rule"] == "greedy"
    assert budget.rule == Round.Rule.EQUAL_SHARES


def test_points_stand_beside_the_options_they_were_given_to() -> None:
    budget = brought_in(POINTS)
    assert poll_of(budget).method == Poll.Method.POINTS
    rows = {(row.choices, row.points) for row in sealed_ballots(poll_of(budget))}
    assert rows == {((1, 2), (3, 2)), ((1,), (5,))}


def test_a_ranking_keeps_its_order() -> None:
    budget = brought_in(RANKING)
    assert {row.choices for row in sealed_ballots(poll_of(budget))} == {(2, 1), (1,)}


def test_a_budget_by_district_becomes_a_pot_for_each() -> None:
    budget = brought_in(DISTRICTS)
    assert budget.division == Round.Division.TERRITORY
    pots = [(str(pot.name), pot.amount) for pot in budget.pots.order_by("number")]
    assert pots == [("North", Decimal(200)), ("South", Decimal(100))]
    numbered = [(one.external_id, one.pot.number) for one in budget.projects.order_by("number")]
    assert numbered == [("n1", 1), ("n2", 1), ("s1", 2)]
    assert {row.choices for row in sealed_ballots(poll_of(budget))} == {(1, 3), (1, 2)}


@pytest.mark.parametrize(
    ("wrong", "instead", "said"),
    [
        ("P3;500", "P3;0", "line 19: project 'P3' costs 0; expected an amount above 0"),
        ("4;P7,P9,P1", "4;P7,P8,P1", "line 27: the vote names the project 'P8'"),
        ("vote_type;approval", "vote_type;guess", "line 9: the vote_type is 'guess'"),
        ("P9;300.50", "P9;300.505", "line 20: project 'P9' costs 300.505"),
    ],
)
def test_a_wrong_file_is_refused_with_its_line_and_leaves_nothing(
    wrong: str, instead: str, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        brought_in(APPROVAL.replace(wrong, instead))
    assert not Activity.objects.exists()
    assert not Poll.objects.exists()


def test_points_below_zero_are_refused_in_a_sentence() -> None:
    with pytest.raises(BadInput, match="points are below 0; expected whole points"):
        brought_in(POINTS.replace("2,3", "2,-3"))


def test_only_organisers_bring_a_vote_in() -> None:
    with pytest.raises(NotAllowed):
        import_pb(APPROVAL, make_open_process(), file="vote.pb", by=make_member())
