"""How well a picture of the crowd foretells votes that were hidden from it, in bits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.opinions.bridging import fit_bridging
from citizenspring.engines.opinions.ideal import fit_ideal_points
from citizenspring.engines.opinions.mapping import map_opinions
from citizenspring.engines.opinions.tables import count_groups
from citizenspring.engines.opinions.votes import VoteMatrix
from citizenspring.engines.seeds import Stream

if TYPE_CHECKING:
    from typing import Literal

    from numpy.typing import NDArray

__all__ = ["bits_per_hidden_vote", "hide"]

_HIDDEN = 0.08


def hide(
    votes: VoteMatrix, *, share: float = _HIDDEN, seed: str | int = "hidden"
) -> tuple[VoteMatrix, NDArray[np.int64], NDArray[np.int64], NDArray[np.bool_]]:
    """Hide a share of the votes.

    Returns
    -------
    known : VoteMatrix
        The other votes, same people and statements.
    rows, columns : ndarray of int
        Place of each hidden vote that takes sides on a statement in the picture.
    agreed : ndarray of bool
    """
    hidden = Stream(seed, "hide").floats(votes.n_votes) < share
    rows = np.repeat(np.arange(votes.shape[0]), np.diff(votes.starts))
    known = VoteMatrix.from_arrays(
        rows[~hidden],
        votes.columns[~hidden],
        votes.values[~hidden],
        people=votes.people,
        statements=votes.statements,
        moderated_out=votes.moderated_out,
        meta=votes.meta,
    )
    asked = hidden & (votes.values != 0) & ~votes.hidden[votes.columns]
    return known, rows[asked], votes.columns[asked].astype(np.int64), votes.values[asked] > 0


def bits_per_hidden_vote(
    votes: VoteMatrix,
    *,
    by: Literal["nothing", "groups", "polis groups", "bridging", "ideal points"],
    share: float = _HIDDEN,
    seed: str | int = "hidden",
) -> float:
    """Mean surprise, in bits, of hidden votes that agree or disagree; 1 is a coin.

    Parameters
    ----------
    votes : VoteMatrix
    by : str
        What foretells: each statement's overall share ("nothing"), its share in the
        person's group (ours or Polis's), the bridging factorisation, or ideal points.
    share : float
        Share of votes to hide.
    seed : str or int
    """
    known, rows, columns, agreed = hide(votes, share=share, seed=seed)
    if by == "ideal points":
        chance = fit_ideal_points(known).chance(rows, columns)
    elif by == "bridging":
        chance = fit_bridging(known).chance(rows, columns)
    else:
        chance = _by_group(known, by)[rows, columns]
    right = np.where(agreed, chance, 1.0 - chance)
    return float(-np.log2(np.maximum(right, 1e-12)).mean())


def _by_group(votes: VoteMatrix, by: str) -> NDArray[np.float64]:
    """Chance to agree if taking sides, shape (people, statements); groupless people as all."""
    labels = np.zeros(votes.shape[0], dtype=np.int64)
    everyone = count_groups(votes, labels, 1)
    overall = (everyone.agree + 1.0) / (everyone.agree + everyone.disagree + 2.0)
    if by == "nothing":
        return overall[labels]
    found = map_opinions(votes, mode="polis" if by == "polis groups" else "own")
    counts = count_groups(votes, found.group_of_row, len(found.groups))
    chance = (counts.agree + 1.0) / (counts.agree + counts.disagree + 2.0)
    return np.vstack([chance, overall])[found.group_of_row]
