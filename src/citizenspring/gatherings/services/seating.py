"""Seating: asked for by an organiser, worked out by the worker, shown when it is wished."""

from collections.abc import Sequence
from time import monotonic
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.utils.translation import override as speaking

from citizenspring.common.bulk import copy_in
from citizenspring.common.clock import database_now
from citizenspring.common.errors import Refusal
from citizenspring.common.ids import short_code
from citizenspring.common.live import tell
from citizenspring.engines.errors import EngineError
from citizenspring.engines.seating import reseat, seat_people, table_sizes
from citizenspring.gatherings.errors import (
    NeedsNotMet,
    NobodyToSeat,
    NotSeatedYet,
    RoomTooSmall,
    SeatingFailed,
    SeatingOutOfReach,
    SeatingUnderWay,
)
from citizenspring.gatherings.models import OFFERS, Gathering, Registration, Seat, SeatingPlan
from citizenspring.gatherings.permissions import may_arrange_room
from citizenspring.gatherings.queries import current_plan, tables_of
from citizenspring.gatherings.seating import (
    asked_of,
    changes_told,
    limits_for,
    participants_of,
    places_of,
    seating_told,
    working_languages_of,
)
from citizenspring.ledger.services import record
from citizenspring.people.models import Person

from .latecomers import place_forgotten_of
from .tables import set_tables

__all__ = [
    "BELL",
    "MOST_ROUNDS",
    "ask_to_seat",
    "ask_to_seat_again",
    "make_plan",
    "seat",
    "seat_again",
    "seat_waiting",
    "show",
]

MOST_ROUNDS = 12
SMALLEST_SIZE, LARGEST_SIZE = 3, 30
PAIR = 2
LOCK = 0x73656174  # "seat"
BELL = "citizenspring_seats"
PAUSE = 0.4  # seconds between two words of progress
State = SeatingPlan.State
Why = SeatingPlan.Why


def ask_to_seat(
    gathering: Gathering,
    *,
    rounds: int,
    size: int,
    seed: str = "",
    only_here: bool = False,
    by: Person,
) -> SeatingPlan:
    """Have the worker seat those who have a place, or only those who came.

    Without a ``seed`` one is drawn; it is public, and the same people and seed give the same seats.
    """
    may_arrange_room.require(by, gathering)
    if not 1 <= rounds <= MOST_ROUNDS or not SMALLEST_SIZE <= size <= LARGEST_SIZE:
        raise SeatingOutOfReach(rounds=MOST_ROUNDS, least=SMALLEST_SIZE, most=LARGEST_SIZE)
    people = people_to_seat(gathering, only_here=only_here)
    if len(people) < PAIR:
        raise NobodyToSeat
    if not gathering.tables.exists():
        count = len(table_sizes(len(people), size, smallest=2, largest=size + 3))
        set_tables(gathering, count, by=by, seats=size)
    _check_room(gathering, people)
    facts = {"rounds": rounds, "size": size, "seed": seed.strip()[:80] or short_code(10)}
    return _ask(gathering, by, why=Why.FIRST, is_of_those_here=only_here, **facts)


def ask_to_seat_again(gathering: Gathering, *, from_round: int = 1, by: Person) -> SeatingPlan:
    """Have the worker change the seats to those who came; rounds before ``from_round`` stay."""
    may_arrange_room.require(by, gathering)
    before = current_plan(gathering)
    if before is None:
        raise NotSeatedYet
    if len(people_to_seat(gathering, only_here=True)) < PAIR:
        raise NobodyToSeat
    return _ask(
        gathering,
        by,
        why=Why.AGAIN,
        is_of_those_here=True,
        rounds=before.rounds,
        size=before.size,
        seed=before.seed,
        from_round=min(max(1, from_round), before.rounds),
    )


def seat(gathering: Gathering, *, by: Person, **facts: Any) -> SeatingPlan:
    """Seat at once, without the worker: for commands and measurements."""
    return make_plan(ask_to_seat(gathering, by=by, **facts))


