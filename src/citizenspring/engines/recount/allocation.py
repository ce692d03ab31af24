"""Counting the money of a published budget vote again."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from citizenspring.engines.budgeting import Ballots, Election, Options, Project, tally
from citizenspring.engines.errors import BadInput
from citizenspring.engines.recount.terms import RESULT

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from citizenspring.engines.budgeting.ballots import Kind
    from citizenspring.engines.recount.ballots_file import FileBallot

__all__ = ["wrong_in_result"]

_KINDS: dict[str, Kind] = {"approval": "approval", "points": "cumulative", "ranking": "ordinal"}


def wrong_in_result(
    result: Mapping[str, Any], method: str, ballots: Sequence[FileBallot]
) -> Iterator[str]:
    """Yield a sentence for each pot whose published result another count does not give.

    Parameters
    ----------
    result : mapping
        What result.json holds: rule, completion, ties, seed, and pots with projects and amounts.
    method : str
        Of the vote.
    ballots : sequence of FileBallot

    Raises
    ------
    BadInput
        The result is damaged.
    """
    try:
        pots = list(result["pots"])
        options = Options(
            rule=result["rule"],
            completion=result["completion"],
            exhaustive_stop=bool(result["stops_when_full"]),
            ties=tuple(result["ties"]),
            seed=str(result["seed"] or "citizenspring"),
        )
        for pot in pots:
            election = _election(pot, method, ballots, is_only_one=len(pots) == 1)
            yield from _wrong(pot, election, options)
    except BadInput as error:
        if error.file:
            raise
        raise BadInput(error.found, file=RESULT, expected=error.expected) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput(f"the result is damaged ({error!r})", file=RESULT) from error


def _election(
    pot: Mapping[str, Any], method: str, ballots: Sequence[FileBallot], *, is_only_one: bool
) -> Election:
    """Restrict the ballots to one pot: who names nothing of it is no voter of it."""
    projects = tuple(Project(str(one["number"]), Fraction(one["cost"])) for one in pot["projects"])
    at = {int(one["number"]): place for place, one in enumerate(pot["projects"])}
    rows: list[Any] = []
    for each in ballots:
        points = each.points or (1,) * len(each.choices)
        here = {at[n]: p for n, p in zip(each.choices, points, strict=True) if n in at}
        if here or is_only_one:
            rows.append(here if method == "points" else list(here))
    counted = Ballots.of(rows, n_projects=len(projects), kind=_KINDS[method])
    return Election(projects, Fraction(pot["amount"]), counted)


def _wrong(pot: Mapping[str, Any], election: Election, options: Options) -> Iterator[str]:
    beside: Any = {
        "rule": "equal-shares" if options.rule == "greedy" else "greedy",
        "completion": "add1",
        "comparison": False,
    }
    ways: dict[str, Any] = {"official": {}, "beside": beside}
    for name, changes in ways.items():
        told = [int(number) for number in pot["funded"][name]]
        found: list[int] = []
        if election.n_voters and election.projects:
            found = [int(number) for number in tally(election, options, **changes).funded]
        if told != found:
            rule = changes.get("rule", options.rule)
            yield (
                f"{RESULT}: pot {pot['number']} counted by {rule} funds the projects"
                f" {_listed(found)}, not {_listed(told)}."
            )


def _listed(numbers: list[int]) -> str:
    return ", ".join(map(str, numbers)) or "none"
