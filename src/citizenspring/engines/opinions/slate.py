"""A short list of statements in which every large enough group of people finds itself.

Chosen greedily for those who agree with nothing on the list yet, which is proved to give
justified representation; the certificate lets anyone check it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from numpy.typing import NDArray
    from scipy import sparse

    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["Certificate", "Slate", "check_slate", "choose_slate"]


@dataclass(frozen=True)
class Certificate:
    """Whether a list represents everybody who could ask for a place on it.

    Attributes
    ----------
    people : int
        Who agreed with at least one statement in the picture.
    quota : float
        People ÷ places: so many who agree with one statement can ask for a place.
    largest_left_out : int
        Most people who share a statement and agree with nothing on the list.
    left_out_by : id or None
        That statement.
    holds : bool
        Justified representation: `largest_left_out` is below the quota.
    extended : bool
        The stronger EJR+: nobody who supports a missing statement together with ``l`` quotas
        of people has fewer than ``l`` statements on the list, for any ``l``.
    """

    people: int
    quota: float
    largest_left_out: int
    left_out_by: Hashable | None
    holds: bool
    extended: bool


@dataclass(frozen=True)
class Slate:
    """A list of statements with its certificate.

    Attributes
    ----------
    statements : tuple of ids
        In the order of choice.
    newly : tuple of int
        How many people each one was the first to represent.
    covered : int
        People who agree with at least one.
    certificate : Certificate
    """

    statements: tuple[Hashable, ...]
    newly: tuple[int, ...]
    covered: int
    certificate: Certificate


def choose_slate(votes: VoteMatrix, size: int) -> Slate:
    """Choose statements so that every large enough group finds one of its own.

    Parameters
    ----------
    votes : VoteMatrix
        Only agreement that was given counts; statements out of the picture are not chosen.
    size : int
        Places on the list.

    Raises
    ------
    BadInput
        When `size` is below 1 or above the number of statements in the picture.

    References
    ----------
    Aziz, Brill, Conitzer, Elkind, Freeman, Walsh, "Justified representation in
    approval-based committee voting", Social Choice and Welfare 48, 2017,
    doi:10.1007/s00355-016-1019-3.

    Examples
    --------
    >>> from citizenspring.engines.opinions import VoteMatrix
    >>> votes = VoteMatrix.from_triples([(p, "trees" if p < 7 else "shade", 1) for p in range(10)])
    >>> chosen = choose_slate(votes, 2)
    >>> chosen.statements, chosen.newly, chosen.certificate.holds
    (('trees', 'shade'), (7, 3), True)
    """
    available = ~votes.hidden
    if not 1 <= size <= available.sum():
        raise BadInput(f"{size} places were asked for", expected=f"1 to {available.sum()}")
    agreed = _agreed(votes)
    enough = np.zeros(votes.shape[0])
    chosen: list[int] = []
    newly: list[int] = []
    for _ in range(size):
        fresh = agreed.T @ (enough == 0).astype(np.float64)
        # With nobody left to cover, satisfaction beyond the first counts a half, a third, …
        later = agreed.T @ np.where(enough > 0, 1.0 / (1.0 + enough), 0.0)
        rank = np.where(available, fresh * (votes.shape[0] + 1.0) + later, -1.0)
        best = int(np.argmax(rank))
        chosen.append(best)
        newly.append(round(float(fresh[best])))
        available[best] = False
        enough += agreed[:, [best]].toarray()[:, 0]
    names = tuple(votes.statements[at] for at in chosen)
    return Slate(names, tuple(newly), int((enough > 0).sum()), check_slate(votes, names))


def check_slate(votes: VoteMatrix, statements: Iterable[Hashable]) -> Certificate:
    """Check any list for justified representation and EJR+.

    References
    ----------
    Brill, Peters, "Robust and verifiable proportionality axioms for multiwinner voting",
    EC 2023, doi:10.1145/3580507.3597785.
    """
    agreed = _agreed(votes)
    chosen = [votes.column_of[one] for one in statements]
    has = np.asarray(agreed[:, chosen].sum(axis=1), dtype=np.float64).ravel()
    people = int((np.diff(agreed.indptr) > 0).sum())
    quota = people / max(1, len(chosen))
    missing = ~votes.hidden
    missing[chosen] = False
    left = np.where(missing, agreed.T @ (has == 0).astype(np.float64), 0.0)
    worst = int(np.argmax(left)) if left.size else 0
    largest = round(float(left[worst])) if left.size else 0
    return Certificate(
        people=people,
        quota=quota,
        largest_left_out=largest,
        left_out_by=votes.statements[worst] if largest else None,
        holds=largest < quota,
        extended=_extended(agreed, has, missing, quota, len(chosen)),
    )


def _extended(
    agreed: sparse.csr_array,
    has: NDArray[np.float64],
    missing: NDArray[np.bool_],
    quota: float,
    places: int,
) -> bool:
    for claim in range(1, places + 1):
        short = agreed.T @ (has < claim).astype(np.float64)
        if (short[missing] >= claim * quota).any():
            return False
    return True


def _agreed(votes: VoteMatrix) -> sparse.csr_array:
    """1 where a person agrees with a statement in the picture."""
    given = (votes.values > 0) & ~votes.hidden[votes.columns]
    found = votes.sparse(given.astype(np.float64)).copy()
    found.eliminate_zeros()
    return found
