"""Agreeing, and taking it back; each with its time and the text it was about."""

from collections.abc import Iterable

from django.db import transaction
from django.utils.timezone import now

from citizenspring.people.consents import TEXT_VERSION
from citizenspring.people.models import Consent, Person

__all__ = ["give_consents", "withdraw_consent"]

Kind = Consent.Kind


@transaction.atomic
def give_consents(kinds: Iterable[str], *, by: Person) -> None:
    """Agree to the present texts; agreeing twice is agreeing once."""
    given = [Consent(person=by, kind=kind, text_version=TEXT_VERSION) for kind in kinds]
    Consent.objects.bulk_create(given, ignore_conflicts=True)
    if Kind.TAKING_PART in kinds:
        Person.objects.filter(pk=by.pk).update(takes_part=True)


@transaction.atomic
def withdraw_consent(kind: str, *, by: Person) -> None:
    """Take it back from now on; what was done until now was done with it."""
    by.consents.filter(kind=kind, withdrawn_at=None).update(withdrawn_at=now())
    if kind == Kind.TAKING_PART:
        Person.objects.filter(pk=by.pk).update(takes_part=False)
