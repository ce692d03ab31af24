"""What is owed after a vote: by whom, by when, and what was reported."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils.timezone import localdate

from citizenspring.budgets import services
from citizenspring.budgets.errors import CommitmentDatesWrong, EvidenceElsewhere, ReportEmpty
from citizenspring.budgets.models import Commitment, Report, Support
from citizenspring.budgets.queries.following import commitments_csv, overview_of
from citizenspring.budgets.services import CommitmentFacts, ReportFacts
from citizenspring.common.errors import NotAllowed
from citizenspring.notifications.models import News
from citizenspring.people.desks import desks_of
from citizenspring.people.models import Person, Role
from citizenspring.people.services import erase
from citizenspring.people.tests.factories import make_person
from citizenspring.processes.tests.factories import make_member
from citizenspring.threads.models import Edge, Part
from citizenspring.threads.services import take_part

from .factories import make_commitment, make_idea, make_project, organiser_of

pytestmark = pytest.mark.django_db

YESTERDAY = timedelta(days=-1)


def facts(text: str = "The holes are dug.", evidence: str = "") -> ReportFacts:
    return ReportFacts("under_way", text, Decimal(200), evidence)


def olga_of(commitment: Commitment) -> Person:
    return organiser_of(commitment.project.round)


def steward_of(commitment: Commitment, email: str = "stef@example.org") -> Person:
    said = CommitmentFacts(Decimal(600), steward_email=email, steward_name="Green service")
    held = services.set_commitment(commitment, said, by=olga_of(commitment))
    assert held.steward is not None
    return held.steward


def test_each_funded_project_becomes_a_commitment_once() -> None:
    made = make_commitment()
    budget = made.project.round
    make_project(budget)
    assert services.open_commitments(budget, by=olga_of(made)) == []
    assert made.amount == 600
    edge = Edge.objects.get(source=made.project.node, target=made.node)
    assert (edge.kind, edge.reasons.keys() >= {"fr", "nl", "en"}) == ("funded_as", True)


def test_a_vote_from_a_file_obliges_nobody_here() -> None:
    budget = make_commitment().project.round
    make_project(budget, cost=5, number=9, state="funded")
    budget.source = {"file": "vote.pb"}
    assert services.open_commitments(budget, by=None) == []


def test_a_steward_without_an_account_is_invited_and_may_report() -> None:
    made = make_commitment()
    stef = steward_of(made)
    assert stef.roles.get().kind == Role.Kind.STEWARD
    made.refresh_from_db()
    services.report(made, facts(), by=stef)
    made.refresh_from_db()
    assert (made.state, made.spent) == ("under_way", Decimal(200))
    assert News.objects.filter(person=stef, telling__kind="budgets.steward").exists()


def test_her_desk_shows_what_she_owes() -> None:
    made = make_commitment()
    stef = steward_of(made)
    assert made.get_absolute_url() in [desk.url for desk in desks_of(stef)]


def test_nobody_else_reports_or_sets_dates() -> None:
    made = make_commitment()
    with pytest.raises(NotAllowed):
        services.report(made, facts(), by=make_member())
    with pytest.raises(NotAllowed):
        services.set_commitment(made, CommitmentFacts(Decimal(1)), by=make_member())


@pytest.mark.slow
def test_it_is_overdue_by_itself_the_day_after() -> None:
    today = localdate()
    late = make_commitment(due_on=today + YESTERDAY)
    assert late.is_overdue
    assert not make_commitment(due_on=today).is_overdue
    assert not make_commitment(due_on=today + YESTERDAY, state="done").is_overdue


def test_the_steward_is_reminded_once_of_a_date_that_passed() -> None:
    made = make_commitment()
    stef = steward_of(made)
    Commitment.objects.update(due_on=localdate() + YESTERDAY)
    assert services.remind_stewards() == 1
    assert services.remind_stewards() == 0
    assert News.objects.filter(person=stef, telling__kind="budgets.overdue").count() == 1


def test_everyone_who_took_part_hears_of_a_report_once() -> None:
    made = make_commitment()
    ina, sam = make_member("Ina"), make_person()
    idea = make_idea(made.project.round, by=ina)
    take_part(ina, idea.node, Part.Kind.WROTE)
    Support.objects.create(idea=idea, person=sam)
    Edge.objects.create(source=idea.node, target=made.project.node, kind="became", reason="Yes.")
    services.report(made, facts(), by=olga_of(made))
    told = News.objects.filter(telling__kind="budgets.reported")
    assert sorted(told.values_list("person", flat=True)) == sorted([ina.pk, sam.pk])


@pytest.mark.parametrize(
    "address", ["http://example.org/x", "javascript:alert(1)", "https://", "https://a@b.org/"]
)
def test_evidence_is_an_https_address(address: str) -> None:
    made = make_commitment()
    with pytest.raises(EvidenceElsewhere):
        services.report(made, facts(evidence=address), by=olga_of(made))
    assert not Report.objects.exists()


def test_a_report_says_something_and_dates_are_in_order() -> None:
    made = make_commitment()
    with pytest.raises(ReportEmpty):
        services.report(made, facts(text="  "), by=olga_of(made))
    today = localdate()
    backwards = CommitmentFacts(Decimal(1), starts_on=today, due_on=today + YESTERDAY)
    with pytest.raises(CommitmentDatesWrong):
        services.set_commitment(made, backwards, by=olga_of(made))


def test_the_overview_adds_up_and_begins_with_what_is_late() -> None:
    first = make_commitment()
    late = make_commitment(first.project.round, due_on=localdate() + YESTERDAY, spent=50)
    found = overview_of(first.project.round)
    assert [one.pk for one in found.commitments] == [late.pk, first.pk]
    assert (found.planned, found.spent) == (Decimal(1200), Decimal(50))
    assert (found.overdue, found.done) == (1, 0)


def test_no_cell_of_the_file_is_a_formula() -> None:
    made = make_commitment(steward_name="=1+1")
    assert ",'=1+1," in commitments_csv(made.project.round)


@pytest.mark.slow
def test_a_steward_who_erases_herself_leaves_no_name() -> None:
    made = make_commitment()
    stef = steward_of(made)
    erase(by=stef)
    made.refresh_from_db()
    assert (made.steward, made.steward_name) == (None, "")
