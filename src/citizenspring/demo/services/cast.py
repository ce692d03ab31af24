"""Who acts in the demo, and on which day it plays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import get_current_timezone

from citizenspring.people.models import Consent, Person
from citizenspring.people.services import PERSONAS, demo_persona, give_consents

__all__ = ["Calendar", "Troupe", "gather_troupe"]

OPENING_HOUR = 9


@dataclass(frozen=True)
class Troupe:
    """The invented persons with a role, by whom everything official in the demo is done."""

    organiser: Person
    moderator: Person
    steward: Person
    facilitator: Person
    everyone: tuple[Person, ...]


def gather_troupe() -> Troupe:
    """Everybody a visitor may try on is there from the start, so that every role has a holder."""
    found = {kind: demo_persona(kind) for kind in PERSONAS}
    for persona in found.values():
        give_consents(Consent.Kind.values, by=persona)
    return Troupe(
        organiser=found["organiser"],
        moderator=found["moderator"],
        steward=found["steward"],
        facilitator=found["facilitator"],
        everyone=tuple(found.values()),
    )


@dataclass(frozen=True)
class Calendar:
    """Turns the content's days, counted from the loading, into dates and times."""

    loaded_at: datetime

    def day(self, offset: int) -> date:
        return self.loaded_at.date() + timedelta(days=offset)

    def moment(self, offset: int) -> datetime:
        """Nine in the morning of that day, in the city's time."""
        there = self.loaded_at.astimezone(get_current_timezone()) + timedelta(days=offset)
        return there.replace(hour=OPENING_HOUR, minute=0, second=0, microsecond=0)

    def past(self, opens: int, closes: int, share: float) -> datetime:
        """The moment when this share of the time from opening to closing, or to now, was over."""
        first = self.moment(opens)
        last = min(self.moment(closes), self.loaded_at)
        return first + (last - first) * share
