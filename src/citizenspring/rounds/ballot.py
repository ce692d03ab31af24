"""The cards that one person chooses among, with what she has said of each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from citizenspring.engines.rounds import Phase

from .errors import ReasonMissing, ValueWrong
from .models import Card, Run
from .queries import ZERO, ballot_of

__all__ = ["Ballot", "answers_in", "ballot_for", "keys_in", "number_in", "rows_of"]

STRONGEST = 10
KEPT_ROWS = 8_000
Answers = Mapping[str, int | str]
Values = dict[str, int | str]
# A row is the same for everybody who reads a language, but for what she has said.
_rows: dict[tuple[str, ...], str] = {}


@dataclass(frozen=True)
class Ballot:
    """What is asked in a phase that runs: cards in an order of her own, and her answers."""

    phase: Phase
    turn: int
    cards: tuple[Card, ...]
    answers: Answers

    @property
    def kind(self) -> str:
        return self.phase.entry.kind

    @property
    def left(self) -> int:
        """Dots that she may still give."""
        return self.phase.entry.most - sum(int(value) for value in self.answers.values())

    @property
    def keys(self) -> list[str]:
        zero = [ZERO] if self.kind == "resistance" else []
        return [str(card.key) for card in self.cards] + zero

    @property
    def rows(self) -> SafeString:
        return rows_of(self)


def ballot_for(
    run: Run, phase: Phase, turn: int, *, voice: str, table: int | None, answers: Answers
) -> Ballot:
    """Each person sees the cards in another order: none of them is always the first."""
    cards = ballot_of(run, phase.id, table=table)
    cards.sort(key=lambda card: sha256(f"{voice} {card.key}".encode()).digest())
    return Ballot(phase, turn, tuple(cards), answers)


def rows_of(ballot: Ballot) -> SafeString:
    """The rows of the form, with her answers in them."""
    found = [_row(ballot, str(card.key), card) for card in ballot.cards]
    if ballot.kind == "resistance":
        found.append(_row(ballot, ZERO, None))
    return mark_safe("".join(found))  # noqa: S308  # rows come from a template, reasons are escaped


def _row(ballot: Ballot, key: str, card: Card | None) -> str:
    entry = ballot.phase.entry
    revision = str(card.revision) if card else ""
    sizes = f"{entry.most_on_one} {entry.highest}"
    name = key, revision, get_language() or "", ballot.kind, sizes
    row = _rows.get(name)
    if row is None:
        facts = {"key": key, "card": card, "kind": ballot.kind, "choices": _choices(ballot.phase)}
        row = _rows[name] = render_to_string("rounds/_room_row.html", facts)
        for oldest in list(_rows)[:-KEPT_ROWS]:
            _rows.pop(oldest, None)  # another thread may have been faster
    return _with_answer(row, ballot.kind, key, ballot.answers.get(key))


def _choices(phase: Phase) -> range:
    entry = phase.entry
    return {
        "dots": range(1, entry.most_on_one + 1),
        "ratings": range(1, entry.highest + 1),
        "resistance": range(STRONGEST + 1),
    }.get(entry.kind, range(0))


def _with_answer(row: str, kind: str, key: str, answer: int | str | None) -> str:
    if answer is None:
        return row
    if kind == "consent":
        row = _checked(row, key, "object" if answer else "agree")
        return row.replace("></textarea>", f">{escape(str(answer))}</textarea>")
    given = range(1, int(answer) + 1) if kind == "dots" else [answer]
    for value in given:
        row = _checked(row, key, value)
    return row


def _checked(row: str, key: str, value: object) -> str:
    mark = f'id="v-{key}-{value}"'
    return row.replace(mark, f"{mark} checked")


def answers_in(form: QueryDict, phase: Phase, keys: Iterable[str]) -> Values:
    """What a form says of these cards; a box without a tick is no dot, anything else unsaid."""
    found: Values = {}
    for key in keys:
        said = form.getlist(f"card-{key}")
        if phase.entry.kind == "dots":
            found[key] = len(said)
        elif phase.entry.kind == "consent" and said:
            found[key] = _consent(said[0], form.get(f"why-{key}", ""))
        elif said:
            found[key] = number_in(said[0])
    return found


def number_in(said: str) -> int:
    """A number as a form says it, never longer than the largest that is asked."""
    if not said.isascii() or not said.isdigit() or len(said) > len(str(STRONGEST)):
        raise ValueWrong
    return int(said)


def _consent(said: str, reason: str) -> str:
    if said == "agree":
        return ""
    if not reason.strip():
        raise ReasonMissing
    return reason


def keys_in(form: QueryDict) -> list[str]:
    """The cards of a form that says something of some of them alone."""
    found = form.getlist("only")
    return [key for key in found if key == ZERO or _is_key(key)]


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
