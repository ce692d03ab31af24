"""A facilitator with an account: what her copy holds, and what an erasure leaves."""

import pytest

from citizenspring.gatherings import services
from citizenspring.gatherings.models import Facilitator, SeatingPlan
from citizenspring.gatherings.services import FacilitatorFacts
from citizenspring.people import copying
from citizenspring.people.erasing import erase_everywhere

from .factories import make_gathering, organiser_of, registered, seated

pytestmark = pytest.mark.django_db


def test_an_erasure_takes_her_name_off_and_leaves_the_seats_she_made() -> None:
    gathering = make_gathering()
    olga = organiser_of(gathering)
    services.add_facilitators(gathering, [FacilitatorFacts("Olga", person=olga)], by=olga)
    plan = seated(gathering, {1: [registered(gathering)]}, made_by=olga)
    told = copying.own_data(olga)["tables"]
    assert [row["name"] for row in told["gatherings.Facilitator"]] == ["Olga"]
    assert "gatherings.SeatingPlan" not in told
    erase_everywhere(olga)
    assert not Facilitator.objects.exclude(name="-").exists()
    assert SeatingPlan.objects.get(pk=plan.pk).made_by is None
