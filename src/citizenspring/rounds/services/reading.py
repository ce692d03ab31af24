"""Reading what a phone says: anybody may send anything, so each part is looked at."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from typing import Any
from uuid import UUID

from citizenspring.rounds.errors import BadFact, TextTooLong

__all__ = ["MOST_SIGNS", "Said", "read_fact", "read_key"]

MOST_SIGNS, MOST_THEME, MOST_REASON = 1000, 80, 600
MOST_POSITION, MOST_SECONDS, MOST_CARDS = 1e9, 4 * 60 * 60, 500
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})?")
CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
WHO = re.compile(r"[0-9]{1,6}|seat-[0-9]{1,3}")
# From 2001 to 2100: what a device says of its time is kept where it can be one.
EARLIEST, LATEST = 1e9, 4.1e9


@dataclass(frozen=True, kw_only=True)
class Said:
    """One fact as a device sent it, each part of the right kind."""

    key: UUID
    kind: str
    phase: str = ""
    turn: int = 1
    said_at: datetime | None = None
    card: UUID | None = None
    knows: UUID | None = None
    text: str = ""
    language: str = ""
    theme: str = ""
    position: float | None = None
    cards: tuple[UUID, ...] = ()
    by: str = ""
    value: int | str = 0
    seconds: float = 0.0


def read_key(raw: object) -> UUID | None:
    """The key of a fact, if it has one at all."""
    found = raw.get("key") if isinstance(raw, Mapping) else None
    try:
        return UUID(found) if isinstance(found, str) else None
    except ValueError:
        return None


def read_fact(raw: Mapping[str, Any], key: UUID) -> Said:
    """Every part of a fact, or a refusal that names the part that is wrong."""
    kind = raw.get("kind")
    if not isinstance(kind, str) or kind not in PARTS:
        raise BadFact
    phase, turn = raw.get("phase", ""), raw.get("turn", 1)
    if not isinstance(phase, str) or not _is_whole(turn):
        raise BadFact
    said_at = _moment(raw.get("said_at"))
    parts = PARTS[kind](raw)
    return Said(key=key, kind=kind, phase=phase, turn=turn, said_at=said_at, **parts)


def _is_whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= 10_000  # noqa: PLR2004  # more than anything here is counted to


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    try:
        found = float(value)
    except OverflowError:
        return None
    return found if isfinite(found) else None


def _moment(value: object) -> datetime | None:
    seconds = _number(value)
    if seconds is None or not EARLIEST <= seconds <= LATEST:
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _text(raw: Mapping[str, Any], name: str, most: int) -> str:
    """Words without signs that no page shows and no database takes."""
    found = raw.get(name, "")
    if not isinstance(found, str):
        raise BadFact
    lines = CONTROLS.sub("", found.encode(errors="ignore").decode()).splitlines()
    tidy = "\n".join(line.strip() for line in lines).strip()
    if len(tidy) > most:
        raise TextTooLong(most=most)
    return tidy


def _uuid(raw: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(str(raw.get(name)))
    except ValueError as problem:
        raise BadFact from problem


def _card(raw: Mapping[str, Any]) -> dict[str, Any]:
    language = _text(raw, "language", MOST_SIGNS)
    position = _number(raw.get("position"))
    return {
        "card": _uuid(raw, "card"),
        "knows": _uuid(raw, "knows") if raw.get("knows") is not None else None,
        "text": _text(raw, "text", MOST_SIGNS),
        "language": language if LANGUAGE.fullmatch(language) else "",
        "theme": " ".join(_text(raw, "theme", MOST_THEME).split()),
        "position": position if position is not None and abs(position) < MOST_POSITION else None,
    }


def _moved(raw: Mapping[str, Any]) -> dict[str, Any]:
    position = _number(raw.get("position"))
    if position is None or abs(position) >= MOST_POSITION:
        raise BadFact
    return {"card": _uuid(raw, "card"), "position": position}


def _picked(raw: Mapping[str, Any]) -> dict[str, Any]:
    cards = raw.get("cards")
    if not isinstance(cards, list) or len(cards) > MOST_CARDS:
        raise BadFact
    keys = [_uuid({"card": card}, "card") for card in cards]
    return {"cards": tuple(dict.fromkeys(keys))}


def _spoke(raw: Mapping[str, Any]) -> dict[str, Any]:
    seconds = _number(raw.get("seconds"))
    if seconds is None or not 0 < seconds <= MOST_SECONDS:
        raise BadFact
    return {"by": _who(raw), "seconds": seconds}


def _who(raw: Mapping[str, Any]) -> str:
    found = raw.get("by")
    if not isinstance(found, str) or not WHO.fullmatch(found) or not found.isascii():
        raise BadFact
    return found


def _judged(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = raw.get(name)
    if not _is_whole(value):
        raise BadFact
    is_zero = raw.get("card") == "zero"
    return {"by": _who(raw), "card": None if is_zero else _uuid(raw, "card"), "value": value}


def _consented(raw: Mapping[str, Any]) -> dict[str, Any]:
    reason = _text(raw, "objection", MOST_REASON)
    return {"by": _who(raw), "card": _uuid(raw, "card"), "value": reason}


PARTS: dict[str, Any] = {
    "card": _card,
    "moved": _moved,
    "picked": _picked,
    "spoke": _spoke,
    "dotted": lambda raw: _judged(raw, "dots"),
    "rated": lambda raw: _judged(raw, "rating"),
    "resisted": lambda raw: _judged(raw, "resistance"),
    "consented": _consented,
}
