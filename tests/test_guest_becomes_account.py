"""A guest who signs in keeps everything, once: across all apps."""

from typing import Any

import pytest
from django.db import models

from citizenspring.opinions.models import Vote
from citizenspring.opinions.tests import factories as opinions
from citizenspring.people import merging
from citizenspring.people.models import Person
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.models import Edge
from citizenspring.threads.services import link, open_node

ADA = "ada@example.org"


@pytest.mark.django_db
def test_of_two_votes_on_one_statement_the_later_counts() -> None:
    ada, guest = make_person(ADA), make_guest()
    opinion_map = opinions.make_map()
    both, one = (opinions.make_statement(opinion_map, text) for text in ("Trees.", "Water."))
    opinions.vote(ada, both, 1)
    opinions.vote(guest, both, -1)
    opinions.vote(guest, one, 1)
    account_for(ADA, guest=guest)
    votes = Vote.objects.values_list("person", "statement", "choice")
    assert set(votes) == {(ada.pk, both.pk, -1), (ada.pk, one.pk, 1)}


@pytest.mark.django_db
def test_what_has_no_way_back_follows_too() -> None:
    ada, guest = make_person(ADA), make_guest()
    first, second = (open_node("thing", title=name, language="en") for name in "ab")
    link(first, Edge.Kind.BECAME, second, reason="It grew.", by=guest)
    account_for(ADA, guest=guest)
    assert Edge.objects.get().by == ada


def is_one_of_a_kind(field: "models.ForeignKey[Any, Any]") -> bool:
    """Whether one person can have only one such row, or one per something."""
    rules = [
        set(rule.fields)
        for rule in field.model._meta.constraints
        if isinstance(rule, models.UniqueConstraint)
    ]
    rules += [set(names) for names in field.model._meta.unique_together]
    key = field.model._meta.pk
    if isinstance(key, models.CompositePrimaryKey):
        rules.append(set(key.field_names))
    names = {field.name, field.attname}
    return field.unique or any(names & rule for rule in rules)


def test_whatever_could_collide_says_how_it_moves() -> None:
    registered = {move.__module__.split(".")[1] for move in merging._moves}
    silent = [
        field
        for field in merging.pointing_at_persons()
        if field.model.__module__.startswith("citizenspring.")
        and field.model._meta.app_label not in {"people", *registered}
        and is_one_of_a_kind(field)
    ]
    assert not silent, f"Register a move with people.merging for {silent}"


@pytest.mark.django_db
def test_votes_are_known_to_be_one_of_a_kind() -> None:
    collide = [field.model for field in merging.pointing_at_persons() if is_one_of_a_kind(field)]
    assert Vote in collide
    assert Person not in collide
