"""A ranking in words and bars for people, and as plain data for programs."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit

from citizenspring.engines.ranking.consensing import ConsensingRanking
from citizenspring.engines.ranking.lots import in_order
from citizenspring.engines.ranking.pairwise import PairwiseRanking
from citizenspring.engines.ranking.points import PointsRanking
from citizenspring.engines.ranking.stv_count import said
from citizenspring.engines.ranking.stv_result import StvResult

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from citizenspring.engines.ranking.result import Place, Ranking

__all__ = ["describe", "to_dict", "to_json"]

_BAR = 24
_WIDEST = 40
_MOST_LINES = 100
_MOST_UNSURE = 10
_MOST_REASONS = 5


def describe(result: Ranking | StvResult, *, bar: str = "█") -> str:
    """Say in English what was found and how sure it is, with a bar for each option.

    Parameters
    ----------
    result : Ranking or StvResult
    bar : str
        What bars are drawn with.

    Examples
    --------
    >>> from citizenspring.engines.ranking import rank_points
    >>> print(describe(rank_points({1: {"trees": 3}, 2: {"trees": 1, "ponds": 2}}), bar="#"))
    points: 2 options, 2 counted
    Score: points
    <BLANKLINE>
     1  trees  ########################      4  rank 1 to 2
     2  ponds  ############                  2  rank 1 to 2
    <BLANKLINE>
    Cannot be told apart (chance that the first truly stands above the second):
      trees, ponds: 69 %
    """
    lines = _stv(result) if isinstance(result, StvResult) else _ranking(result, bar)
    return "\n".join(map(_printable, lines))


def to_dict(result: Ranking | StvResult) -> dict[str, Any]:
    """Return a result as plain data; fractions become text such as "37/3"."""
    found: dict[str, Any] = _plain(result)
    if isinstance(result, StvResult):
        found["ties"] = _plain(result.ties)
        found["changed_by_parity"] = _plain(result.changed_by_parity)
    else:
        found["unsure"] = _plain(result.unsure)
        found["ties"] = _plain(result.ties)
    if isinstance(result, PointsRanking):
        found["by_block"] = _plain(result.by_block())
    if isinstance(result, ConsensingRanking):
        found["better_than_nothing"] = _plain(result.better_than_nothing)
    return found


def to_json(result: Ranking | StvResult, *, indent: int | None = None) -> str:
    """Return a result as JSON."""
    return json.dumps(to_dict(result), ensure_ascii=False, indent=indent)


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        names = (each.name for each in fields(value) if each.name != "spread")
        return {name: _plain(getattr(value, name)) for name in names}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (tuple, list)):
        return [_plain(each) for each in value]
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Fraction):
        return str(value)
    return value if isinstance(value, (int, float, bool, type(None))) else str(value)


def _printable(line: str) -> str:
    """Names come from anybody: none of them may steer a terminal."""
    return "".join(each if each.isprintable() else "\ufffd" for each in line)


def _ranking(found: Ranking, bar: str) -> Iterator[str]:
    yield f"{found.method}: {len(found.places)} options, {found.counted:,} counted"
    pairs = isinstance(found, PairwiseRanking)
    yield f"Score: {'how often preferred to an average option' if pairs else found.unit}"
    yield ""
    yield from _bars(found, bar)
    yield from _of_blocks(found)
    yield from _unsure(found)
    for note in found.notes:
        yield f"Note: {note}"
    if found.left_out:
        yield f"Left out: {len(found.left_out):,} ballots."
        for each in found.left_out[:_MOST_REASONS]:
            yield f"  {each.ballot}: {each.why}"
    if isinstance(found, ConsensingRanking):
        better = ", ".join(map(str, found.better_than_nothing)) or "none"
        yield f"Less resisted than leaving everything as it is ({found.zero}): {better}."


def _bars(found: Ranking, bar: str) -> Iterator[str]:
    shown = found.places[:_MOST_LINES]
    wide = min(_WIDEST, max((len(str(place.option)) for place in shown), default=0))
    lengths, in_percent = _lengths(found), isinstance(found, PairwiseRanking)
    for place in shown:
        name = str(place.option)
        name = name if len(name) <= wide else name[: wide - 1] + "…"
        line = bar * round(_BAR * lengths[place.option])
        start = f"{_rank(found, place):>3} {name:<{wide}}"
        score = _percent(lengths[place.option]) if in_percent else _score(place)
        yield f"{start}  {line:<{_BAR}}  {score:>5}{_span(place)}"
    if len(found.places) > len(shown):
        yield f"... and {len(found.places) - len(shown):,} more (see --json)."


def _rank(found: Ranking, place: Place) -> str:
    shared = sum(each.rank == place.rank for each in found.places) > 1
    return f"{place.rank}{'=' if shared else ' '}"


def _score(place: Place) -> str:
    if place.score % 1:
        return f"{place.score:,.2f}".rstrip("0").rstrip(".")
    return f"{place.score:,.0f}"


def _percent(share: float) -> str:
    return f"{100 * share:.0f} %"


def _span(place: Place) -> str:
    if place.low is None:
        return ""
    return f"  rank {place.low}" + (f" to {place.high}" if place.high != place.low else "")


def _lengths(found: Ranking) -> dict[Hashable, float]:
    """Length of each bar, 0 to 1."""
    if isinstance(found, PairwiseRanking):
        return {place.option: float(expit(place.score)) for place in found.places}
    if isinstance(found, ConsensingRanking):
        return {place.option: found.acceptance(place.option) for place in found.places}
    most = max((place.score for place in found.places), default=0.0)
    return {place.option: place.score / most if most > 0 else 0.0 for place in found.places}


def _of_blocks(found: Ranking) -> Iterator[str]:
    if isinstance(found, PointsRanking) and found.blocks:
        yield ""
        for block, options in found.by_block().items():
            yield f"{block}: {', '.join(map(str, options))}"


def _unsure(found: Ranking) -> Iterator[str]:
    yield ""
    if not found.unsure:
        yield "Every option can be told apart from the one listed after it."
        return
    yield "Cannot be told apart (chance that the first truly stands above the second):"
    for each in found.unsure[:_MOST_UNSURE]:
        chance = "a tie" if each.tied else _percent(each.chance)
        yield f"  {each.first}, {each.second}: {chance}"
    if len(found.unsure) > _MOST_UNSURE:
        yield f"  ... and {len(found.unsure) - _MOST_UNSURE} more pairs."


def _stv(found: StvResult) -> Iterator[str]:
    yield f"Single transferable vote: {found.seats} seats, {said(found.votes)} votes"
    yield (
        f"Whoever reaches the quota of {said(found.quota)} votes ({found.quota_rule}) is elected; "
        f"votes above it move on to the next choices on the ballots ({found.transfer})."
    )
    if found.parity is not None:
        yield f"Parity rule: {found.parity.describe()}"
    yield ""
    yield f"Elected: {', '.join(map(str, found.elected))}"
    yield from _changed(found)
    yield ""
    for each in found.rounds:
        yield f"{each.number:>3}. {each.why}"
        if each.tie is not None:
            among = ", ".join(map(str, in_order(each.tie.among)))
            by = (
                "by lot" if each.tie.broken_by == "lot" else f"by the votes of {each.tie.broken_by}"
            )
            yield f"     Tie among {among}, decided {by}."
    yield ""
    if found.exhausted:
        yield f"Votes whose ballots named nobody who was left: {said(found.exhausted)}."
    if found.closest is not None:
        yield f"The closest exclusion was decided by {said(found.closest)} votes."
    for note in found.notes:
        yield f"Note: {note}"


def _changed(found: StvResult) -> Iterator[str]:
    if found.without_parity is None:
        return
    came, left = found.changed_by_parity
    yield f"Without the rule: {', '.join(map(str, found.without_parity.elected))}"
    if came:
        instead = ", ".join(map(str, left))
        yield f"Elected because of the rule: {', '.join(map(str, came))}, in place of {instead}."
    else:
        yield "The rule changed nobody's election."