def seat_again(gathering: Gathering, *, from_round: int = 1, by: Person) -> SeatingPlan:
    """Seat again at once, without the worker."""
    return make_plan(ask_to_seat_again(gathering, from_round=from_round, by=by))


def people_to_seat(gathering: Gathering, *, only_here: bool) -> list[Registration]:
    rows = gathering.registrations.filter(state=Registration.State.COMING).order_by("number")
    if only_here:
        rows = rows.filter(arrival__isnull=False, arrival__left_at=None)
    return list(rows)


def _check_room(gathering: Gathering, people: Sequence[Registration]) -> None:
    tables = list(tables_of(gathering))
    offered = {name for table in tables for name in table.offers}
    needed = {name for one in people for name in one.table_needs}
    if missing := sorted(needed - offered):
        raise NeedsNotMet(needs=", ".join(str(OFFERS.get(name, name)) for name in missing))
    seats = sum(table.seats for table in tables)
    if seats < len(people):
        raise RoomTooSmall(people=len(people), seats=seats)


def _ask(gathering: Gathering, by: Person, **facts: Any) -> SeatingPlan:
    last = gathering.plans.order_by("-number").values_list("number", flat=True).first()
    try:
        with transaction.atomic():
            made = SeatingPlan.objects.create(
                gathering=gathering,
                number=(last or 0) + 1,
                state=State.MAKING,
                is_current=False,
                made_by=by,
                **facts,
            )
    except IntegrityError:
        raise SeatingUnderWay from None
    tell(gathering.seats_topic, "asked")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [BELL])
    return made


