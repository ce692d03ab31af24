"""A lottery in plain words, and as JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .drawing import Draw
    from .replacing import Replacement
    from .result import Chance, Lottery, Seats

__all__ = ["describe", "to_json"]

_FEW = 5
_AIMS = {
    "leximin": "the smallest chance is as high as can be, then the next smallest, to the end",
    "maximin": "the smallest chance is as high as can be, then all are as equal as can be",
    "nash": "the product of all chances is as high as can be",
    "goldilocks": "no chance is very small or very large",
}


def describe(
    lottery: Lottery, drawn: Draw | None = None, replaced: Replacement | None = None
) -> str:
    """Tell what was found, as lines of text."""
    found = [*_head(lottery), "", *_table(lottery), "", *_lowest(lottery)]
    return "\n".join([*found, *_draw(drawn), *_replaced(replaced)])


def to_json(
    lottery: Lottery,
    drawn: Draw | None = None,
    replaced: Replacement | None = None,
    *,
    indent: int | None = None,
) -> str:
    """Everything as JSON."""
    content = {
        "method": lottery.method,
        "seed": lottery.seed,
        "size": lottery.size,
        "per_address": lottery.per_address,
        "minimum": lottery.minimum,
        "proof": {name: getattr(lottery.proof, name) for name in lottery.proof.__slots__},
        "hashes": {
            "pool": lottery.pool.people_hash,
            "quotas": lottery.pool.quotas_hash,
            "portfolio": lottery.portfolio_hash,
        },
        "people": [
            {name: getattr(one, name) for name in (*one.__slots__, "reason")}
            for one in lottery.people
        ],
        "quotas": [{name: getattr(one, name) for name in one.__slots__} for one in lottery.seats],
        "panels": lottery.panels,
        "alternates": lottery.alternates,
        "draw": drawn and {name: getattr(drawn, name) for name in drawn.__slots__},
        "replacement": replaced and {one: getattr(replaced, one) for one in replaced.__slots__},
    }
    return json.dumps(content, ensure_ascii=False, indent=indent)


def _head(lottery: Lottery) -> Iterator[str]:
    part = sum(one.standing == "drawn" for one in lottery.people)
    panels = len(lottery.panels)
    yield f"{part:,} people take part in the draw of a panel of {lottery.size}."
    yield f"{panels:,} numbered panels, each equally likely; every one meets every quota."
    yield f"Method {lottery.method}: {_AIMS[lottery.method]}."
    yield f"Lowest chance {_percent(lottery.minimum)}. {_proof(lottery)}"
    rounding = _percent(lottery.proof.rounding)
    yield f"With {panels:,} panels nobody's chance is more than {rounding} below her best."
    yield f"Digest of the panels: {lottery.portfolio_hash}"


def _proof(lottery: Lottery) -> str:
    proof = lottery.proof
    if proof.found == "exact":
        return "Proved exactly: no panel there is could make the lottery fairer."
    if proof.found == "relaxation":
        return (
            "Proved: no lottery can give more, and a weighted one over these panels comes "
            f"within {max(proof.shortfall, 1e-7):.1e} for everybody."
        )
    return (
        f"Not proved: the best possible lowest chance lies between {_percent(proof.lowest)} "
        f"and {_percent(proof.ceiling)}."
    )


def _table(lottery: Lottery) -> Iterator[str]:
    names = [f"{one.feature} {one.value}" for one in lottery.seats]
    width = max(map(len, names))
    yield f"{'quota':<{width}}  seats    people  expected  mean chance"
    for name, one in zip(names, lottery.seats, strict=True):
        seats, chance = _seats(one), _percent(one.chance)
        yield f"{name:<{width}}  {seats:<7} {one.pool:>7,} {one.expected:>9.2f} {chance:>12}"


def _seats(one: Seats) -> str:
    return str(one.least) if one.least == one.most else f"{one.least}-{one.most}"


def _lowest(lottery: Lottery) -> Iterator[str]:
    yield "Lowest chances, and why:"
    taking_part = [one for one in lottery.people if one.standing == "drawn"]
    for one in sorted(taking_part, key=_rank)[:_FEW]:
        yield f"  {one.pseudonym}  {_percent(one.best)}  {one.reason}"


def _rank(one: Chance) -> tuple[float, str]:
    return one.best, one.pseudonym


def _draw(drawn: Draw | None) -> Iterator[str]:
    if drawn is None:
        return
    yield ""
    yield f"Panel {drawn.number} was drawn by {drawn.value!r}:"
    yield "  " + ", ".join(drawn.panel)
    if drawn.alternates:
        more = " ..." if len(drawn.alternates) > _FEW else ""
        yield "First alternates: " + ", ".join(drawn.alternates[:_FEW]) + more


def _replaced(replaced: Replacement | None) -> Iterator[str]:
    if replaced is None:
        return
    yield ""
    yield f"Dropped out: {', '.join(replaced.left)}. Everybody else keeps her seat."
    yield f"Take the free seats: {', '.join(replaced.joined)}."
    if replaced.passed_over:
        passed = ", ".join(replaced.passed_over[:_FEW])
        more = " ..." if len(replaced.passed_over) > _FEW else ""
        yield f"Passed over, as the quotas could not be met with them: {passed}{more}."


def _percent(chance: float) -> str:
    return f"{100 * chance:.2f} %"
