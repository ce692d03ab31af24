"""The public draw: commit to everything, then let a value that nobody controls decide.

Before the draw the digests of pool, quotas, numbered panels, chances and alternates are
published, together with the value that will decide: the result of a public lottery, say, or a
round of a random beacon, named before it is known. The seed of the draw is
``SHA-256(digest of the panels ‖ value)``; panel numbers above the last whole multiple of the
number of panels are rejected, so that all are equally likely. Or balls are drawn, a digit each.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from .result import Lottery

__all__ = ["Commitment", "Draw", "commit", "draw", "draw_by_balls", "number_drawn"]

_TENTHS = 10


@dataclass(frozen=True)
class Commitment:
    """What is published before the draw; nothing in it can be changed afterwards unnoticed.

    Attributes
    ----------
    content : dict
        Everything in plain words and digests.
    text : str
        The same as canonical JSON: keys in order, no blanks, ASCII.
    hash : str
        SHA-256 of `text`.
    """

    content: dict[str, object]

    @property
    def text(self) -> str:
        return json.dumps(self.content, sort_keys=True, separators=(",", ":"), ensure_ascii=True)

    @property
    def hash(self) -> str:
        return _sha(self.text)


@dataclass(frozen=True, slots=True)
class Draw:
    """The outcome.

    Attributes
    ----------
    number : int
        Of the panel drawn.
    panel : tuple of str
        Ids, sorted.
    alternates : tuple of str
        Those not on the panel, in the order in which free seats are offered.
    value : str
        What decided: the public value or the balls.
    seed : str
        SHA-256 in hexadecimal digits; empty when balls were drawn.
    """

    number: int
    panel: tuple[str, ...]
    alternates: tuple[str, ...]
    value: str
    seed: str


def commit(
    lottery: Lottery, *, pool_is: str, quotas_from: str, value_is: str = "", when: str = ""
) -> Commitment:
    """Make the statement to publish before the draw.

    Parameters
    ----------
    lottery : Lottery
    pool_is : str
        Who is in the pool and how they came into it.
    quotas_from : str
        Where the figures behind the quotas come from.
    value_is : str
        The public value that will decide, named before anybody can know it.
    when : str
        Day and hour from which the value is known.

    Raises
    ------
    BadInput
        When pool or quotas are not explained.
    """
    for what, said in (("the pool", pool_is), ("the source of the quotas", quotas_from)):
        if not said.strip():
            raise BadInput(f"{what} is not described", expected="a sentence anybody understands")
    content: dict[str, object] = {
        "format": "citizenspring draw 1",
        "method": lottery.method,
        "seed": lottery.seed,
        "size": lottery.size,
        "per_address": lottery.per_address,
        "people": len(lottery.people),
        "panels": len(lottery.panels),
        "pool": pool_is,
        "quotas_from": quotas_from,
        "value": value_is,
        "when": when,
        "quotas": sorted([q.feature, q.value, q.least, q.most] for q in lottery.pool.quotas),
        "pool_sha256": lottery.pool.people_hash,
        "quotas_sha256": lottery.pool.quotas_hash,
        "portfolio_sha256": lottery.portfolio_hash,
        "chances_sha256": _sha(lottery.chances_text),
        "alternates_sha256": _sha(lottery.alternates_text),
    }
    return Commitment(content)


def number_drawn(portfolio_hash: str, value: str, panels: int) -> tuple[int, str]:
    """Turn a public value into the number of a panel.

    Returns
    -------
    number : int
        From 0 to `panels` - 1.
    seed : str
        ``SHA-256(portfolio_hash ‖ value)`` in hexadecimal digits.

    Examples
    --------
    >>> number_drawn("00" * 32, "7 14 22 31 38 45", 1000)[0]
    655
    """
    said = " ".join(value.split())
    if not said:
        raise BadInput("the public value is empty", expected="what was announced before the draw")
    seed = hashlib.sha256(bytes.fromhex(portfolio_hash) + said.encode()).hexdigest()
    return Stream(seed, "draw").below(panels), seed


def draw(lottery: Lottery, value: str) -> Draw:
    """Draw a panel by a public value.

    Raises
    ------
    BadInput
        When the value is empty.
    """
    number, seed = number_drawn(lottery.portfolio_hash, value, len(lottery.panels))
    return _drawn(lottery, number, " ".join(value.split()), seed)


def draw_by_balls(lottery: Lottery, digits: str) -> Draw:
    """Draw a panel by balls, one for each digit of its number.

    Raises
    ------
    BadInput
        When these are not as many digits as a number has, or the number of panels is not
        10, 100, 1,000, ...
    """
    wanted = len(str(len(lottery.panels) - 1)) if len(lottery.panels) > 1 else 0
    if _TENTHS**wanted != len(lottery.panels):
        raise BadInput(f"there are {len(lottery.panels)} panels", expected="10, 100 or 1,000")
    balls = "".join(digits.split())
    if not (balls.isascii() and balls.isdigit() and len(balls) == wanted):
        raise BadInput(f"the balls are {digits!r}", expected=f"{wanted} digits")
    return _drawn(lottery, int(balls), balls, "")


def _drawn(lottery: Lottery, number: int, value: str, seed: str) -> Draw:
    panel = lottery.panels[number]
    chosen = frozenset(panel)
    rest = tuple(id_ for id_ in lottery.alternates if id_ not in chosen)
    return Draw(number, panel, rest, value, seed)


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
