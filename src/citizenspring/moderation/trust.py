"""Whose reports count as trusted, and how often anyone may report (A63)."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.timezone import now

from citizenspring.people.errors import TooMany
from citizenspring.people.limits import Limit, client_address
from citizenspring.people.models import Person

from .errors import TooManyReports
from .models import Report

__all__ = ["is_trusted", "take_allowance"]

OF_A_PERSON = Limit("reports of a person", 20, timedelta(minutes=3))
# A room of people may share one address; a script behind one runs dry.
OF_AN_ADDRESS = Limit("reports of a network address", 300, timedelta(seconds=30))


def is_trusted(person: Person) -> bool:
    """An account of some age, of whose answered reports most were right."""
    age = timedelta(days=settings.TRUSTED_AFTER_DAYS)
    if person.is_guest or not person.is_active or now() - person.created_at < age:
        return False
    answered = Report.objects.filter(person=person).exclude(outcome=Report.Outcome.OPEN)
    wrong = answered.filter(outcome=Report.Outcome.SET_ASIDE).count()
    return 2 * wrong <= answered.count()


def take_allowance(request: HttpRequest, person: Person | None) -> None:
    """Use up one report of this person and of this address, or refuse."""
    try:
        OF_AN_ADDRESS.take(client_address(request))
        if person:
            OF_A_PERSON.take(str(person.pk))
    except TooMany as refusal:
        raise TooManyReports from refusal
