"""Whether a published ballot keeps to the rules of its vote."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Mapping

    from citizenspring.engines.recount.ballots_file import FileBallot

__all__ = ["Rules", "rules_from"]

_FILE = "rules.json"


@dataclass(frozen=True)
class Rules:
    """What a ballot may say.

    Parameters
    ----------
    method : str
        ``approval``, ``points`` or ``ranking``.
    fewest, most : int
        How many options it names.
    points, most_each : int, optional
        How many points it gives away, and to one option.
    limit : Fraction, optional
        What the options it names may cost together.
    costs : mapping of int to Fraction
        By number of option; 0 where it has none.
    is_imported : bool
        Held elsewhere: only the numbers are checked.
    """

    method: str
    fewest: int
    most: int
    points: int | None
    most_each: int | None
    limit: Fraction | None
    costs: Mapping[int, Fraction]
    is_imported: bool = False

    def fault(self, ballot: FileBallot) -> str:
        """Return what is wrong with a ballot, empty where nothing is.

        Examples
        --------
        >>> from citizenspring.engines.recount import FileBallot
        >>> rules = Rules("approval", 1, 2, None, None, None, dict.fromkeys((1, 2, 3), Fraction()))
        >>> rules.fault(FileBallot("", (1, 2))), rules.fault(FileBallot("", (1, 2, 3)))
        ('', 'it names 3 options, and at most 2 are allowed')
        """
        named = ballot.choices
        if unknown := [number for number in named if number not in self.costs]:
            return f"there is no option {unknown[0]}"
        if len(set(named)) != len(named):
            return "it names an option twice"
        if self.method != "ranking" and list(named) != sorted(named):
            return "its options do not stand in rising order"
        if (self.method == "points") != (ballot.points is not None):
            return "its points do not fit the method"
        if ballot.points is not None and len(ballot.points) != len(named):
            return "its points do not fit its options"
        return "" if self.is_imported else self._fault_of_measure(ballot)

    def _fault_of_measure(self, ballot: FileBallot) -> str:
        named, given = ballot.choices, ballot.points or ()
        if len(named) < self.fewest:
            return f"it names {len(named)} options, and at least {self.fewest} are asked"
        if len(named) > self.most:
            return f"it names {len(named)} options, and at most {self.most} are allowed"
        cost = sum((self.costs[number] for number in named), Fraction())
        if self.limit is not None and cost > self.limit:
            return f"its options cost {cost}, and the limit is {self.limit}"
        if given and not all(1 <= each <= (self.most_each or 0) for each in given):
            return f"it gives an option more than {self.most_each} points, or none"
        if sum(given) > (self.points or sum(given)):
            return f"it gives {sum(given)} points, and there are {self.points}"
        return ""


def rules_from(facts: Mapping[str, Any]) -> Rules:
    """Read what rules.json holds.

    Raises
    ------
    BadInput
        Something is missing or not what it should be.
    """
    try:
        costs = {int(one["number"]): Fraction(one["cost"] or 0) for one in facts["options"]}
        return Rules(
            method=str(facts["method"]),
            fewest=int(facts["fewest"]),
            most=int(facts["most"]),
            points=facts["points"],
            most_each=facts["most_each"],
            limit=None if facts["limit"] is None else Fraction(facts["limit"]),
            costs=costs,
            is_imported=bool(facts["is_imported"]),
        )
    except (KeyError, TypeError, ValueError, ZeroDivisionError) as error:
        raise BadInput(f"the rules are damaged ({error!r})", file=_FILE) from error
