"""The demo's budget rounds as they were written, and the ballots of one of them, all invented."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from citizenspring.engines.seeds import Stream

from .content import Texts

__all__ = [
    "BudgetContent",
    "IdeaContent",
    "ProjectContent",
    "all_budgets",
    "ballots_of",
    "checked",
    "taken_up",
]

FILE = Path(__file__).parent / "content" / "budgets.toml"
SEED = "citizen-spring-budgets"
MOST = 5
PERCENT = 100


@dataclass(frozen=True)
class IdeaContent:
    language: str
    title: str
    text: str
    theme: str
    place: str
    supporters: int


@dataclass(frozen=True)
class ProjectContent:
    """``likes`` is the chance in percent that a voter of each planted group chooses it."""

    title: Texts
    cost: int
    theme: str
    place: str
    likes: list[int]


@dataclass(frozen=True)
class BudgetContent:
    """``days``: ideas from and until, answers until, vote opens, vote closes."""

    process: str
    stage: str
    title: Texts
    introduction: Texts
    amount: int
    days: list[int]
    ballots: int
    groups: list[int]
    ideas: list[IdeaContent]
    projects: list[ProjectContent]


@lru_cache(maxsize=1)
def _written() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def all_budgets() -> tuple[BudgetContent, ...]:
    return tuple(_budget(dict(one)) for one in _written()["budget"])


def checked() -> Texts:
    """Why a project can be done."""
    texts: Texts = _written()["checked"]
    return texts


def taken_up() -> Texts:
    """Why an idea became a project."""
    texts: Texts = _written()["taken_up"]
    return texts


def _budget(facts: dict[str, Any]) -> BudgetContent:
    ideas = [IdeaContent(**one) for one in facts.pop("idea", [])]
    projects = [ProjectContent(**one) for one in facts.pop("project", [])]
    return BudgetContent(**facts, ideas=ideas, projects=projects)


def ballots_of(content: BudgetContent) -> Iterator[tuple[list[int], None, str, str]]:
    """Each ballot: up to five projects, liked as its group likes them, and where it comes from."""
    stream = Stream(SEED, content.title["en"])
    edges = [sum(content.groups[: place + 1]) for place in range(len(content.groups))]
    places = sorted({project.place for project in content.projects})
    for number in range(content.ballots):
        group = next(
            place for place, edge in enumerate(edges) if number * PERCENT < edge * content.ballots
        )
        liked = [
            choice
            for choice, project in enumerate(content.projects, 1)
            if stream.below(PERCENT) < project.likes[group]
        ]
        while len(liked) > MOST:
            liked.pop(stream.below(len(liked)))
        home = places[(group + stream.below(2)) % len(places)]
        yield liked or [1 + stream.below(len(content.projects))], None, home, ""
