"""What an organiser can close a map into, with the figures that say whether it is shared."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.translation import gettext as _

from citizenspring.opinions.models import OpinionMap
from citizenspring.opinions.results import Line, bridges, read
from citizenspring.opinions.results_queries import readings

from .lists import Row
from .maps import latest_version

__all__ = ["ground_choices", "parted", "rejected_numbers"]

MOST_OFFERED = 60


def ground_choices(
    opinion_map: OpinionMap, language: str
) -> tuple[list[tuple[int, str]], list[int]]:
    """What an organiser can choose common ground from, and what all groups agree with already.

    What is shared comes first, strongest first, then what bridges the groups. Each choice says
    what people think of it and how many in every group.
    """
    version = latest_version(opinion_map)
    if version is None:
        return [], []
    result = version.result
    directions = _directions(result)
    order = list(dict.fromkeys([*directions, *map(int, result["statements"])]))
    known = readings(opinion_map, order, language)
    found = read(result, known, votes=version.votes_counted)
    lines = {line.statement.number: line for line in found.lines}
    offered = [number for number in order if number in lines][:MOST_OFFERED]
    choices = [(number, _label(lines[number], directions.get(number))) for number in offered]
    shared = [int(entry[0]) for entry in result["common"] if entry[1] == "agree"]
    return choices, [number for number in shared if number in offered]


def _directions(result: dict[str, Any]) -> dict[int, str]:
    # What is shared by all stands before what bridges them, and its direction counts.
    entries = [*bridges(result), *result["common"]]
    told = {int(entry[0]): str(entry[1]) for entry in entries}
    order = [int(entry[0]) for entry in [*result["common"], *bridges(result)]]
    return {number: told[number] for number in dict.fromkeys(order)}


def _label(line: Line, direction: str | None) -> str:
    direction = direction or line.direction
    one = line.statement
    return format_html(
        '<span lang="{}" dir="auto">{}</span><small>{}</small>',
        one.language,
        one.text,
        _shares(line, direction),
    )


def _shares(line: Line, direction: str) -> str:
    agrees = direction == "agree"

    def share(cell: Any) -> int:
        return int(cell.agree_percent if agrees else cell.disagree_percent)

    shares = {letter: share(cell) for letter, cell in line.groups if cell}
    if not shares:
        told = (
            _("Of everybody, %(share)s %% agree.")
            if agrees
            else _("Of everybody, %(share)s %% disagree.")
        )
        return told % {"share": share(line.everyone)}
    told = (
        _("Agree: %(shares)s. The lowest share is %(lowest)s %%.")
        if agrees
        else _("Disagree: %(shares)s. The lowest share is %(lowest)s %%.")
    )
    each = ", ".join(f"{letter} {percent} %" for letter, percent in shares.items())
    return told % {"shares": each, "lowest": min(shares.values())}


def rejected_numbers(opinion_map: OpinionMap) -> set[int]:
    """The statements that people of all groups disagree with, by the newest drawing."""
    version = latest_version(opinion_map)
    directions = _directions(version.result) if version else {}
    return {number for number, direction in directions.items() if direction == "disagree"}


def parted(found: Iterable[Row], rejected: set[int]) -> tuple[list[Row], list[Row]]:
    """Rows of what people agree with, and of what they reject."""
    rows = list(found)
    return (
        [row for row in rows if row.reading.number not in rejected],
        [row for row in rows if row.reading.number in rejected],
    )
