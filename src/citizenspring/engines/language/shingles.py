"""Which texts are the same but for a few characters, as a flood of copies is."""

import re
from collections.abc import Sequence

__all__ = ["NEAR_IDENTICAL", "near_identical", "resemblance", "shingles"]

NEAR_IDENTICAL = 0.88
"""Resemblance from which two texts count as copies.

High on purpose: "Meer parkeerplaatsen in de buurt" and "Minder parkeerplaatsen in de buurt" stand
at 0.85, and are not copies. In a long text one word turned into its opposite can still pass, so
what is grouped by it must be possible to take apart again.
"""
SIZE = 4
_NOISE = re.compile(r"[\W\d_]+")


def shingles(text: str) -> frozenset[str]:
    """Every run of four letters of a text, without case, digits, signs and blanks.

    Parameters
    ----------
    text : str
        Any text; one shorter than four letters is one run.

    Returns
    -------
    frozenset of str
        Empty for a text without letters.
    """
    plain = _NOISE.sub("", text.casefold())
    if not plain:
        return frozenset()
    return frozenset(plain[at : at + SIZE] for at in range(max(1, len(plain) - SIZE + 1)))


def resemblance(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of runs that two texts have in common (Jaccard).

    Parameters
    ----------
    one, other : frozenset of str
        From `shingles`.

    Returns
    -------
    float
        0 where one has none, at most 1.

    References
    ----------
    .. [1] A. Broder, "On the resemblance and containment of documents", 1997.

    Examples
    --------
    >>> resemblance(shingles("Buy my benches! 17"), shingles("BUY MY BENCHES? 4"))
    1.0
    """
    together = one | other
    return len(one & other) / len(together) if one and other else 0.0


def near_identical(
    text: str, among: Sequence[str], *, at_least: float = NEAR_IDENTICAL
) -> list[int]:
    """Find the texts that are copies of one.

    Parameters
    ----------
    text : str
        What is looked for.
    among : sequence of str
        Where.
    at_least : float
        Resemblance that is close enough.

    Returns
    -------
    list of int
        Their places, in order.

    Examples
    --------
    >>> near_identical("More trees, now 12!", ["Fewer cars.", "More trees now", "More buses"])
    [1]
    """
    wanted = shingles(text)
    return [
        place
        for place, other in enumerate(among)
        if resemblance(wanted, shingles(other)) >= at_least
    ]
