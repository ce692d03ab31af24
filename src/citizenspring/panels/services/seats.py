"""What members say: she comes, and has a place; or she does not, and somebody steps in."""

from django.db import transaction

from citizenspring.city.queries import territories_with_codes
from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.services import RegistrationFacts, register_member
from citizenspring.panels.errors import MemberSettled, MemberUnknown
from citizenspring.panels.features import COMMUNE
from citizenspring.panels.models import Member, Panel, Volunteer
from citizenspring.panels.permissions import may_settle_seat
from citizenspring.people.models import Person

from .planning import hold_with_places
from .replacing import vacate

__all__ = ["confirm_seat", "leave_panel", "mend_places"]

State = Member.State
ATTRIBUTES = {
    "age": Registration.Age,
    "gender": Registration.Gender,
    "education": Registration.Education,
}


@transaction.atomic
def confirm_seat(volunteer: Volunteer, *, by: Person | None) -> Member:
    """She comes: from now on she is registered for the gathering, with a place.

    ``by`` is nobody where the receipt that she holds was checked.
    """
    held, member = _seat_of(volunteer, by)
    if member.state == State.CONFIRMED:
        return member
    member.registration = _registered(held, volunteer)
    member.state, member.confirmed_at = State.CONFIRMED, database_now()
    member.save(update_fields=["registration", "state", "confirmed_at"])
    tell(held.topic, "confirmed")
    return member


@transaction.atomic
def leave_panel(volunteer: Volunteer, why: str, *, by: Person | None) -> Member:
    """She does not come; the next in the published order steps in at once."""
    held, member = _seat_of(volunteer, by)
    return vacate(held, member, why, by=by if by != volunteer.person else None)


def mend_places() -> int:
    """Members whose registration went when two accounts became one have a place again."""
    lost = Member.objects.filter(
        state=State.CONFIRMED,
        registration=None,
        panel__gathering__starts_at__gt=database_now(),
        panel__gathering__cancelled_at=None,
    )
    return sum(_mend(one) for one in lost.select_related("panel__gathering__activity"))


@transaction.atomic
def _mend(member: Member) -> bool:
    held = hold_with_places(member.panel)
    rows = held.members.filter(pk=member.pk, state=State.CONFIRMED, registration=None)
    found = rows.select_related("volunteer__person").first()
    if found is None:
        return False
    found.registration = _registered(held, found.volunteer)
    found.save(update_fields=["registration"])
    return True


def _registered(held: Panel, volunteer: Volunteer) -> Registration:
    """Her place; who has two seats, as two accounts became one, is named with one of them."""
    person = volunteer.person
    if person and held.members.filter(registration__person=person).exists():
        person = None
    return register_member(held.gathering, _facts(volunteer), person=person)


def _seat_of(volunteer: Volunteer, by: Person | None) -> tuple[Panel, Member]:
    if by is not None:
        may_settle_seat.require(by, volunteer)
    held = hold_with_places(volunteer.panel)
    member = held.members.filter(volunteer=volunteer).select_related("registration").first()
    if member is None or not held.is_shown:
        raise MemberUnknown
    if member.state == State.LEFT:
        raise MemberSettled
    member.volunteer = volunteer
    return held, member


def _facts(volunteer: Volunteer) -> RegistrationFacts:
    """What the gathering may know of her, where its words are the same."""
    said = volunteer.values
    known = {
        name: said[name]
        for name, kinds in ATTRIBUTES.items()
        if said.get(name) in kinds.values  # the quotas may have other steps
    }
    home = territories_with_codes([said.get(COMMUNE, "")]).first()
    return RegistrationFacts(name=volunteer.name, language=volunteer.language, home=home, **known)
