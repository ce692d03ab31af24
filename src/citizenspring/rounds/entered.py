"""The plain forms of the facilitator's page, as the facts that a phone would send."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID, uuid5

from django.http import QueryDict

from .errors import ReasonMissing
from .table_page import TablePage, neighbours

__all__ = ["facts_of"]

Fact = dict[str, Any]
SPACE = UUID("6b0f5c7e-8b4f-5f0e-9d53-6a1c2f3e4d5b")
DIGITS = 9
# What each kind of phase asks: the kind of fact, and the part of it that holds the answer.
ANSWERS = {
    "dots": ("dotted", "dots"),
    "ratings": ("rated", "rating"),
    "consent": ("consented", "objection"),
    "resistance": ("resisted", "resistance"),
}


def facts_of(said: QueryDict, page: TablePage) -> list[Fact]:
    """The facts that a form states; sent twice they have the same keys."""
    form = FORMS.get(said.get("act", ""))
    if form is None or not page.has_run:
        return []
    found = form(said, page)
    facts = found if isinstance(found, list) else [found] if found else []
    return [
        {"key": _key(said.get("sent", ""), number), **fact} for number, fact in enumerate(facts)
    ]


def _key(sent: str, number: int) -> str:
    """The form's own for the first, and one made from it for each of the others."""
    return str(uuid5(SPACE, f"{sent} {number}")) if number else sent


def _written(said: QueryDict, _page: TablePage) -> Fact:
    language = said.get("other_language") or said.get("language", "")
    return {
        "kind": "card",
        "card": said.get("card", ""),
        "phase": said.get("phase", ""),
        "turn": _number(said.get("turn")),
        "text": said.get("text", "").strip(),
        "language": language,
        "theme": said.get("theme", "").strip(),
        "knows": said.get("base") or None,
    }


def _new(said: QueryDict, page: TablePage) -> Fact | None:
    fact = _written(said, page)
    last = max((float(card["position"]) for card in page.state["cards"]), default=0.0)
    return {**fact, "position": last + 1} if fact["text"] else None


def _changed(said: QueryDict, page: TablePage) -> Fact | None:
    fact = _written(said, page)
    return fact if fact["text"] else None


def _taken_back(said: QueryDict, page: TablePage) -> Fact:
    return {**_written(said, page), "text": ""}


def _moved(said: QueryDict, page: TablePage) -> Fact | None:
    card = said.get("card", "")
    cards = page.state["cards"]
    if not any(one["key"] == card for one in cards):
        return None
    before, after = neighbours(cards, card)
    position = _above(before) if said.get("act") == "up" else _below(after)
    if position is None:
        return None
    return {
        "kind": "moved",
        "card": card,
        "phase": said.get("phase", ""),
        "turn": _number(said.get("turn")),
        "position": position,
    }


def _above(before: list[float]) -> float | None:
    return sum(before[-2:]) / 2 if len(before) > 1 else before[0] - 1 if before else None


def _below(after: list[float]) -> float | None:
    return sum(after[:2]) / 2 if len(after) > 1 else after[0] + 1 if after else None


def _picked(said: QueryDict, page: TablePage) -> Fact | None:
    if page.now is None:
        return None
    card = said.get("card", "")
    others = [one for one in page.picked if one != card]
    cards = others if card in page.picked else [*others, card]
    return {"kind": "picked", **_now(page), "cards": cards}


def _judged(said: QueryDict, page: TablePage) -> list[Fact]:
    if page.now is None:
        return []
    kind, part = ANSWERS.get(page.now.entry["kind"], ("", ""))
    who = {"kind": kind, **_now(page), "by": said.get("person") or said.get("number", "")}
    answers = [(str(one["key"]), _answer(part, said, str(one["key"]))) for one in page.ballot]
    return [
        {**who, "card": card, part: answer}
        for card, answer in sorted(answers, key=_taken_back_first)
        if kind and answer is not None
    ]


def _taken_back_first(one: tuple[str, int | str | None]) -> bool:
    return one[1] != 0


def _answer(part: str, said: Mapping[str, str], card: str) -> int | str | None:
    answer = said.get(f"answer-{card}", "")
    if not answer:
        return None
    if part != "objection":
        return _number(answer)
    reason = said.get(f"why-{card}", "").strip()
    if answer == "objects" and not reason:
        raise ReasonMissing
    return reason if answer == "objects" else ""


def _now(page: TablePage) -> Fact:
    assert page.now is not None
    return {"phase": page.now.facts["id"], "turn": page.now.turn}


def _number(text: str | None) -> int:
    """A number typed or sent; what is none is 0, which no act takes."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= DIGITS else 0


FORMS: Mapping[str, Callable[[QueryDict, TablePage], Fact | list[Fact] | None]] = {
    "write": _new,
    "change": _changed,
    "take-back": _taken_back,
    "up": _moved,
    "down": _moved,
    "pick": _picked,
    "judge": _judged,
}
