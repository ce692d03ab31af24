"""What the facilitator's page says, drawn from the state that phones keep of their table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

__all__ = ["JUDGED", "LANGUAGES", "Phase", "TablePage", "in_language", "neighbours"]

State = Mapping[str, Any]
ZERO = "zero"
MOST_RESISTANCE = 10
JUDGED = frozenset({"dots", "ratings", "consent", "resistance"})
# What can be chosen for a card beyond what the table and the gathering speak.
LANGUAGES = (
    "ar", "bg", "ca", "de", "el", "en", "es", "fa", "fr", "hi", "hu", "it", "nl", "pl", "pt", "ro",
    "ru", "sq", "sr", "sv", "tr", "uk", "ur",
)  # fmt: skip


def in_language(texts: Mapping[str, str], preferred: Iterable[str] = ()) -> tuple[str, str]:
    """A text with its language: the reader's, else one of those preferred, else any."""
    wanted = [get_language() or settings.LANGUAGE_CODE, *preferred]
    code = next((code for code in wanted if texts.get(code)), next(iter(texts), ""))
    return code, texts.get(code, "")


def neighbours(cards: Iterable[Mapping[str, Any]], key: str) -> tuple[list[float], list[float]]:
    """Positions of the cards before and after one of them, in its phase."""
    found = list(cards)
    mine = next(card for card in found if card["key"] == key)
    beside = [one for one in found if (one["phase"], one["turn"]) == (mine["phase"], mine["turn"])]
    order = sorted(beside, key=lambda one: (one["position"], one["key"]))
    place = order.index(mine)
    positions = [float(one["position"]) for one in order]
    return positions[:place], positions[place + 1 :]


@dataclass(frozen=True)
class Phase:
    """One phase as the page shows it, with the table's cards of it."""

    facts: Mapping[str, Any]
    turn: int
    languages: list[str]
    cards: list[dict[str, Any]] = field(default_factory=list)
    is_now: bool = False

    @property
    def name(self) -> str:
        return in_language(self.facts["name"], self.languages)[1]

    @property
    def prompts(self) -> list[tuple[str, str]]:
        """The prompt in the reader's language, then in those of the gathering."""
        texts = self.facts["prompt"]
        first = in_language(texts, self.languages)
        rest = [(code, texts[code]) for code in self.languages if texts.get(code)]
        return [first, *[one for one in rest if one != first]]

    @property
    def entry(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = self.facts["entry"]
        return found


@dataclass(frozen=True)
class TablePage:
    """All that the template asks."""

    state: State

    @property
    def has_run(self) -> bool:
        return self.state["run"] is not None

    @property
    def title(self) -> str:
        return in_language(self.state["gathering"]["title"])[1]

    @property
    def spoken(self) -> list[str]:
        """Languages of the gathering."""
        return list(self.state["gathering"]["languages"])

    @cached_property
    def languages(self) -> list[str]:
        """Languages to choose from for a card: those of the people at the table come first."""
        known = [*self.state["languages"], get_language() or settings.LANGUAGE_CODE]
        return list(dict.fromkeys(known))

    @property
    def further_languages(self) -> list[str]:
        return [code for code in LANGUAGES if code not in self.languages]

    @cached_property
    def now(self) -> Phase | None:
        """The phase that runs."""
        if not self.has_run or not self.state["clock"]["phase"]:
            return None
        clock = self.state["clock"]
        return self._phase(self._facts(clock["phase"]), clock["turn"], is_now=True)

    @property
    def ends_at(self) -> datetime | None:
        """When the phase that runs ends, by the clock on the wall."""
        ends = self.state["clock"]["ends"] if self.now else None
        return localtime(datetime.fromtimestamp(ends, UTC)) if ends else None

    @cached_property
    def written(self) -> list[Phase]:
        """Phases that ask for cards and have begun, with the table's cards; the one of now last."""
        if not self.has_run:
            return []
        ran = [span for span in self.state["spans"] if not span["is_planned"]]
        turns = dict.fromkeys((span["phase"], span["turn"]) for span in ran)
        phases = [(self._facts(name), turn) for name, turn in turns]
        return [
            self._phase(facts, turn, is_now=self._is_worked_on(facts, turn))
            for facts, turn in phases
            if facts["entry"]["kind"] == "cards"
        ]

    @property
    def writing(self) -> Phase | None:
        """Where a new card goes: the phase that runs, else the last that took cards."""
        return self.written[-1] if self.written else None

    @property
    def picked(self) -> list[str]:
        if self.now is None or self.now.entry["kind"] != "picks":
            return []
        found: list[str] = self.state["picks"].get(f"{self.now.facts['id']}:{self.now.turn}", [])
        return found

    @property
    def ballot(self) -> list[Mapping[str, Any]]:
        """Cards to vote on, the table's own first, after the choice that nothing changes."""
        table = self.state["table"]["number"]
        cards = sorted(self.state["ballot"] or [], key=lambda card: bool(card["table"] != table))
        nothing = {"key": ZERO, "text": _("Everything stays as it is"), "language": get_language()}
        return [nothing, *cards] if self.state["zero"] else cards

    @property
    def is_judging(self) -> bool:
        return self.now is not None and self.now.entry["kind"] in JUDGED

    @property
    def marks(self) -> list[str]:
        """The marks to choose from where people rate or resist."""
        if self.now is None:
            return []
        entry = self.now.entry
        first, last = (
            (0, MOST_RESISTANCE) if entry["kind"] == "resistance" else (1, entry["highest"])
        )
        return [str(mark) for mark in range(first, last + 1)]

    def _is_worked_on(self, facts: Mapping[str, Any], turn: int) -> bool:
        clock = self.state["clock"]
        if facts["id"] == clock["phase"]:
            return bool(turn == clock["turn"])
        return self.now is not None and self.now.entry["of"] == facts["id"]

    def _facts(self, name: str) -> Mapping[str, Any]:
        found: Mapping[str, Any] = next(one for one in self.state["phases"] if one["id"] == name)
        return found

    def _phase(self, facts: Mapping[str, Any], turn: int, *, is_now: bool) -> Phase:
        mine = [
            card
            for card in self.state["cards"]
            if (card["phase"], card["turn"]) == (facts["id"], turn)
        ]
        cards = sorted(mine, key=lambda card: (card["position"], card["key"]))
        return Phase(facts, turn, self.spoken, cards, is_now)
