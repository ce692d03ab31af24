"""Whether somebody may vote, and how many have."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from citizenspring.ballots.models import Poll
from citizenspring.people.models import Person

__all__ = ["Standing", "Turnout", "standing_of", "turnout_of"]

ROUND = 10


@dataclass(frozen=True)
class Standing:
    """How a visitor stands to a poll, with a sentence for her."""

    may_vote: bool
    has_voted: bool
    sentence: str | Promise


@dataclass(frozen=True)
class Turnout:
    """How many voted; in tens while the vote is open, so that no single ballot shows."""

    voted: int
    roll: int
    is_exact: bool

    @property
    def percent(self) -> int:
        return round(100 * self.voted / self.roll) if self.roll else 0


def standing_of(poll: Poll, person: Any) -> Standing:
    """Whether this visitor may vote now; who votes with a code is nobody here."""
    entry = None
    if isinstance(person, Person) and poll.state != Poll.State.DRAFT:
        entry = poll.roll.filter(person=person).values_list("has_voted", flat=True).first()
    if entry:
        return Standing(may_vote=False, has_voted=True, sentence=_("You have voted."))
    if poll.state == Poll.State.DRAFT:
        sentence = _("This vote is not open yet.")
    elif poll.state != Poll.State.OPEN:
        sentence = _("This vote is over.")
    elif entry is None:
        sentence = _("You are not on the roll of this vote, or you have not signed in.")
    else:
        return Standing(may_vote=True, has_voted=False, sentence=_("You can vote now, once."))
    return Standing(may_vote=False, has_voted=False, sentence=sentence)


def turnout_of(poll: Poll) -> Turnout:
    """Marks on the roll: exact once the vote is sealed, rounded down to tens before."""
    roll = poll.roll_size or 0
    if poll.is_imported:
        return Turnout(roll, roll, is_exact=True)
    voted = poll.roll.filter(has_voted=True).count()
    if poll.is_sealed:
        return Turnout(voted, roll, is_exact=True)
    return Turnout(voted - voted % ROUND, roll, is_exact=False)
