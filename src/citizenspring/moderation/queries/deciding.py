"""Decisions, and who made them."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from citizenspring.moderation.models import Decision
from citizenspring.people.models import Person, Role
from citizenspring.threads.models import Node

__all__ = ["deciders", "decisions_about", "decisions_done", "named"]

INSIDERS = Role.Kind.MODERATOR, Role.Kind.FACILITATOR, Role.Kind.ORGANISER


def decisions_done() -> QuerySet[Decision]:
    """Every act that took effect, the newest first."""
    found = Decision.objects.filter(state=Decision.State.DONE)
    return found.select_related("node__within", "by", "seconded_by", "appeal__decided_by")


def decisions_about(node: Node) -> QuerySet[Decision]:
    return decisions_done().filter(node=node)


def named(people: Iterable[Person | None], scope: UUID | None = None) -> dict[UUID, str]:
    """People by role and name: both are public of everyone who holds a role."""
    ids = {person.pk for person in people if person}
    held = Role.objects.filter(person__in=ids, kind__in=INSIDERS).select_related("person")
    found: dict[UUID, str] = {}
    # A moderator's act is told by that role first, whatever else she holds.
    for role in sorted(held, key=lambda one: INSIDERS.index(Role.Kind(one.kind)), reverse=True):
        if role.scope in {None, scope} or role.person_id not in found:
            found[role.person_id] = f"{role.get_kind_display()}: {role.person}"
    return found


def deciders(decisions: Iterable[Decision]) -> dict[UUID, str]:
    """Who made each decision, by its id; those of the platform itself are missing."""
    decisions = list(decisions)
    names = named([person for one in decisions for person in (one.by, one.seconded_by)])
    told = {}
    for one in decisions:
        both = [
            names[person.pk]
            for person in (one.by, one.seconded_by)
            if person and person.pk in names
        ]
        if both:
            told[one.pk] = ", ".join(both)
    return told
