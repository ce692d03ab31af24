"""Ideas become projects, projects are answered, withdrawn, and fixed once voting opens."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from citizenspring.budgets import services
from citizenspring.budgets.ideas_errors import (
    CostAbovePot,
    CostRangeBackwards,
    IdeaElsewhere,
    PotElsewhere,
    ProjectFrozen,
    ProjectGone,
    ProjectNameless,
    ReasonMissing,
    SupportOver,
    VerdictUnknown,
)
from citizenspring.budgets.models import Feasibility, Project, Round
from citizenspring.budgets.services import AnswerFacts, IdeaFacts, ProjectFacts
from citizenspring.common.errors import NotAllowed
from citizenspring.ledger.models import Entry
from citizenspring.notifications.models import News
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.threads.models import Edge

from .factories import make_idea, make_project, make_round_in_stage, organiser_of

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}
WHY = {"en": "They belong together.", "fr": "Elles vont ensemble."}


def a_round() -> tuple[Round, Person]:
    budget = make_round_in_stage(Round.Stage.IDEAS)
    return budget, organiser_of(budget)


def facts(budget: Round, **more: Any) -> ProjectFacts:
    known = {"title": {"fr": "Des bancs"}, "pot": budget.pots.get(number=1), **more}
    return ProjectFacts(**known)


@pytest.mark.slow
def test_one_idea_becomes_a_project_and_its_people_are_told() -> None:
    budget, olga = a_round()
    ada, bo = make_person("ada@example.org"), make_person("bo@example.org")
    idea = services.propose_idea(budget, IdeaFacts(title="Des bancs"), by=ada)
    services.support_idea(idea, by=bo)
    made = services.make_project(budget, facts(budget), [idea], reason=WHY, by=olga)
    step = Edge.objects.get(source=idea.node)
    assert (step.kind, step.target, step.reasons) == ("became", made.node, WHY)
    assert set(News.objects.values_list("person", flat=True)) == {ada.pk, bo.pk}
    assert made.key == 1
    services.answer_feasibility(made, "impossible", {"en": "A gas pipe."}, by=olga)
    answers = News.objects.filter(telling__kind="budgets.answered")
    assert set(answers.values_list("person", flat=True)) == {ada.pk, bo.pk}
    assert answers.get(person=ada).telling.facts["reason"] == {"en": "A gas pipe."}


@pytest.mark.slow
def test_several_ideas_are_merged_and_more_can_come_later() -> None:
    budget, olga = a_round()
    ideas = [make_idea(budget, f"Idea {n}") for n in range(3)]
    made = services.make_project(budget, facts(budget), ideas[:2], reason=WHY, by=olga)
    services.edit_project(made, facts(budget), ideas[2:], reason=WHY, by=olga)
    kinds = Edge.objects.filter(target=made.node).values_list("kind", flat=True)
    assert list(kinds) == ["merged_into"] * 3


@pytest.mark.parametrize(
    ("more", "refusal"),
    [
        ({"title": {}}, ProjectNameless),
        ({"cost": Decimal(1001)}, CostAbovePot),
        ({"cost_low": Decimal(1001)}, CostAbovePot),
        ({"cost_low": Decimal(9), "cost_high": Decimal(8)}, CostRangeBackwards),
    ],
)
def test_what_breaks_a_rule_is_refused(more: dict[str, Any], refusal: type[Exception]) -> None:
    budget, olga = a_round()
    with pytest.raises(refusal):
        services.make_project(budget, facts(budget, **more), [], by=olga)


@pytest.mark.slow
def test_what_is_of_another_round_hidden_or_without_a_reason_is_refused() -> None:
    budget, olga = a_round()
    other, _olga = a_round()
    with pytest.raises(PotElsewhere):
        services.make_project(budget, facts(other), [], by=olga)
    with pytest.raises(ReasonMissing):
        services.make_project(budget, facts(budget), [make_idea(budget)], by=olga)
    for wrong in (make_idea(other), make_idea(budget, state="hidden")):
        with pytest.raises(IdeaElsewhere):
            services.make_project(budget, facts(budget), [wrong], reason=WHY, by=olga)
    with pytest.raises(NotAllowed):
        services.make_project(budget, facts(budget), [], by=make_guest())


def test_each_answer_needs_a_reason_and_stays_readable(client: Client) -> None:
    budget, olga = a_round()
    project = make_project(budget, state=Project.State.DRAFT, cost=None)
    for verdict, reason in (("impossible", ""), ("maybe", "Because.")):
        with pytest.raises((ReasonMissing, VerdictUnknown)):
            services.answer_feasibility(project, verdict, reason, by=olga)
    services.answer_feasibility(project, "impossible", {"en": "A gas pipe."}, by=olga)
    assert project.state == "impossible"
    body = client.get(project.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "cannot be done, so it is not on the ballot" in body
    costs = AnswerFacts(office="Parks", cost_low=Decimal(300), cost=Decimal(400))
    services.answer_feasibility(project, "changed", {"en": "Further left."}, costs, by=olga)
    assert (project.state, project.cost) == ("feasible", Decimal(400))
    body = client.get(project.get_absolute_url(), headers=ENGLISH).content.decode()
    assert body.index("Further left.") < body.index("A gas pipe.")
    assert Feasibility.objects.count() == 2


def test_an_answer_that_costs_more_than_the_pot_is_refused_with_what_to_do() -> None:
    budget, olga = a_round()
    project, dear = make_project(budget), AnswerFacts(cost=Decimal(2000))
    with translation.override("en"), pytest.raises(CostAbovePot) as refused:
        services.answer_feasibility(project, "possible", {"en": "Yes."}, dear, by=olga)
    assert refused.value.facts == {"pot": "1,000 EUR"}


def test_a_withdrawn_project_keeps_its_page_and_takes_no_answer(client: Client) -> None:
    budget, olga = a_round()
    project = make_project(budget)
    services.withdraw_project(project, {"en": "Its author moved away."}, by=olga)
    with pytest.raises(ProjectGone):
        services.answer_feasibility(project, "possible", {"en": "Yes."}, by=olga)
    body = client.get(project.get_absolute_url(), headers=ENGLISH).content.decode()
    assert "Its author moved away." in body
    assert "Its author moved away." in client.get(budget.page("projects")).content.decode()


@pytest.mark.slow
def test_a07_nothing_of_a_project_changes_once_voting_has_opened() -> None:
    budget = make_round_in_stage(Round.Stage.VOTE)
    olga, project = organiser_of(budget), budget.projects.get(key=1)
    for change in (
        lambda: services.edit_project(project, facts(budget), by=olga),
        lambda: services.withdraw_project(project, {"en": "Late."}, by=olga),
        lambda: services.answer_feasibility(project, "impossible", {"en": "Late."}, by=olga),
        lambda: services.make_project(budget, facts(budget), [], by=olga),
    ):
        with pytest.raises(ProjectFrozen):
            change()
    assert Entry.objects.filter(kind="budget.change_refused").count() == 4
    with pytest.raises(SupportOver):
        services.support_idea(make_idea(budget), by=make_guest())


@pytest.mark.slow
def test_the_workshop_makes_edits_answers_and_says_what_is_missing() -> None:
    budget, olga = a_round()
    idea, desk = make_idea(budget, "Des bancs"), signed_in(olga)
    page = desk.get(budget.page("project-new"), {"idea": [str(idea.number), "x"]})
    assert page.context["form"]["title_en"].value() == "Des bancs"
    sent = {"title_fr": "Des bancs", "pot": "1", "ideas": "1", "cost": "1 200"}
    refused = desk.post(budget.page("project-new"), sent, headers=ENGLISH)
    assert "smaller, split it" in refused.content.decode()
    desk.post(budget.page("project-new"), {**sent, "cost": "", "reason_fr": "Ensemble."})
    body = desk.get(budget.page("workshop"), headers=ENGLISH).content.decode()
    assert "Write its final cost." in body
    answer = {"verdict": "possible", "reason_fr": "Oui.", "cost": "800"}
    desk.post(budget.page("project-answer", 1), answer)
    project = Project.objects.get()
    assert (project.state, project.cost, project.ideas.get()) == ("feasible", Decimal(800), idea)
