"""Facilitators: named, assigned by language, taken over from."""

import pytest

from citizenspring.common.errors import Missing, NotAllowed
from citizenspring.gatherings import services
from citizenspring.gatherings.models import Facilitator, Gathering
from citizenspring.gatherings.services import FacilitatorFacts, RegistrationFacts

from .factories import make_gathering, make_helper, organiser_of

pytestmark = pytest.mark.django_db


def two_tongues() -> Gathering:
    """Six who speak French alone and six who speak Dutch alone, at tables of six."""
    gathering = make_gathering(capacity=12, asks=(), languages=("fr", "nl"))
    rows = [RegistrationFacts(f"P{k}", speaks=("fr" if k < 6 else "nl",)) for k in range(12)]
    services.import_registrations(gathering, rows, by=organiser_of(gathering))
    return gathering


def test_each_table_is_led_in_its_language() -> None:
    gathering = two_tongues()
    olga = organiser_of(gathering)
    plan = services.seat(gathering, rounds=1, size=6, by=olga)
    rows = [FacilitatorFacts("Anna", ["nl"]), FacilitatorFacts("Bo", ["fr"])]
    services.add_facilitators(gathering, rows, by=olga)
    assert services.assign_tables(gathering, by=olga) == 2
    for one in gathering.facilitators.all():
        assert one.table is not None
        assert plan.told["spoken"][0][str(one.table.number)] == one.languages


def test_the_same_list_again_names_nobody_twice_and_two_of_one_name_are_two() -> None:
    gathering = make_gathering()
    olga = organiser_of(gathering)
    rows = [FacilitatorFacts("Anna", ["nl"]), FacilitatorFacts("Anna", ["fr"])]
    services.add_facilitators(gathering, rows, by=olga)
    services.add_facilitators(gathering, [*rows, FacilitatorFacts("Bo")], by=olga)
    assert list(gathering.facilitators.values_list("name", "languages").order_by("pk")) == [
        ("Anna", ["nl"]), ("Anna", ["fr"]), ("Bo", []),
    ]  # fmt: skip
    with pytest.raises(NotAllowed):
        services.add_facilitators(gathering, rows, by=make_helper(gathering))


def test_another_takes_the_table_over_and_only_those_who_came_are_assigned() -> None:
    gathering, other = make_gathering(), make_gathering()
    olga = organiser_of(gathering)
    table = services.set_tables(gathering, 1, by=olga)[0]
    rows = [FacilitatorFacts("Anna"), FacilitatorFacts("Bo")]
    anna, bo = services.add_facilitators(gathering, rows, by=olga)
    services.facilitator_came(bo, has_come=True, by=olga)
    services.assign_tables(gathering, by=olga)
    assert Facilitator.objects.get(table=table) == bo
    services.give_table(anna, table, by=olga)
    assert Facilitator.objects.get(table=table) == anna
    elsewhere = services.set_tables(other, 1, by=organiser_of(other))[0]
    with pytest.raises(Missing):
        services.give_table(anna, elsewhere, by=olga)
