"""Which two options to show next, so that a ranking settles with few answers.

Half of the aim is knowledge: the pair whose answer teaches most about an order that matters and
is not yet known. The other half is fairness: an option that has been shown far less often than
the others comes first, whatever it would teach.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, ndtr

from citizenspring.engines.errors import BadInput
from citizenspring.engines.ranking.lots import DEFAULT_SEED
from citizenspring.engines.ranking.pairwise import fit_strengths
from citizenspring.engines.ranking.sureness import ranks_of
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray

    from citizenspring.engines.ranking.comparisons import Comparisons
    from citizenspring.engines.ranking.sureness import Spread

__all__ = ["FLOOR", "Pair", "next_pair"]

FLOOR = 0.5
"""Share of the average number of showings below which an option comes first."""
_BEST_OF = 4


@dataclass(frozen=True)
class Pair:
    """Two options to compare, and why these.

    Attributes
    ----------
    left, right : ids of the options
        Which stands where is drawn by lot: people prefer what they see first.
    why : "seldom shown" or "tells most"
    """

    left: Hashable
    right: Hashable
    why: str


def next_pair(  # noqa: PLR0913  # because each narrows the choice in a way of its own
    comparisons: Comparisons,
    *,
    spread: Spread | None = None,
    top: int = 10,
    person: Hashable = "",
    answered: Iterable[tuple[Hashable, Hashable]] = (),
    floor: float = FLOOR,
    seed: str | int = DEFAULT_SEED,
) -> Pair | None:
    """Choose the pair to show next.

    Parameters
    ----------
    comparisons : Comparisons
        What has been answered so far, by everybody.
    spread : Spread, optional
        Strengths fitted a little earlier, to save the work; fitted here when not given.
    top : int
        How many of the first places matter most.
    person : id
        Whom it is for; different people get different pairs at the same moment.
    answered : iterable of (option, option)
        Pairs this person has seen; she is not asked again.
    floor : float
        An option shown less than this share of the average comes first; 0 for never.
    seed : str or int

    Returns
    -------
    Pair or None
        None when this person has seen every pair.

    Raises
    ------
    BadInput
        When there are fewer than two options.

    Examples
    --------
    >>> from citizenspring.engines.ranking import Comparisons
    >>> told = Comparisons.from_wins([("a", "b"), ("b", "a")], options=["a", "b", "c"])
    >>> pair = next_pair(told)
    >>> "c" in (pair.left, pair.right), pair.why
    (True, 'seldom shown')
    """
    n = len(comparisons.options)
    if n < 2:  # noqa: PLR2004  # a pair is two
        raise BadInput(f"there are {n} options", expected="at least two to compare")
    known = fit_strengths(comparisons) if spread is None else spread
    worth = _worth(known, top) * _open_pairs(comparisons, answered)
    if not worth.any():
        return None
    stream = Stream(seed, f"pair {person} {comparisons.answers + comparisons.skipped}")
    seldom = _seldom(comparisons, worth, floor)
    i, j = _best(worth if seldom is None else _only(worth, seldom), stream)
    left, right = (i, j) if stream.below(2) else (j, i)
    why = "tells most" if seldom is None else "seldom shown"
    return Pair(comparisons.options[left], comparisons.options[right], why)


def _worth(known: Spread, top: int) -> NDArray[np.float64]:
    """What an answer on each pair would teach, shape (options, options).

    The variance an answer takes away from a difference of strengths, weighted by how unknown
    the order is and by how likely both stand near the border of the first places.
    """
    theta, cov = known.scores, known.covariance
    variance = np.diag(cov)
    between = np.maximum(variance[:, None] + variance[None, :] - 2.0 * cov, 1e-12)
    ahead = theta[:, None] - theta[None, :]
    chance = expit(ahead)
    information = chance * (1.0 - chance) * between
    order = ndtr(ahead / np.sqrt(between))
    matters = _matters(theta, variance, top)
    worth = np.log1p(information) * order * (1.0 - order) * (matters[:, None] + matters[None, :])
    return np.asarray(np.triu(worth, 1))


def _matters(
    theta: NDArray[np.float64], variance: NDArray[np.float64], top: int
) -> NDArray[np.float64]:
    """How likely each option still crosses the border of the first places, shape (options,)."""
    if top >= theta.size:
        return np.ones(theta.size)
    ranks = ranks_of(theta)
    inside, outside = theta[ranks <= top], theta[ranks > top]
    border = (inside.min() + outside.max()) / 2.0 if outside.size else theta.min()
    far = np.abs(theta - border) / np.sqrt(np.maximum(variance, 1e-12))
    return np.asarray(ndtr(-far) + 1e-6)


def _open_pairs(
    comparisons: Comparisons, answered: Iterable[tuple[Hashable, Hashable]]
) -> NDArray[np.float64]:
    n = len(comparisons.options)
    still = np.ones((n, n))
    for one, other in answered:
        i, j = comparisons.at.get(one), comparisons.at.get(other)
        if i is not None and j is not None:
            still[i, j] = still[j, i] = 0.0
    return still


def _seldom(comparisons: Comparisons, worth: NDArray[np.float64], floor: float) -> int | None:
    """Return the option that has been shown least, when that is far below the average."""
    possible = (worth + worth.T).any(axis=1)
    seen = np.where(possible, comparisons.seen, np.inf)
    least = int(np.argmin(seen))
    average = comparisons.seen.mean()
    # At the very start everything has been shown as often: nothing is behind.
    return least if seen[least] < floor * average else None


def _only(worth: NDArray[np.float64], option: int) -> NDArray[np.float64]:
    kept = np.zeros_like(worth)
    kept[option] = worth[option]
    kept[:, option] = worth[:, option]
    return kept


def _best(worth: NDArray[np.float64], stream: Stream) -> tuple[int, int]:
    """Draw one of the best few: people who come at the same moment get different pairs."""
    flat = worth.ravel()
    few = min(_BEST_OF, int((flat > 0).sum()))
    best = np.sort(np.argpartition(-flat, few - 1)[:few])
    i, j = divmod(int(best[stream.below(few)]), worth.shape[1])
    return i, j
