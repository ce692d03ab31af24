"""Where a gathering stands: the phase that runs, and how long it still does.

Worked out from the organiser's acts alone, so that every phone, the wall and a server that was
started again show the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from citizenspring.engines.rounds.events import Extended, Paused, Resumed, Skipped, Started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from citizenspring.engines.rounds.definition import Method, Phase
    from citizenspring.engines.rounds.events import Event, Timing

__all__ = ["Objects", "Span", "Standing", "spans_of", "standing_at"]

# Whether somebody objects in a turn of a phase, known once it has ended.
Objects: TypeAlias = "Callable[[Span], bool]"


class Span(NamedTuple):
    """One turn of a phase: from when to when it ran.

    Attributes
    ----------
    phase : str
    turn : int
        1 the first time a phase runs.
    begins, ends : float
        Seconds; ``ends`` is infinite while the clock stands still.
    """

    phase: str
    turn: int
    begins: float
    ends: float


@dataclass(frozen=True)
class Standing:
    """What the wall shows at one moment.

    Attributes
    ----------
    phase : Phase or None
        None before the start and after the end.
    turn : int
    seconds_left : float
    is_paused, is_over : bool
    """

    phase: Phase | None
    turn: int
    seconds_left: float
    is_paused: bool
    is_over: bool


def spans_of(
    method: Method,
    events: Iterable[Event],
    *,
    objects: Objects | None = None,
) -> tuple[Span, ...]:
    """Return every turn of every phase, in order, as far as it is known.

    Parameters
    ----------
    method : Method
    events : iterable of Event
        In any order; only the organiser's acts matter.
    objects : callable, optional
        Whether somebody objects in a turn of a phase: decides what repeats.

    Returns
    -------
    tuple of Span
        Empty before the start. The last may end in the future, or never while paused.
    """
    return _Clock(method, _acts(events), objects).run()


def standing_at(
    method: Method,
    events: Iterable[Event],
    moment: float,
    *,
    objects: Objects | None = None,
) -> Standing:
    """Return where the gathering stands at a moment, with what is known by then.

    Examples
    --------
    >>> from citizenspring.engines.rounds import Started, shipped
    >>> standing = standing_at(shipped("dot-voting"), [Started(id="a", at=0)], 60)
    >>> standing.phase.id, standing.seconds_left
    ('ideas', 540)
    """
    known = [event for event in _acts(events) if event.at <= moment]
    clock = _Clock(method, known, objects, until=moment)
    spans = clock.run()
    if not spans:
        return Standing(None, 0, 0.0, is_paused=False, is_over=False)
    last = spans[-1]
    if last.ends <= moment:
        return Standing(None, 0, 0.0, is_paused=False, is_over=True)
    left = clock.left if clock.is_paused else last.ends - moment
    return Standing(method.phase(last.phase), last.turn, left, clock.is_paused, is_over=False)


def _acts(events: Iterable[Event]) -> list[Timing]:
    kinds = (Started, Paused, Resumed, Extended, Skipped)
    once = {event.id: event for event in events if isinstance(event, kinds)}
    return sorted(once.values(), key=lambda event: (event.at, event.id))


class _Clock:
    """Walks through the acts and the phases side by side."""

    def __init__(
        self,
        method: Method,
        acts: list[Timing],
        objects: Objects | None,
        *,
        until: float = float("inf"),
    ) -> None:
        self.method, self.acts, self.until = method, acts, until
        self.objects = objects or (lambda _span: False)
        self.spans: list[Span] = []
        self.turns: dict[str, int] = {}
        self.is_paused = False
        self.left = 0.0

    def run(self) -> tuple[Span, ...]:
        acts = iter(self.acts)
        start = next((act for act in acts if isinstance(act, Started)), None)
        if start is None:
            return ()
        self._begin(0, start.at)
        for act in acts:
            self._pass_time(act.at)
            if self.spans[-1].ends <= act.at:
                break
            self._take(act)
        self._pass_time(self.until)
        return tuple(self.spans)

    def _begin(self, place: int, moment: float) -> None:
        phase = self.method.phases[place]
        turn = self.turns[phase.id] = self.turns.get(phase.id, 0) + 1
        self.spans.append(Span(phase.id, turn, moment, moment + phase.seconds))

    def _pass_time(self, moment: float) -> None:
        """Begin what follows, as often as a phase has ended by then."""
        while not self.is_paused and self.spans[-1].ends <= moment:
            last = self.spans[-1]
            back = self._back(last)
            place = self.method.place(last.phase) + 1 if back is None else back
            if place >= len(self.method.phases):
                return
            self._begin(place, last.ends)

    def _back(self, span: Span) -> int | None:
        repeat = self.method.phase(span.phase).repeat
        if repeat is None or span.turn > repeat.most or not self.objects(span):
            return None
        return self.method.place(repeat.back_to)

    def _take(self, act: Timing) -> None:
        last = self.spans[-1]
        if isinstance(act, Paused) and not self.is_paused:
            self.is_paused, self.left = True, last.ends - act.at
            self._end(float("inf"))
        elif isinstance(act, Resumed) and self.is_paused:
            self.is_paused = False
            self._end(act.at + self.left)
        elif isinstance(act, Extended) and self.is_paused:
            self.left = max(0.0, self.left + act.seconds)
        elif isinstance(act, Extended):
            self._end(max(act.at, last.ends + act.seconds))
        elif isinstance(act, Skipped):
            self.is_paused = False
            self._end(act.at)

    def _end(self, moment: float) -> None:
        last = self.spans[-1]
        self.spans[-1] = Span(last.phase, last.turn, last.begins, moment)
