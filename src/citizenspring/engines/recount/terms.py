"""Whether a published result was counted by the terms that were fixed before anybody voted."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

__all__ = ["RESULT", "ROUND", "wrong_in_terms"]

RESULT = "result.json"
ROUND = "record/round.json"
_KINDS = {"budget.vote", "budget.count"}
_TERMS = ("rule", "completion", "stops_when_full", "ties", "seed")


def wrong_in_terms(
    result: Mapping[str, Any], held: Mapping[str, Any], rules: Mapping[str, Any]
) -> Iterator[str]:
    """Yield a sentence for each term of a result that is not the one in the public record.

    Parameters
    ----------
    result : mapping
        What result.json holds.
    held : mapping
        The entry of the public record that fixed money, rules and projects of the round.
    rules : mapping
        What rules.json holds; its options are the projects.

    Raises
    ------
    BadInput
        One of them is damaged.
    """
    try:
        if held.get("kind") not in _KINDS:
            yield f"{ROUND}: this entry does not fix the terms of a budget."
            return
        fixed = _prices(held["projects"])
        if fixed != _prices(rules["options"]):
            yield f"{ROUND}: its projects are not the options of this vote."
        for name in _TERMS:
            if result[name] != held[name]:
                yield f"{RESULT}: {name} is {result[name]}, and {held[name]} was fixed."
        yield from _wrong_pots(result, held)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation) as error:
        raise BadInput(f"the result is damaged ({error!r})", file=RESULT) from error


def _wrong_pots(result: Mapping[str, Any], held: Mapping[str, Any]) -> Iterator[str]:
    """Compare money and projects; a pot on which nothing stands may be left out."""
    pots = {one["number"]: one for one in result["pots"]}
    if len(pots) != len(result["pots"]):
        yield f"{RESULT}: a pot stands in it twice."
    for pot in held["pots"]:
        projects = [one for one in held["projects"] if one["pot"] == pot["number"]]
        fixed = _prices(projects)
        told = pots.pop(pot["number"], None)
        if told is None:
            if fixed:
                yield f"{RESULT}: pot {pot['number']} is missing."
            continue
        if Decimal(told["amount"]) != Decimal(pot["amount"]):
            yield (
                f"{RESULT}: pot {pot['number']} holds {told['amount']},"
                f" and {pot['amount']} was fixed."
            )
        if _prices(told["projects"]) != fixed:
            yield f"{RESULT}: the projects of pot {pot['number']} are not those that were fixed."
    for number in pots:
        yield f"{RESULT}: there was no pot {number}."


def _prices(projects: Sequence[Mapping[str, Any]]) -> list[tuple[int, Decimal]]:
    return sorted((one["number"], Decimal(one["cost"] or 0)) for one in projects)
