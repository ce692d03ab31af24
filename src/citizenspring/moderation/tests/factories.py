"""What the tests of moderation are about. Statements stand in as contributions of a later stage."""

from datetime import timedelta
from typing import Any

from django.utils.timezone import now

from citizenspring.moderation import services
from citizenspring.moderation.models import Decision, Report
from citizenspring.moderation.reasons import Ground
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, make_role
from citizenspring.threads.models import Node

__all__ = ["hide", "make_moderator", "make_report", "make_trusted"]

Act = Decision.Act


def make_moderator(name: str = "Mo", **facts: Any) -> Person:
    moderator = make_role("moderator", **facts).person
    Person.objects.filter(pk=moderator.pk).update(name=name)
    moderator.refresh_from_db()
    return moderator


def make_trusted() -> Person:
    """Somebody with an account of some age."""
    return make_person(created_at=now() - timedelta(days=30))


def make_report(node: Node, ground: Ground = Ground.HATE, **facts: Any) -> Report:
    by = facts.pop("by", None) or make_guest()
    return services.report(node, ground, by=by, **facts)


def hide(node: Node, by: Person, **facts: Any) -> Decision:
    facts = {"reason": "It insults a neighbour.", "ground": Ground.HATE, **facts}
    return services.decide(node, Act.HIDDEN, by=by, **facts)
