"""Attaining levels: each attainment is a row, and the record notes it under a pseudonym."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from citizenspring.people.domains import is_disposable
from citizenspring.people.levels import Way
from citizenspring.people.models import Attainment, Person
from citizenspring.people.recording import record

__all__ = ["attain", "attain_by_mail"]


@transaction.atomic
def attain(
    person: Person, way: Way, *, by: Person | None = None, subject: bytes | None = None
) -> bool:
    """Note that a person attained a level in this way; False when she had before.

    Whoever calls this has asked its rule and seen the proof. ``subject`` is a keyed digest of
    what was shown; one that stands for another person already is an ``IntegrityError``.
    """
    if Attainment.objects.filter(person=person, way=way).exists():
        return False
    Attainment.objects.create(person=person, way=way, by=by, subject=subject)
    Person.objects.filter(pk=person.pk).update(level=Greatest(F("level"), int(way.level)))
    person.level = max(person.level, way.level)
    facts = {"way": str(way), "level": way.level.name.lower(), "to": person.pseudonym("levels")}
    record("level.attained", facts=facts | ({"by": by.pseudonym("roles")} if by else {}))
    return True


def attain_by_mail(person: Person) -> None:
    """A proved mailbox counts, unless anybody can have such a one for a few minutes (A14)."""
    if person.email and person.email and not is_disposable(person.email):
        attain(person, Way.MAIL)
