"""A real vote of Pabulib, from the file to the reasons."""

import pytest
from django.test import Client

from citizenspring.budgets import services
from citizenspring.budgets.models import Project, Round
from citizenspring.budgets.pabulib import pb_of
from citizenspring.engines.budgeting import parse_pb, tally
from citizenspring.engines.budgeting.tests.places import PABULIB
from citizenspring.processes.tests.factories import make_open_process, make_organiser

assert PABULIB is not None
SWIECIE = PABULIB / "Poland_Swiecie_2023.pb"


@pytest.mark.slow
@pytest.mark.django_db
def test_the_vote_of_swiecie_funds_what_its_city_funded() -> None:
    ada = make_organiser()
    raw = SWIECIE.read_bytes()
    services.take_upload(make_open_process(by=ada), SWIECIE.name, raw, by=ada)
    services.read_next_upload()
    services.count_waiting()
    budget = Round.objects.get()
    funded = budget.projects.filter(state=Project.State.FUNDED)
    assert sorted(funded.values_list("external_id", flat=True)) == budget.source["selected"]
    assert funded.count() == 17
    assert not budget.projects.filter(explanation=None).exists()
    page = Client().get(budget.page("results"), headers={"Accept-Language": "en"}).text
    assert "They are exactly those of the count here." in page
    again = parse_pb(pb_of(budget))
    assert again.selected == frozenset(tally(again.election).funded)
