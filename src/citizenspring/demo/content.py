"""Reading what was written for the demo city; docs/reference/demo-city.md says what is in it."""

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

__all__ = [
    "LANGUAGES",
    "CommonGround",
    "Group",
    "MapContent",
    "Outcome",
    "PhaseContent",
    "ProcessContent",
    "StatementContent",
    "Texts",
    "all_processes",
    "first_names",
]

FOLDER = Path(__file__).parent / "content"
LANGUAGES = ("fr", "nl", "en")
# Statements that people add arrive evenly until this share of the conversation's time.
LAST_ADDED = 0.6

Texts = dict[str, str]


@dataclass(frozen=True)
class PhaseContent:
    """Days are counted from the day the demo is loaded."""

    name: Texts
    starts: int
    ends: int
    is_approximate: bool


@dataclass(frozen=True)
class Group:
    key: str
    share: int
    meaning: str


@dataclass(frozen=True)
class StatementContent:
    """A statement with the chance, in percent, that each planted group agrees or passes."""

    key: str
    language: str
    texts: Texts
    agree: list[int]
    passes: list[int]
    is_seed: bool
    added: float
    hidden_because: Texts | None
    near: str | None

    @property
    def text(self) -> str:
        return self.texts[self.language]

    @property
    def translations(self) -> Texts:
        return {code: text for code, text in self.texts.items() if code != self.language}


@dataclass(frozen=True)
class MapContent:
    """``waiting`` came last, and no moderator has read them yet."""

    title: Texts
    introduction: Texts
    state: str
    opens: int
    closes: int
    people: int
    votes: int
    moderation: str
    groups: list[Group]
    statements: list[StatementContent]
    waiting: list[StatementContent]


@dataclass(frozen=True)
class CommonGround:
    """The statements that a closed map ended in."""

    statements: list[str]
    title: Texts
    because: Texts


@dataclass(frozen=True)
class Outcome:
    """What became of some statements: a proposal, its answer, the result; ``days`` date each."""

    statements: list[str]
    days: list[int]
    language: str
    proposal: Texts
    because: Texts
    answer: Texts | None
    answer_because: Texts | None
    resulted: Texts | None
    resulted_because: Texts | None


@dataclass(frozen=True)
class ProcessContent:
    slug: str
    state: str
    question: Texts
    summary: Texts
    promise: Texts
    outcome: Texts
    themes: list[str]
    languages: list[str]
    territories: list[str]
    phases: list[PhaseContent]
    map: MapContent | None
    outcomes: list[Outcome]
    common_ground: CommonGround | None


@lru_cache(maxsize=1)
def first_names() -> list[str]:
    names: list[str] = _load(FOLDER / "names.toml")["names"]
    return names


@lru_cache(maxsize=1)
def all_processes() -> tuple[ProcessContent, ...]:
    """Every process of the demo, in the order of their folders."""
    return tuple(_process(folder) for folder in sorted(FOLDER.iterdir()) if folder.is_dir())


def _load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _process(folder: Path) -> ProcessContent:
    facts = _load(folder / "process.toml")
    ended = _load(folder / "outcomes.toml")
    summary = {code: f"{facts['summary'][code]}\n\n{facts['why_now'][code]}" for code in LANGUAGES}
    return ProcessContent(
        slug=facts["slug"],
        state=facts["state"],
        question=facts["question"],
        summary=summary,
        promise=facts["promise"],
        outcome=facts.get("outcome", {}),
        themes=facts["themes"],
        languages=facts["languages"],
        territories=facts["territories"],
        phases=[_phase(phase) for phase in facts["phase"]],
        map=_map(facts["map"], _load(folder / "statements.toml")) if "map" in facts else None,
        outcomes=[_outcome(one) for one in ended.get("outcome", [])],
        common_ground=CommonGround(**ended["common_ground"]) if "common_ground" in ended else None,
    )


def _phase(facts: dict[str, Any]) -> PhaseContent:
    return PhaseContent(
        facts["name"], facts["starts"], facts["ends"], facts.get("approximate", False)
    )


def _map(facts: dict[str, Any], found: dict[str, Any]) -> MapContent:
    groups = [Group(group["key"], group["share"], group["en"]) for group in found["groups"]]
    seeds = found["seeds"]
    later = max(1, len(found["statement"]) - seeds)
    statements = [
        _statement(row, max(0, number - seeds + 1) / later * LAST_ADDED)
        for number, row in enumerate(found["statement"])
    ]
    waiting = [
        _statement({**row, "agree": [], "pass": []}, 1.0) for row in found.get("waiting", [])
    ]
    return MapContent(**facts, groups=groups, statements=statements, waiting=waiting)


def _statement(facts: dict[str, Any], added: float) -> StatementContent:
    hidden = facts.get("out")
    return StatementContent(
        key=facts["key"],
        language=facts["language"],
        texts=facts["text"],
        agree=facts["agree"],
        passes=facts["pass"],
        is_seed=added == 0 and "from" not in facts,
        added=facts.get("from", added),
        hidden_because={code: hidden[code] for code in LANGUAGES} if hidden else None,
        near=facts.get("near"),
    )


def _outcome(facts: dict[str, Any]) -> Outcome:
    return Outcome(
        statements=facts["statements"],
        days=facts["days"],
        language=facts["language"],
        proposal=facts["proposal"],
        because=facts["because"],
        answer=facts.get("answer"),
        answer_because=facts.get("answer_because"),
        resulted=facts.get("resulted"),
        resulted_because=facts.get("resulted_because"),
    )
