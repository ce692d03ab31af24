"""What one voter's part of the money paid for, worked out from what is published alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = ["Share", "share_of"]


@dataclass(frozen=True)
class Share:
    """What a voter had, what she paid for each project in order, and what was left.

    ``paid`` is empty where nobody pays under the rule.
    """

    had: Fraction | None
    paid: dict[int, Fraction]
    left: Fraction | None
    funded: tuple[int, ...]


def share_of(result: Mapping[str, Any], worth: Mapping[int, int]) -> Share:
    """Replay the purchases for a ballot.

    ``result`` is the published result of one pot, ``worth`` what the ballot gives each of its
    projects: 1, the points, or the places from behind.
    """
    chosen = {number: value for number, value in worth.items() if value > 0}
    bought = [(int(one["project"]), one) for one in result.get("purchases", ())]
    funded = tuple(number for number, _one in bought if number in chosen)
    if result.get("options", {}).get("rule") == "phragmen":
        return Share(None, _loads(bought, chosen), None, funded)
    if not result.get("endowment") or result.get("compared_away"):
        return Share(None, {}, None, funded)
    had = left = Fraction(result["endowment"])
    paid: dict[int, Fraction] = {}
    for number, one in bought:
        if number not in chosen or one["by"] != "equal shares":
            continue
        due = min(left, Fraction(one["price"]) * chosen[number])
        if due:
            paid[number] = due
        left -= due
    return Share(had, paid, left, funded)


def _loads(bought: list[tuple[int, Any]], chosen: Mapping[int, int]) -> dict[int, Fraction]:
    """Under Phragmén a supporter has paid as much in all as every other supporter."""
    before, paid = Fraction(0), {}
    for number, one in bought:
        if number in chosen and one["by"] == "phragmen":
            paid[number] = Fraction(one["price"]) - before
            before = Fraction(one["price"])
    return paid
