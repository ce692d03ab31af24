"""A method as data: its phases, what people do in each, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, get_args

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["ENTRIES", "MODES", "MOVES", "REVEALS", "Entry", "Method", "Mode", "Phase", "Repeat"]

Mode = Literal["solo", "pair", "four", "table", "plenary"]
EntryKind = Literal[
    "none", "cards", "amends", "picks", "dots", "ratings", "consent", "resistance", "speaking"
]
Reveal = Literal["at once", "at the end"]
Move = Literal["stay", "mix", "host stays", "return"]
MODES: tuple[str, ...] = get_args(Mode)
ENTRIES: tuple[str, ...] = get_args(EntryKind)
REVEALS: tuple[str, ...] = get_args(Reveal)
MOVES: tuple[str, ...] = get_args(Move)
# What is done with the cards of an earlier phase.
_LATER = frozenset({"amends", "picks", "dots", "ratings", "consent", "resistance"})


@dataclass(frozen=True)
class Entry:
    """What is entered during a phase.

    Attributes
    ----------
    kind : str
        ``"none"``, ``"cards"`` (texts), ``"amends"`` (cards of an earlier phase are changed),
        ``"picks"`` (a table takes its best cards along), ``"dots"``, ``"ratings"``,
        ``"consent"`` (agree, or object with a reason), ``"resistance"`` (0 to 10) or
        ``"speaking"`` (who spoke for how long).
    of : str
        Phase whose cards are amended, picked or judged.
    card : str
        What kind of card is written, such as ``"concern"`` or ``"solution"``.
    most : int
        Cards of a table or person, picks of a table, or dots of a person.
    most_on_one : int
        Dots that a person may give one card.
    highest : int
        Best rating; the lowest is 1.
    """

    kind: EntryKind = "none"
    of: str = ""
    card: str = ""
    most: int = 0
    most_on_one: int = 0
    highest: int = 0

    @property
    def needs_cards(self) -> bool:
        """Whether it is about cards of an earlier phase."""
        return self.kind in _LATER


@dataclass(frozen=True)
class Repeat:
    """Go back to a phase while somebody objects, at most so often."""

    back_to: str
    most: int


@dataclass(frozen=True)
class Phase:
    """One span of a method.

    Attributes
    ----------
    id : str
    name, prompt : mapping of language to text
    mode : str
        Who talks with whom: ``"solo"``, ``"pair"``, ``"four"``, ``"table"`` or ``"plenary"``.
    seconds : int
        Planned length.
    entry : Entry
    reveal : str
        ``"at once"`` or ``"at the end"``: when others see what was entered.
    move : str
        What happens to seats before the phase: ``"stay"``, ``"mix"`` (all move on),
        ``"host stays"`` (all but one of each table move on) or ``"return"`` (to the first seats).
    repeat : Repeat or None
        Looked at when the phase ends.
    """

    id: str
    name: Mapping[str, str]
    prompt: Mapping[str, str]
    mode: Mode
    seconds: int
    entry: Entry = Entry()
    reveal: Reveal = "at once"
    move: Move = "stay"
    repeat: Repeat | None = None


@dataclass(frozen=True)
class Method:
    """A way to spend time together that a gathering can run.

    Attributes
    ----------
    id : str
    name, summary : mapping of language to text
    table_size : int
        People at a table; 0 where tables do not matter.
    phases : tuple of Phase

    Raises
    ------
    BadInput
        When a phase is named twice, or is about cards that were not written before it.
    """

    id: str
    name: Mapping[str, str]
    summary: Mapping[str, str]
    table_size: int
    phases: tuple[Phase, ...]

    def __post_init__(self) -> None:
        if not self.phases:
            raise BadInput(f"the method {self.id!r} has no phase", expected="at least one")
        seen: dict[str, Phase] = {}
        for phase in self.phases:
            if phase.id in seen:
                raise BadInput(f"two phases are called {phase.id!r}", expected="each name once")
            _check_source(phase, seen)
            seen[phase.id] = phase
            if phase.repeat and phase.repeat.back_to not in seen:
                found = f"the phase {phase.id!r} goes back to {phase.repeat.back_to!r}"
                raise BadInput(found, expected="itself or a phase before it")

    @property
    def seconds(self) -> int:
        """Planned length, repeats not counted."""
        return sum(phase.seconds for phase in self.phases)

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which every text is there, in alphabetical order."""
        texts = [self.name, self.summary]
        texts += [text for phase in self.phases for text in (phase.name, phase.prompt)]
        return tuple(sorted(set.intersection(*(set(text) for text in texts))))

    def phase(self, name: str) -> Phase:
        """Return a phase by its id."""
        return self.phases[self.place(name)]

    def place(self, name: str) -> int:
        """Return where a phase stands, from 0."""
        for place, phase in enumerate(self.phases):
            if phase.id == name:
                return place
        known = ", ".join(phase.id for phase in self.phases)
        raise BadInput(f"there is no phase {name!r}", expected=f"one of {known}")


def _check_source(phase: Phase, before: Mapping[str, Phase]) -> None:
    if not phase.entry.needs_cards:
        return
    source = before.get(phase.entry.of)
    if source is None or source.entry.kind not in {"cards", "picks"}:
        found = f"the phase {phase.id!r} is about the cards of {phase.entry.of!r}"
        raise BadInput(found, expected="a phase before it that writes or picks cards")
