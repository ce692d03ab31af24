"""What everybody reads after the count: the result, the reasons, whose money, my share."""

from decimal import Decimal

import pytest
from django.test import Client

from citizenspring.budgets.models import Explanation, Round
from citizenspring.budgets.services import PotFacts
from citizenspring.people.tests.factories import signed_in

from .counted import make_counted_round, make_sealed_round
from .factories import organiser_of

pytestmark = pytest.mark.django_db
HUNDRED = [PotFacts(Decimal(100))]


def text_of(budget: Round, name: str, *more: object) -> str:
    response = Client().get(budget.page(name, *more), headers={"accept-language": "en"})
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.slow
def test_the_result_shows_what_is_funded_and_the_other_count_beside() -> None:
    page = text_of(make_counted_round(pots=HUNDRED), "results")
    assert page.index("Project 1") < page.index("Project 3")
    assert "Most votes first" in page
    assert "The difference, project by project" in page
    assert "The organisers still have to confirm it." in page


@pytest.mark.slow
def test_before_the_count_the_page_says_so() -> None:
    page = text_of(make_sealed_round(pots=HUNDRED), "results")
    assert "The count begins in a moment." in page
    assert "Project 1" not in page


@pytest.mark.slow
def test_a_project_without_money_says_how_much_was_missing() -> None:
    budget = make_counted_round(pots=HUNDRED)
    page = text_of(budget, "why", 2)
    assert "This project gets no money." in page
    assert "Chosen by 5 of 10 voters." in page
    assert "was missing." in page
    assert "more supporter it would have been funded." in page
    assert "Counted by most votes first, it would have been funded." in page


@pytest.mark.slow
def test_a_funded_project_says_what_each_supporter_paid() -> None:
    page = text_of(make_counted_round(pots=HUNDRED), "why", 1)
    assert "It was bought as number 1 of 2." in page
    assert "€8.33" in page
    assert page.count("Why did this project get the money?") == 1


@pytest.mark.slow
def test_the_page_of_a_project_carries_its_reason() -> None:
    assert "This project gets no money." in text_of(make_counted_round(pots=HUNDRED), "project", 2)


@pytest.mark.slow
def test_without_scripts_the_server_works_out_a_share_and_keeps_nothing() -> None:
    budget = make_counted_round(pots=HUNDRED)
    response = Client().post(
        budget.page("mine"), {"p1": "1", "p2": "1"}, headers={"accept-language": "en"}
    )
    page = response.content.decode()
    assert "€8.33" in page
    assert "no-store" in response.headers["Cache-Control"]
    empty = Client().post(budget.page("mine"), {}, headers={"accept-language": "en"})
    assert "Tick at least one project" in empty.content.decode()


@pytest.mark.slow
def test_the_organiser_decides_against_the_count_and_ends_the_round() -> None:
    budget = make_counted_round(pots=HUNDRED)
    client = signed_in(organiser_of(budget))
    third = budget.projects.get(number=3)
    client.post(budget.page("count"), {"override": "1", "project": third.pk, "reason": "No land."})
    assert "No land." in text_of(budget, "results")
    client.post(budget.page("count"), {"decide": "1"})
    budget.refresh_from_db()
    assert budget.is_decided
    assert "The organisers decided not to fund it." in text_of(budget, "why", 3)


@pytest.mark.slow
def test_a_project_that_lacked_money_tells_one_story_of_paper_shares_and_real_money() -> None:
    project = make_counted_round(pots=HUNDRED).projects.get(number=2)
    explanation = Explanation.objects.get(project=project)
    facts = {"reason": "does not fit", "votes": 5, "voters": 10, "had": "80", "money": "30"}
    explanation.facts |= {**facts, "cost": "40", "left": "7", "more_voters": 0, "lower_cost": "35"}
    explanation.save()
    page = text_of(project.round, "why", 2)
    assert "€30 left together. €10 was missing." in page
    assert "Of all the money, €7 remained: too little for it." in page
    assert "These sums stand on paper" in page
    assert "At a cost of €35 instead of €40 it would have been funded." in page
