"""The published result of a mood check, in the reader's words."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from citizenspring.city.maps import SHADES, Mark
from citizenspring.common.templatetags.look import grouped
from citizenspring.mood.models import OUTSIDE, Answer, MoodCheck, Question, Rung, Snapshot

__all__ = ["AGES", "FACES", "Line", "Results", "Table", "label_of", "results_of"]

FACES = {
    1: gettext_lazy("Very bad"),
    2: gettext_lazy("Bad"),
    3: gettext_lazy("Neither good nor bad"),
    4: gettext_lazy("Good"),
    5: gettext_lazy("Very good"),
}
AGES = {
    "under_18": gettext_lazy("Under 18"),
    "18_64": gettext_lazy("18 to 64"),
    "65_plus": gettext_lazy("65 and older"),
}


@dataclass(frozen=True)
class Line:
    """One answer to a question: what it is called, how many gave it, raw and weighted percent."""

    label: Any
    count: int
    share: int
    weighted: int | None


@dataclass(frozen=True)
class Table:
    """A question with its figures."""

    question: Question
    lines: list[Line]
    answered: int

    @property
    def bars(self) -> list[tuple[Any, int, str]]:
        return [(line.label, line.count, f"{line.share} %") for line in self.lines]


@dataclass(frozen=True)
class PlaceLine:
    """A commune: its count (``None``: hidden), and by how many points it is over or under."""

    name: Any
    count: int | None
    gap: float | None
    population: int | None


@dataclass(frozen=True)
class Wave:
    """A question as the same people answered it before and now."""

    question: Question
    lines: list[tuple[Any, int, int]]


@dataclass(frozen=True)
class Results:
    snapshot: Snapshot
    tables: list[Table]
    places: list[PlaceLine]
    marks: dict[str, Mark]
    ages: list[tuple[Any, int | None, float]]
    did: list[tuple[Any, int]]
    waves: list[Wave]
    pairs: int

    @property
    def missing_most(self) -> list[PlaceLine]:
        """The communes that are most under their part, the farthest first."""
        under = [line for line in self.places if line.gap is not None and line.gap < 0]
        return sorted(under, key=lambda line: line.gap or 0.0)[:3]


def label_of(question: Question, value: int) -> Any:
    """What a value of a question is called; texts of the organiser are by language."""
    if question.kind == Question.Kind.MOOD:
        return FACES[value]
    if question.kind == Question.Kind.LADDER:
        return Rung(value).label
    return question.options[value - 1]


def results_of(mood: MoodCheck, names: dict[str, tuple[Any, int | None]]) -> Results | None:
    """The newest snapshot; ``names`` are the communes by code with their population."""
    snapshot = Snapshot.objects.filter(mood=mood).first()
    if snapshot is None:
        return None
    found = snapshot.result
    questions = {str(question.number): question for question in mood.questions.all()}
    return Results(
        snapshot,
        [_table(questions[number], facts) for number, facts in found["questions"].items()],
        _places(found, names),
        {code: _mark(count, found) for code, count in found["places"].items() if code != OUTSIDE},
        [
            (label, found["ages"][age], found["age_gaps"].get(age, 0.0))
            for age, label in AGES.items()
            if age in found["ages"]
        ],
        [(Answer.Did(did).label, count) for did, count in found["did"].items()],
        [_wave(questions[number], facts) for number, facts in found["waves"].items()],
        found["pairs"],
    )


def _table(question: Question, facts: dict[str, Any]) -> Table:
    answered = sum(facts["counts"].values())
    lines = [
        Line(
            label_of(question, int(value)),
            count,
            round(100 * count / answered) if answered else 0,
            facts["weighted"].get(value),
        )
        for value, count in facts["counts"].items()
    ]
    return Table(question, lines, answered)


def _places(found: dict[str, Any], names: dict[str, tuple[Any, int | None]]) -> list[PlaceLine]:
    lines = []
    for code, count in found["places"].items():
        name, population = names.get(code, (code, None))
        name = _("Outside the city") if code == OUTSIDE else name
        lines.append(PlaceLine(name, count, found["gaps"].get(code), population))
    return lines


def _mark(count: int | None, found: dict[str, Any]) -> Mark:
    if count is None:
        return Mark(note=_("too few to show"))
    largest = max((n for n in found["places"].values() if n), default=1)
    return Mark(shade=max(1, round(SHADES * count / largest)), note=grouped(count))


def _wave(question: Question, facts: dict[str, Any]) -> Wave:
    lines = [
        (label_of(question, int(value)), before, facts["after"][value])
        for value, before in facts["before"].items()
    ]
    return Wave(question, lines)
