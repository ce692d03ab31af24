"""Votes that a facilitator keys in for people at her table who have no phone."""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import F
from django.db.models.functions import Least

from citizenspring.common.clock import database_now
from citizenspring.gatherings.models import Arrival, SeatingPlan
from citizenspring.rounds.errors import NotAsked, PhaseOver
from citizenspring.rounds.models import Fact
from citizenspring.rounds.queries import ZERO, answers_by, round_of_phase, source_keys

from .desk import Desk
from .reading import Said
from .voting import Turn, Value, checked, judgment, require_dots, require_judging, require_vote

__all__ = ["Keyboard"]


@dataclass
class Keyed:
    """One turn of a phase: who sits here, what was said before, and what may be judged."""

    turn: Turn
    people: dict[str, Arrival]
    before: dict[str, dict[str, Value]]
    cards: set[UUID]


@dataclass
class Keyboard:
    """Keeps what it fetched for one turn, as a message is often about a single one."""

    desk: Desk
    known: dict[tuple[str, int], Keyed] = field(default_factory=dict)

    def take(self, said: Said) -> Fact:
        """What a person of this table says of a card."""
        turn = self.desk.turn(said.phase, said.turn)
        if require_judging(turn) != said.kind:
            raise NotAsked
        keyed = self._keyed(turn)
        if self.desk.is_late(turn):
            raise PhaseOver
        person = require_vote(keyed.people.get(said.by))
        value = checked(turn, said.card, said.value, keyed.cards)
        after = keyed.before.get(person.voice, {}) | {str(said.card or ZERO): value}
        require_dots(turn, after.values())
        keyed.before[person.voice] = after
        columns = judgment(turn, said.card, value)
        return self.desk.add(said, voice=person.voice, **columns)

    def _keyed(self, turn: Turn) -> Keyed:
        place = turn.phase.id, turn.number
        if place not in self.known:
            self.known[place] = self._fetch(turn)
        return self.known[place]

    def _fetch(self, turn: Turn) -> Keyed:
        place, run = (turn.phase.id, turn.number), self.desk.run
        mine = [one for one in self.desk.said if (one.phase, one.turn) == place and one.by]
        people = self._people(turn, {int(one.by) for one in mine if one.by.isdigit()})
        voices = [one.voice for one in people.values()]
        asked = [one.card for one in mine if one.card]
        return Keyed(
            turn,
            people,
            answers_by(run, voices, *place),
            source_keys(run, turn.phase, asked),
        )

    def _people(self, turn: Turn, numbers: set[int]) -> dict[str, Arrival]:
        """Those of the numbers who sit at this table; where nobody has a seat, all who came."""
        gathering = self.desk.run.gathering_id
        rows = Arrival.objects.filter(
            gathering=gathering, registration__number__in=numbers
        ).order_by("pk")
        if SeatingPlan.objects.filter(gathering=gathering, is_current=True).exists():
            number = round_of_phase(self.desk.method)[turn.phase.id]
            rows = rows.filter(
                registration__seats__plan__is_current=True,
                registration__seats__table=self.desk.table,
                registration__seats__round=Least(number, F("registration__seats__plan__rounds")),
            )
        held = rows.select_for_update(of=("self",), no_key=True).prefetch_related("registration")
        found = {str(one.registration.number): one for one in held}
        self.desk.held_at = database_now().timestamp()
        return found
