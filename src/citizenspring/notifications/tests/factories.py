"""Kinds and news for tests."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from citizenspring.notifications import kinds
from citizenspring.notifications.kinds import Kind, Rhythm
from citizenspring.notifications.models import News
from citizenspring.notifications.services import notify
from citizenspring.people.models import Consent, Person
from citizenspring.people.services import give_consents
from citizenspring.people.tests.factories import make_person

__all__ = ["ESSENTIAL", "PLAIN", "make_news", "make_reader"]

PLAIN = kinds.register(
    Kind(
        "tests.plain",
        label=_("Statements"),
        subject="%(title)s",
        text=_("Nothing has followed from it yet."),
        default=Rhythm.AT_ONCE,
    )
)
ESSENTIAL = kinds.register(
    Kind(
        "tests.essential",
        label=_("Vote"),
        subject="%(title)s",
        text="",
        essential=True,
        why_essential=_("You asked for it."),
    )
)


def make_news(person: Person, title: str = "Hello", **facts: Any) -> News:
    """One piece of news for one person."""
    kind = facts.pop("kind", PLAIN.code)
    notify(kind, [person], facts={"title": title}, **facts)
    return News.objects.filter(person=person).latest("id")


def make_reader(email: str = "", **facts: Any) -> Person:
    """A person with an account who has agreed to mail with news."""
    reader = make_person(email, **facts)
    give_consents([Consent.Kind.NEWS], by=reader)
    return reader
