"""Invented persons of the demo city whom a visitor may try on."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from citizenspring.people.levels import Level
from citizenspring.people.models import PERSONA_DOMAIN, Person, Role

__all__ = ["PERSONAS", "demo_persona"]

PERSONAS = {
    "resident": (
        "Mehmet Yilmaz",
        _("Resident"),
        _("Votes, writes statements and follows what becomes of them."),
    ),
    "organiser": (
        "Amina El Khatib",
        Role.Kind.ORGANISER.label,
        _("Sets up processes and opinion maps, and gives roles."),
    ),
    "moderator": (
        "Joris Peeters",
        Role.Kind.MODERATOR.label,
        _("Reads new statements, and says in public why one is hidden."),
    ),
    "facilitator": (
        "Lucie Wauters",
        Role.Kind.FACILITATOR.label,
        _("Leads a conversation and closes an opinion map."),
    ),
    "steward": (
        "Thomas Nguyen",
        Role.Kind.STEWARD.label,
        _("Owes an answer and a date for what was decided."),
    ),
    "verifier": (
        "Nadia Verhulst",
        Role.Kind.VERIFIER.label,
        _("Confirms face to face that somebody lives here."),
    ),
    "auditor": (
        "Sarah Goossens",
        Role.Kind.AUDITOR.label,
        _("Checks the public record without asking anybody."),
    ),
    # Whoever decided may not answer the appeal against it, so there are two of them.
    "second-moderator": (
        "Fatima Janssens",
        Role.Kind.MODERATOR.label,
        _("Answers appeals against what the other moderator decided."),
    ),
}


@transaction.atomic
def demo_persona(kind: str) -> Person:
    """The persona who holds the role ``kind`` in the whole space, made when first wanted."""
    name, role = PERSONAS[kind][0], kind.removeprefix("second-")
    person, _is_new = Person.objects.get_or_create(
        email=f"{kind}@{PERSONA_DOMAIN}",
        defaults={"is_guest": False, "name": name, "level": Level.MAIL},
    )
    if role in Role.Kind.values:
        Role.objects.get_or_create(person=person, kind=role, scope=None)
    return person
