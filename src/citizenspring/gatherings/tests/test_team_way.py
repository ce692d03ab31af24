"""What the team is led to, and in which order."""

import pytest
from django.test import Client

from citizenspring.gatherings.models import Gathering
from citizenspring.gatherings.team import Part, next_of, parts_of
from citizenspring.gatherings.ways import Moment, ways_from
from citizenspring.people.models import Person

from .factories import begun, make_gathering, make_helper, organiser_of, registered, seated

pytestmark = pytest.mark.django_db


def parts(gathering: Gathering, person: Person) -> list[Part]:
    return parts_of(gathering, ways_from(gathering, person)[1])


def due(gathering: Gathering, person: Person) -> str:
    found = next_of(parts(gathering, person))
    return found.address.split("/")[-2] if found else ""


def test_the_organiser_is_led_from_the_rounds_to_the_doors_and_on() -> None:
    gathering = make_gathering()
    organiser = organiser_of(gathering)
    assert due(gathering, organiser) == "rounds"
    gathering.runs.create(number=1, method_name="dot-voting", method="")
    assert due(gathering, organiser) == "room"
    seated(gathering, {1: [registered(gathering)]})
    assert due(gathering, organiser) == ""
    assert due(begun(gathering), organiser) == "doors"


def test_a_draft_is_led_to_its_opening() -> None:
    gathering = make_gathering(is_open=False)
    assert due(gathering, organiser_of(gathering)) == "open"


def test_helpers_see_only_what_they_may_do_and_residents_nothing() -> None:
    gathering = make_gathering()
    moments = {part.moment for part in parts(gathering, make_helper(gathering))}
    assert Moment.DAY in moments
    assert "team-steps" not in Client().get(gathering.get_absolute_url()).content.decode()
    assert parts(gathering, registered(gathering).person or organiser_of(gathering)) == []
