"""A sealed round as a file of Pabulib, and back."""

from collections import Counter

import pytest
from django.test import Client

from citizenspring.ballots.errors import NotSealed
from citizenspring.budgets import services
from citizenspring.budgets.models import Allocation, Project, Round
from citizenspring.budgets.pabulib import import_pb, pb_of
from citizenspring.engines.budgeting import parse_pb, tally
from citizenspring.processes.tests.factories import make_open_process, make_organiser

from .factories import make_round_in_stage
from .pb_files import APPROVAL, DISTRICTS, POINTS, RANKING

pytestmark = pytest.mark.django_db

# Enough voters of Hill and Valley to be told apart, and of Nowhere too few.
CROWD = APPROVAL.split("VOTES\n", maxsplit=1)[0] + "VOTES\nvoter_id;vote;neighborhood;age\n"
CROWD += "".join(f"h{n};P7,P3;Hill;30\nv{n};P3,P9;Valley;40\n" for n in range(12))
CROWD += "n1;P1;Nowhere;30\nn2;P1;Nowhere;70\n" + "".join(f"x{n};P1;;\n" for n in range(9))


def counted(text: str) -> Round:
    ada = make_organiser()
    budget = import_pb(text, make_open_process(by=ada), file="vote.pb", by=ada).budget
    services.count_waiting()
    budget.refresh_from_db()
    return budget


def funded(budget: Round) -> list[list[str]]:
    names = dict(budget.projects.values_list("number", "external_id"))
    rows = Allocation.objects.filter(pot__round=budget, is_official=True).order_by("pot__number")
    return [[names[number] for number in one.funded] for one in rows]


@pytest.mark.slow
def test_a_vote_from_a_file_is_counted_explained_and_over() -> None:
    budget = counted(APPROVAL)
    assert budget.stage == Round.Stage.DONE
    assert funded(budget) == [["P7", "P9"]] == [list(tally(parse_pb(APPROVAL).election).funded)]
    for one in budget.projects.all():
        assert one.explanation.facts
        assert (one.state == Project.State.FUNDED) == (one.external_id in {"P7", "P9"})
    page = Client().get(budget.page("results"), headers={"Accept-Language": "en"}).text
    assert "The city funded 2 projects" in page
    assert "1 of them are funded here too" in page


@pytest.mark.slow
@pytest.mark.parametrize("text", [APPROVAL, CROWD, POINTS, RANKING, DISTRICTS])
def test_what_comes_out_counts_the_same_when_it_comes_in_again(text: str) -> None:
    first = counted(text)
    out = pb_of(first)
    again = counted(out)
    assert funded(again) == funded(first) != [[]]
    assert parse_pb(out).selected == frozenset(name for names in funded(first) for name in names)
    assert parse_pb(out).notes == ()


def test_the_rules_of_a_round_go_with_it() -> None:
    text = APPROVAL.replace("PROJECTS", "citizenspring_rule;greedy\nPROJECTS", 1)
    budget = counted(text)
    assert budget.rule == Round.Rule.GREEDY
    assert "citizenspring_rule;greedy\n" in pb_of(budget)


def test_a26_what_few_voters_share_is_left_out() -> None:
    rows = parse_pb(pb_of(counted(CROWD))).vote_rows
    assert Counter(row[2] for row in rows) == {"Hill": 12, "Valley": 12, "": 11}
    assert "65_plus" not in {row[3] for row in rows}


def test_a24_nothing_comes_out_before_the_vote_is_sealed() -> None:
    with pytest.raises(NotSealed):
        pb_of(make_round_in_stage())