def seat_waiting() -> int:
    """Make the plans that wait, and what a worker that died had begun; returns how many."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [LOCK])
        if not cursor.fetchone()[0]:
            return 0
        try:
            waiting = list(_plans().filter(state=State.MAKING).order_by("made_at"))
            for plan in waiting:
                make_plan(plan)
            return len(waiting)
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK])


def _plans() -> QuerySet[SeatingPlan]:
    return SeatingPlan.objects.select_related("gathering__activity__process", "made_by")


def make_plan(plan: SeatingPlan) -> SeatingPlan:
    """Work it out and put it in the place of the one before, or keep why it cannot be."""
    problem = str(SeatingFailed())
    try:
        with speaking(plan.made_by.language if plan.made_by else settings.LANGUAGE_CODE):
            _make(plan)
        problem = ""
    except (EngineError, Refusal) as refusal:
        problem = str(refusal)
    finally:
        # Also after a fault of our own: no plan keeps the next from being asked for.
        if problem:
            failed = {"state": State.FAILED, "problem": problem}
            SeatingPlan.objects.filter(pk=plan.pk).update(**failed)
            tell(plan.gathering.seats_topic, "failed")
    plan.refresh_from_db()
    return plan


def _make(plan: SeatingPlan) -> None:
    gathering = plan.gathering
    if plan.why == Why.AGAIN:
        _keep(plan, *_seated_again(plan))
        return
    people = people_to_seat(gathering, only_here=plan.is_of_those_here)
    _check_room(gathering, people)
    wanted = participants_of(gathering, people)
    tables = list(tables_of(gathering))
    found = seat_people(
        wanted,
        size=plan.size,
        rounds=plan.rounds,
        seed=plan.seed,
        attributes=asked_of(gathering),
        languages=working_languages_of(gathering, wanted),
        places=places_of(tables),
        limits=limits_for(len(people), plan.size, [table.seats for table in tables]),
        progress=_Watch(plan),
    )
    _keep(plan, people, found.seats, seating_told(found))


def _seated_again(plan: SeatingPlan) -> tuple[list[Registration], Any, dict[str, Any]]:
    gathering = plan.gathering
    before = current_plan(gathering)
    if before is None:
        raise NotSeatedYet
    previous = seats_of(before)
    here = people_to_seat(gathering, only_here=True)
    numbers = {str(one.number) for one in here}
    gone = gathering.registrations.filter(seats__plan=before).exclude(
        pk__in=[one.pk for one in here]
    )
    everybody = [*here, *gone.distinct()]
    wanted = participants_of(gathering, everybody)
    tables = list(tables_of(gathering))
    found = reseat(
        wanted,
        previous,
        sorted(set(previous) - numbers),
        from_round=plan.from_round,
        seed=f"{plan.seed} {plan.number}",
        attributes=asked_of(gathering),
        languages=working_languages_of(gathering, [one for one in wanted if one.id in numbers]),
        places=places_of(tables),
        limits=limits_for(len(here), plan.size, [table.seats for table in tables]),
    )
    return here, found.seating.seats, changes_told(found)


def seats_of(plan: SeatingPlan) -> dict[str, tuple[int, ...]]:
    """The table of each person by round, 0 for none; people by number."""
    found: dict[str, list[int]] = {}
    rows = Seat.objects.filter(plan=plan)
    for number, which, table in rows.values_list("registration__number", "round", "table"):
        found.setdefault(str(number), [0] * plan.rounds)[which - 1] = table
    return {number: tuple(tables) for number, tables in found.items()}


class _Watch:
    """Keeps how far the engine is, a few times a second, and tells open pages."""

    def __init__(self, plan: SeatingPlan) -> None:
        self.plan, self.told_at = plan, 0.0

    def __call__(self, done: int, total: int, /) -> None:
        if monotonic() - self.told_at < PAUSE:
            return
        self.told_at = monotonic()
        SeatingPlan.objects.filter(pk=self.plan.pk).update(done=done, total=total)
        tell(self.plan.gathering.seats_topic, "progress", done=done, total=total)


@transaction.atomic
def _keep(plan: SeatingPlan, people: Sequence[Registration], seats: Any, told: Any) -> None:
    """The new plan holds from here on; whoever came meanwhile is placed in it too."""
    gathering = plan.gathering
    current = gathering.plans.select_for_update().filter(is_current=True).first()
    if current:
        gathering.plans.filter(pk=current.pk).update(is_current=False)
    was_shown = plan.why == Why.AGAIN and current is not None and current.is_shown
    by_number = {str(one.number): one for one in people}
    copy_in(
        [
            Seat(plan=plan, round=r + 1, registration=by_number[number], table=table)
            for number, tables in seats.items()
            for r, table in enumerate(tables)
            if table
        ],
        without={"id"},
    )
    plan.state, plan.is_current, plan.told, plan.problem = State.READY, True, told, ""
    plan.shown_at = database_now() if was_shown else None
    plan.save()
    place_forgotten_of(plan)
    kind = "seating.again" if plan.why == Why.AGAIN else "seating.made"
    record(kind, by=plan.made_by, about=gathering.activity.node_id, facts=_public(plan))
    tell(gathering.seats_topic, "seats")


def _public(plan: SeatingPlan) -> dict[str, Any]:
    """What the public record keeps of a plan: figures and the seed, nobody's seat."""
    told = plan.told
    known = ("people", "tables", "common", "repeated", "absent", "arrived", "movers")
    facts = {name: told[name] for name in known if name in told}
    return {"number": plan.number, "rounds": plan.rounds, "seed": plan.seed, **facts}


@transaction.atomic
def show(plan: SeatingPlan, *, by: Person) -> SeatingPlan:
    """From now on everybody sees her table: on her phone, on the wall."""
    gathering = plan.gathering
    may_arrange_room.require(by, gathering)
    rows = SeatingPlan.objects.filter(pk=plan.pk, is_current=True)
    if not rows.exists():
        raise NotSeatedYet
    if rows.filter(shown_at=None).update(shown_at=database_now()):
        facts = {"number": plan.number}
        record("seating.shown", by=by, about=gathering.activity.node_id, facts=facts)
        tell(gathering.seats_topic, "seats")
    plan.refresh_from_db(fields=["shown_at"])
    return plan
