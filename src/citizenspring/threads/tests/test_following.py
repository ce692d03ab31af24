import pytest
from django.db import models

from citizenspring.people import merging
from citizenspring.people.models import Person
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


def has_rule_of_its_own(model: type[models.Model], field: str) -> bool:
    app = model.__module__.rsplit(".", 1)[0]
    unique = [rule for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint)]
    collides = any(field in rule.fields for rule in unique)
    return not collides or any(move.__module__.startswith(app) for move in merging._moves)


def test_whatever_could_collide_when_a_guest_signs_in_says_how_it_moves() -> None:
    ours = [
        relation
        for relation in Person._meta.related_objects
        if relation.related_model.__module__.startswith("citizenspring.")
        and relation.related_model.__module__ != "citizenspring.people.models"
    ]
    silent = [r for r in ours if not has_rule_of_its_own(r.related_model, r.field.name)]
    assert not silent, f"Register a move with people.merging for: {silent}"
