"""Seats that become free, and who takes them: the order was fixed before the draw."""

from uuid import UUID

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.common.live import tell
from citizenspring.engines.errors import EngineError
from citizenspring.engines.sortition import CannotBeMet, replace_dropouts
from citizenspring.gatherings.models import Registration
from citizenspring.gatherings.services import release_member
from citizenspring.ledger.services import record
from citizenspring.panels.models import Member, Panel, Portfolio, Replacement, Volunteer
from citizenspring.panels.pooling import changes_of, read_texts
from citizenspring.people.models import Person

from .planning import hold_with_places
from .telling import tell_stepped_in

__all__ = ["fill_seats", "give_gone_seats", "notice_given_back", "vacate"]

State = Member.State
Why = Member.Why


def vacate(panel: Panel, member: Member, why: str, *, by: Person | None = None) -> Member:
    """Take her off the panel and let the next in order step in; the panel's row is held."""
    member.state, member.left_at, member.left_because = State.LEFT, database_now(), why
    member.save(update_fields=["state", "left_at", "left_because"])
    if member.registration is not None:
        release_member(member.registration)
    fill_seats(panel, why, by=by)
    return member


def fill_seats(panel: Panel, why: str, *, by: Person | None = None) -> Replacement | None:
    """Give every free seat to the first in order with whom the quotas still hold.

    Where nobody fits, the seat stays free and the log says what would have to change.
    """
    members = list(panel.members.select_related("volunteer"))
    free = [one for one in members if one.state == State.LEFT and not one.is_replaced]
    if not free:
        return None
    line = Replacement(panel=panel, number=panel.replacements.count() + 1, why=why)
    line.left = sorted(one.volunteer.pseudonym for one in free)
    found = Portfolio.objects.get(panel=panel)
    try:
        joined, passed = _engine(panel, found, members, free)
    except CannotBeMet as problem:
        line.changes = changes_of(problem)
    except EngineError as problem:
        line.changes = [{"problem": str(problem)}]
    else:
        people = {one.pk: one for one in panel.volunteers.all()}
        _seat(panel, [people[pk] for pk in joined], free)
        line.joined = [people[pk].pseudonym for pk in joined]
        line.passed_over = [people[pk].pseudonym for pk in passed]
    line.save(force_insert=True)
    facts = {"left": line.left, "why": why, "joined": line.joined, "passed_over": line.passed_over}
    record("panel.replaced", by=by, about=panel.gathering.activity.node_id, facts=facts)
    tell(panel.topic, "replaced")
    return line


def _engine(
    panel: Panel, found: Portfolio, members: list[Member], free: list[Member]
) -> tuple[list[UUID], list[UUID]]:
    """Ask the engine, which knows people by the numbers of the pool's file."""
    numbers = {str(one.pk): one.pk for one in panel.volunteers.only("pk")}
    open_ = {one.pk for one in free}
    seats = [one for one in members if one.state != State.LEFT or one.pk in open_]
    gone = panel.volunteers.exclude(gone_at=None).values_list("pk", flat=True)
    left = [one.volunteer_id for one in members if one.state == State.LEFT]
    names = dict(panel.volunteers.values_list("pseudonym", "pk"))
    rows = (line.split(",") for line in found.alternates.splitlines()[1:])
    order = [str(names[name]) for _place, name in rows if name in names]
    out = replace_dropouts(
        read_texts(found.categories, found.respondents),
        [str(one.volunteer_id) for one in seats],
        [str(one.volunteer_id) for one in free],
        order,
        unavailable=[*map(str, gone), *map(str, left)],
    )
    return [numbers[one] for one in out.joined], [numbers[one] for one in out.passed_over]


def _seat(panel: Panel, joined: list[Volunteer], free: list[Member]) -> None:
    moment = database_now()
    Member.objects.bulk_create(
        Member(panel=panel, volunteer=one, stepped_in=True, joined_at=moment) for one in joined
    )
    panel.members.filter(pk__in=[one.pk for one in free]).update(is_replaced=True)
    if panel.is_shown:
        tell_stepped_in(panel, joined)


def give_gone_seats(panel: Panel) -> None:
    """Whoever took her data back before the draw and was drawn all the same does not sit."""
    gone = panel.members.exclude(volunteer__gone_at=None).exclude(state=State.LEFT)
    if gone.update(state=State.LEFT, left_at=database_now(), left_because=Why.ERASED):
        fill_seats(panel, Why.ERASED)


def notice_given_back() -> int:
    """Members who gave their ticket back leave the panel; returns how many."""
    given = Member.objects.filter(
        state=State.CONFIRMED, registration__state=Registration.State.CANCELLED
    )
    found = list(given.select_related("panel__gathering__activity"))
    for member in found:
        with transaction.atomic():
            held = hold_with_places(member.panel)
            now = held.members.filter(pk=member.pk, state=State.CONFIRMED).first()
            if now is not None:
                vacate(held, now, Why.PREVENTED)
    return len(found)
