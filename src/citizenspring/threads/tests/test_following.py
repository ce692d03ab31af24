import pytest

from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.models import Part
from citizenspring.threads.services import open_node, take_part

ADA = "ada@example.org"


@pytest.mark.django_db
def test_the_parts_of_a_guest_follow_her_and_none_is_doubled() -> None:
    ada, guest = make_person(ADA), make_guest()
    both, only_guest = (open_node("thing", title=name, language="en") for name in "ab")
    take_part(guest, both, Part.Kind.WROTE)
    take_part(ada, both, Part.Kind.WROTE)
    take_part(guest, only_guest, Part.Kind.VOTED)
    account_for(ADA, guest=guest)
    taken = Part.objects.values_list("person", "node", "kind")
    assert set(taken) == {(ada.pk, both.pk, "wrote"), (ada.pk, only_guest.pk, "voted")}
    assert len(taken) == 2


@pytest.mark.django_db
def test_the_earlier_of_two_equal_parts_is_kept() -> None:
    ada, guest = make_person(ADA), make_guest()
    node = open_node("thing", title="a", language="en")
    take_part(guest, node, Part.Kind.WROTE)
    earlier = Part.objects.get().at
    take_part(ada, node, Part.Kind.WROTE)
    account_for(ADA, guest=guest)
    assert Part.objects.get().at == earlier
