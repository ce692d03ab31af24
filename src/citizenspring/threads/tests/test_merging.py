"""A guest who signs in keeps what she took part in."""

import pytest

from citizenspring.people import merging
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.models import Part
from citizenspring.threads.services import take_part

from .factories import make_node

pytestmark = pytest.mark.django_db


def test_it_follows_without_doubling() -> None:
    guest, ada = make_guest(), make_person()
    both, hers = make_node("Both"), make_node("Only as a guest")
    take_part(ada, both, Part.Kind.SUPPORTED)
    take_part(guest, both, Part.Kind.SUPPORTED)
    take_part(guest, hers, Part.Kind.WROTE)
    merging.follow(guest, ada)
    assert set(ada.parts.values_list("node__title", "kind")) == {
        ("Both", "supported"),
        ("Only as a guest", "wrote"),
    }
    assert not guest.parts.exists()
