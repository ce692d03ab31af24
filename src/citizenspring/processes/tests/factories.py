"""Processes and activities for tests, made by the acts themselves."""

import secrets
from datetime import timedelta
from typing import Any
from uuid import UUID

from citizenspring.city.models import Territory
from citizenspring.common.clock import database_now
from citizenspring.people.models import Person, Role
from citizenspring.processes import services
from citizenspring.processes.models import Activity, Process

__all__ = [
    "THREE",
    "make_activity",
    "make_commune",
    "make_facilitator",
    "make_member",
    "make_open_activity",
    "make_open_process",
    "make_organiser",
    "make_process",
    "make_role",
    "over",
]

THREE = {
    "fr": "Comment rafraîchir nos rues ?",
    "nl": "Hoe koelen we onze straten?",
    "en": "How do we cool our streets?",
}
PROMISE = {
    "fr": "La commune répond dans les deux mois.",
    "nl": "De gemeente antwoordt binnen twee maanden.",
    "en": "The commune answers within two months.",
}


def make_member(name: str = "Bo") -> Person:
    email = f"{name.lower()}-{secrets.token_hex(3)}@example.org"
    return Person.objects.create(email=email, name=name, is_guest=False)


def make_role(person: Person, kind: Role.Kind, scope: UUID | None = None) -> Person:
    Role.objects.create(person=person, kind=kind, scope=scope)
    return person


def make_organiser(name: str = "Ada", scope: UUID | None = None) -> Person:
    return make_role(make_member(name), Role.Kind.ORGANISER, scope)


def make_facilitator(name: str = "Fay", scope: UUID | None = None) -> Person:
    return make_role(make_member(name), Role.Kind.FACILITATOR, scope)


def make_commune(code: str = "molenbeek", name: str = "Molenbeek") -> Territory:
    known = Territory.objects.filter(code=code).first()
    names = {"fr": name, "nl": name}
    return known or Territory.objects.create(code=code, kind=Territory.Kind.COMMUNE, name=names)


def make_process(by: Person | None = None, **facts: Any) -> Process:
    """A draft, complete enough to be opened."""
    facts.setdefault("question", THREE)
    facts.setdefault("promise", PROMISE)
    return services.create_process(services.ProcessFacts(**facts), by=by or make_organiser())


def make_open_process(by: Person | None = None, **facts: Any) -> Process:
    ada = by or make_organiser()
    return services.open_process(make_process(by=ada, **facts), by=ada)


def make_activity(
    process: Process | None = None, *, by: Person | None = None, kind: str = "step", **facts: Any
) -> Activity:
    """A draft activity in an open process."""
    ada = by or make_organiser()
    process = process or make_open_process(by=ada)
    facts.setdefault("title", {"fr": "Une promenade", "nl": "Een wandeling", "en": "A walk"})
    made = services.ActivityFacts(**facts)
    return services.create_activity(process, kind, made, by=ada)


def make_open_activity(
    process: Process | None = None, *, by: Person | None = None, **facts: Any
) -> Activity:
    ada = by or make_organiser()
    return services.open_activity(make_activity(process, by=ada, **facts), by=ada)


def over(activity: Activity) -> Activity:
    """The same activity, its closing time just gone by, before anyone closed it."""
    moment = database_now()
    Activity.objects.filter(pk=activity.pk).update(
        opens_at=moment - timedelta(hours=2), closes_at=moment - timedelta(seconds=1)
    )
    activity.refresh_from_db()
    return activity
