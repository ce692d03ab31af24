"""Who is heard, with which interests; whoever is heard never votes in the room."""

from dataclasses import dataclass

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.seen import seen_text
from citizenspring.gatherings.models import Arrival, Registration
from citizenspring.gatherings.tickets import plain_ticket
from citizenspring.hearings.errors import ExpertGone, HasVoted, InterestsMissing, TicketUnknown
from citizenspring.hearings.models import Clarity, Expert, Hearing, Support
from citizenspring.hearings.permissions import may_prepare_hearing
from citizenspring.ledger.services import record
from citizenspring.people.models import Person
from citizenspring.rounds.seats import has_voted

__all__ = ["ExpertFacts", "bar_from_voting", "change_expert", "dismiss_expert", "name_expert"]


@dataclass(frozen=True)
class ExpertFacts:
    """Who she is and what she declares; ``ticket`` is that of her registration, if she has one."""

    name: str
    role: str = Expert.Role.EXPERT
    body: str = ""
    interests: str = ""
    has_none: bool = False
    language: str = "fr"
    ticket: str = ""


@transaction.atomic
def name_expert(hearing: Hearing, facts: ExpertFacts, *, by: Person) -> Expert:
    """Hear somebody; her interests are public before she says a word."""
    may_prepare_hearing.require(by, hearing.gathering)
    expert = Expert(hearing=hearing, declared_at=database_now())
    _fill(expert, facts)
    expert.save(force_insert=True)
    _record("hearing.expert_named", expert, by)
    return expert


@transaction.atomic
def change_expert(expert: Expert, facts: ExpertFacts, *, by: Person) -> Expert:
    """Change what she declares, in the open; who came with her ticket loses the vote."""
    may_prepare_hearing.require(by, expert.hearing.gathering)
    held = Expert.objects.select_for_update().get(pk=expert.pk)
    held.hearing = expert.hearing
    if held.left_at:
        raise ExpertGone
    before = held.registration_id
    _fill(held, facts)
    held.save()
    if before and before != held.registration_id:
        Registration.objects.filter(pk=before).update(has_vote=True)
    _record("hearing.expert_changed", held, by)
    return held


@transaction.atomic
def dismiss_expert(expert: Expert, *, by: Person) -> None:
    """Not hear her any more. She stays without a vote: she was asked as an expert."""
    may_prepare_hearing.require(by, expert.hearing.gathering)
    rows = Expert.objects.filter(pk=expert.pk, left_at=None)
    if not rows.update(left_at=database_now()):
        raise ExpertGone
    _record("hearing.expert_left", expert, by)


def _fill(expert: Expert, facts: ExpertFacts) -> None:
    interests = facts.interests.strip()
    if bool(interests) == facts.has_none:
        raise InterestsMissing
    expert.name, expert.role = seen_text(facts.name), facts.role
    expert.body, expert.language = seen_text(facts.body), facts.language
    expert.interests, expert.has_none = interests, facts.has_none
    expert.registration = _registration(expert.hearing, facts.ticket)
    expert.person = expert.registration.person if expert.registration else None
    if expert.registration:
        bar_from_voting(expert.registration)


def _registration(hearing: Hearing, ticket: str) -> Registration | None:
    if not (plain := plain_ticket(ticket)):
        return None
    rows = hearing.gathering.registrations.exclude(state=Registration.State.CANCELLED)
    found = rows.filter(ticket=plain).first()
    if found is None:
        raise TicketUnknown
    if found.has_vote and _has_voted(found):
        raise HasVoted
    return found


def _has_voted(registration: Registration) -> bool:
    """In a round: facts stay as they are, so that its result can be counted again by anybody."""
    # Held: whoever votes at this moment is waited for, and then is seen.
    rows_here = Arrival.objects.filter(registration=registration)
    arrival = rows_here.select_for_update(no_key=True).first()
    return arrival is not None and has_voted(arrival)


def bar_from_voting(registration: Registration) -> None:
    """From now on she has no vote, and what she supported or rated here does not count."""
    Registration.objects.filter(pk=registration.pk).update(has_vote=False)
    registration.has_vote = False
    arrival = getattr(registration, "arrival", None)
    if arrival is None:
        return
    where = {"voice": arrival.voice}
    gathering = registration.gathering_id
    Support.objects.filter(question__hearing__gathering=gathering, **where).delete()
    Clarity.objects.filter(answer__question__hearing__gathering=gathering, **where).delete()


def _record(kind: str, expert: Expert, by: Person) -> None:
    """Public as it is: whoever is heard in public has agreed to it."""
    facts = {
        "name": expert.name,
        "role": str(expert.role),
        "body": expert.body,
        "interests": expert.interests,
        "none": expert.has_none,
    }
    record(kind, by=by, about=expert.hearing.gathering.activity.node_id, facts=facts)
