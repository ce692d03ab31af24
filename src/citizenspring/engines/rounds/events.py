"""What happens during a gathering, one fact each; everything else is worked out from these.

Every fact has an id made by the device that wrote it, so that a fact sent twice is one, and the
second at which the server took it, counted from any fixed moment.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from math import isfinite
from typing import TYPE_CHECKING, Any, TypeAlias

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = [
    "Card",
    "Consented",
    "Dotted",
    "Event",
    "Extended",
    "Paused",
    "Picked",
    "Rated",
    "Resisted",
    "Resumed",
    "Skipped",
    "Spoke",
    "Started",
    "Timing",
    "read_events",
    "write_events",
]


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What all have in common.

    Attributes
    ----------
    id : str
    at : float
        Seconds.
    """

    id: str
    at: float


@dataclass(frozen=True, kw_only=True)
class Started(Fact):
    """The organiser began."""


@dataclass(frozen=True, kw_only=True)
class Paused(Fact):
    """The clock stands still."""


@dataclass(frozen=True, kw_only=True)
class Resumed(Fact):
    """The clock goes on."""


@dataclass(frozen=True, kw_only=True)
class Extended(Fact):
    """The phase that runs gets more time."""

    seconds: int


@dataclass(frozen=True, kw_only=True)
class Skipped(Fact):
    """The phase that runs ends now."""


@dataclass(frozen=True, kw_only=True)
class Entered(Fact):
    """Something entered in a phase, in its first turn or a later one."""

    phase: str
    turn: int = 1


@dataclass(frozen=True, kw_only=True)
class Card(Entered):
    """A card of a table (or of one person); written again with the same ``card`` it is changed.

    An empty text takes it back.
    """

    card: str
    table: str
    text: str
    language: str = ""
    theme: str = ""


@dataclass(frozen=True, kw_only=True)
class Picked(Entered):
    """The cards that a table takes along; the last list holds."""

    table: str
    cards: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Judged(Entered):
    """What one person says of one card; the last word holds."""

    by: str
    card: str


@dataclass(frozen=True, kw_only=True)
class Dotted(Judged):
    """Dots on a card; 0 takes them back."""

    dots: int


@dataclass(frozen=True, kw_only=True)
class Rated(Judged):
    """A rating from 1 up."""

    rating: int


@dataclass(frozen=True, kw_only=True)
class Consented(Judged):
    """Consent, or an objection with its reason."""

    objection: str = ""


@dataclass(frozen=True, kw_only=True)
class Resisted(Judged):
    """Resistance from 0 to 10; the card ``"zero"`` is that everything stays as it is."""

    resistance: int


@dataclass(frozen=True, kw_only=True)
class Spoke(Entered):
    """Somebody spoke at a table."""

    by: str
    table: str
    seconds: float


Timing: TypeAlias = Started | Paused | Resumed | Extended | Skipped
Event: TypeAlias = Timing | Card | Picked | Dotted | Rated | Consented | Resisted | Spoke
_KINDS: dict[str, Any] = {
    kind.__name__.lower(): kind
    for kind in (
        Started, Paused, Resumed, Extended, Skipped, Card, Picked, Dotted, Rated, Consented,
        Resisted, Spoke,
    )
}  # fmt: skip


def write_events(events: Iterable[Event]) -> Iterator[str]:
    """Yield each fact as one line of JSON."""
    for event in events:
        said = {"kind": type(event).__name__.lower(), **asdict(event)}
        yield json.dumps(said, ensure_ascii=False, sort_keys=True)


def read_events(lines: Iterable[str], *, file: str | None = None) -> list[Event]:
    """Read facts, one a line, as :func:`write_events` writes them.

    Raises
    ------
    BadInput
        Naming the line.
    """
    found = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            found.append(_event(line, file, number))
    return found


def _event(line: str, file: str | None, number: int) -> Event:
    try:
        said = json.loads(line)
        kind = _KINDS[said.pop("kind")]
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        raise BadInput(
            "it is no fact", file=file, line=number, expected='{"kind": "card", …}'
        ) from error
    known = {field.name for field in fields(kind)}
    if strange := sorted(set(said) - known):
        expected = ", ".join(sorted(known))
        raise BadInput(f"it has {strange[0]!r}", file=file, line=number, expected=expected)
    for name, value in said.items():
        if not _fits(name, value):
            raise BadInput(f"{name} is {value!r}", file=file, line=number)
    if "cards" in said:
        said["cards"] = tuple(said["cards"])
    try:
        event: Event = kind(**said)
    except TypeError as error:
        expected = ", ".join(sorted(known))
        raise BadInput("a part is missing", file=file, line=number, expected=expected) from error
    return event


def _fits(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return False
    if name in {"at", "seconds"}:
        return isinstance(value, (int, float)) and isfinite(value)
    if name in {"turn", "dots", "rating", "resistance"}:
        return isinstance(value, int)
    if name == "cards":
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    return isinstance(value, str)
