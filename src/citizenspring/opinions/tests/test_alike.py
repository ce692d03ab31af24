"""A62: many accounts with one vector in ten minutes are seen, with the map without them beside."""

import pytest

from citizenspring.common.ids import uuid7
from citizenspring.opinions.queries import rushes
from citizenspring.opinions.services import cast_many
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_role, signed_in

from .test_mapper import a_split_crowd

pytestmark = pytest.mark.django_db


@pytest.mark.slow
def test_a62_fifty_accounts_with_the_same_answers_are_seen_with_and_without() -> None:
    made = a_split_crowd()
    assert rushes(made) == []
    troop = [Person(pk=uuid7(), password="!") for _ in range(50)]
    Person.objects.bulk_create(troop)
    statements = list(made.statements.values_list("pk", flat=True))
    cast_many(made, [(one.pk, statement, -1) for one in troop for statement in statements])
    (rush,) = rushes(made)
    assert (rush.count, rush.answers) == (50, 10)
    page = signed_in(make_role("moderator").person).get(made.page("alike"))
    with_them, without = page.context["both"]
    assert (with_them.people, without.people) == (74, 24)
    assert sorted(without.groups) == [12, 12]
