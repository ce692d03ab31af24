"""Reading the newest version of a map, and its statements in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import dist
from typing import Any

from citizenspring.engines.opinions.placing import Placing
from citizenspring.people.models import Person

from .models import MapVersion, OpinionMap, Statement, StatementTranslation
from .results import SHOWN_FIRST, Reading, Results, bridges, read, read_picture
from .results_picture import LETTERS, Point

__all__ = ["ORDERS", "Place", "ordered_numbers", "own_place", "readings", "results_of"]

ORDERS = ("common", "divisive", "votes", "number")


def readings(opinion_map: OpinionMap, numbers: Iterable[int], language: str) -> dict[int, Reading]:
    """The statements that may be shown, by number; two queries whatever their count."""
    found = list(
        opinion_map.statements.filter(
            number__in=set(numbers), state=Statement.State.SHOWN
        ).select_related("node")
    )
    foreign = [statement.pk for statement in found if statement.language != language]
    translations = {
        translation.statement_id: translation
        for translation in StatementTranslation.objects.filter(
            statement__in=foreign, language=language
        )
    }
    return {one.number: _reading(one, translations.get(one.pk)) for one in found}


@dataclass(frozen=True)
class Place:
    """Where the visitor stands in the picture, in pixels; without a letter she is in no group yet.

    ``missing`` is how many more statements she would vote on to be counted in one.
    """

    x: float
    y: float
    letter: str
    missing: int


def own_place(visitor: Any, opinion_map: OpinionMap, version: MapVersion) -> Place | None:
    """Where the visitor stands by her votes of this moment; None for those who have not voted."""
    frame = read_picture(version.result["picture"]).frame
    if not isinstance(visitor, Person) or frame is None:
        return None
    mine = opinion_map.votes.filter(person=visitor)
    votes = dict(mine.values_list("statement__number", "choice"))
    point = Placing.read(version.result["placing"]).of(votes)
    if point is None:
        return None
    missing = max(0, version.result["needed"] - len(votes))
    centres = [group["centre"] for group in version.result["groups"]]
    letter = "" if missing or len(centres) < 2 else LETTERS[_nearest(point, centres)]  # noqa: PLR2004  # one group is none
    return Place(*frame.pixel(point), letter, missing)


def _nearest(point: Point, centres: list[list[float]]) -> int:
    return min(range(len(centres)), key=lambda at: dist(point, centres[at]))


def _reading(statement: Statement, translation: StatementTranslation | None) -> Reading:
    return Reading(
        number=statement.number,
        text=translation.text if translation else statement.text,
        language=translation.language if translation else statement.language,
        original=statement.text if translation else "",
        original_language=statement.language,
        is_machine=bool(translation and translation.is_machine),
        address=statement.node.url,
    )


def results_of(version: MapVersion, opinion_map: OpinionMap, language: str) -> Results:
    """What the results page shows of a version: only the statements that stand on its lists."""
    result = version.result
    numbers = _numbers_on_lists(result)
    return read(result, readings(opinion_map, numbers, language), votes=version.votes_counted)


def _numbers_on_lists(result: dict[str, Any]) -> set[int]:
    # Some may be hidden by now; a few more are fetched so that the lists stay full.
    most = 2 * SHOWN_FIRST
    lists = [result["common"][:most], bridges(result)[:most], result["divisive"][:most]]
    lists += [group["telling"] for group in result["groups"]]
    return {int(entry[0]) for entries in lists for entry in entries}


def ordered_numbers(result: dict[str, Any], order: str) -> list[int]:
    """All statements of a version by ``order``: what is shared, what divides, votes, or number."""
    rows = {int(number): row for number, row in result["statements"].items()}
    if order == "divisive":
        return sorted(rows, key=lambda number: (-rows[number]["divides"], number))
    if order == "votes":
        return sorted(rows, key=lambda number: (-sum(rows[number]["all"]), number))
    if order == "common":
        first = [int(entry[0]) for entry in result["common"]]
        known = set(first)
        return first + sorted(number for number in rows if number not in known)
    return sorted(rows)
