"""The principal axes of a conversation, from the sparse votes.

A vote that was not given is imputed with its statement's mean; after centring it is
exactly zero. The centred matrix is therefore as sparse as the votes and never written out.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = [
    "TOLERANCE",
    "Axes",
    "axes_of",
    "leading",
    "project",
    "signed",
    "start_block",
]

_BLOCK = 4
_MOST = 24
_RESTART = 12
_ROUNDS = 500
TOLERANCE = 1e-10
_LARGE_TOLERANCE = 1e-8
_ROUGH = 1e-3
_NOTHING = 1e-12
_CHUNK = 4_000_000
_KEPT = 8_000_000
_LARGE = 4_000_000
_SMALL = 1_000_000


@dataclass(frozen=True, eq=False)
class Axes:
    """The directions in which opinions differ most.

    Attributes
    ----------
    centre : ndarray, shape (statements,)
        Mean vote of each statement; 0 for statements out of the picture.
    directions : ndarray, shape (2, statements)
        Two orthogonal unit vectors, the strongest first.
    strengths : tuple of float
        Sum of squares along each direction.
    total : float
        Sum of squares in all directions; ``strengths[0] / total`` is the share explained.
    """

    centre: NDArray[np.float64]
    directions: NDArray[np.float64]
    strengths: tuple[float, float]
    total: float

    @property
    def shares(self) -> tuple[float, float]:
        """Share of all variation along each axis."""
        if self.total <= 0:
            return (0.0, 0.0)
        return (self.strengths[0] / self.total, self.strengths[1] / self.total)


def axes_of(
    votes: VoteMatrix, *, near: NDArray[np.float64] | None = None, accuracy: float = TOLERANCE
) -> Axes:
    """Find the two principal axes of the mean-imputed votes by block power iteration.

    Parameters
    ----------
    votes : VoteMatrix
    near : ndarray, shape (2, statements), optional
        Axes to start from and whose signs to keep, for instance those of the last map.
    accuracy : float
        Residual at which to stop, relative to the strongest axis.

    Returns
    -------
    Axes

    Examples
    --------
    >>> from citizenspring.engines.opinions import VoteMatrix
    >>> votes = VoteMatrix.from_arrays([0, 0, 1, 1, 2], [0, 1, 0, 1, 0], [1, 1, -1, -1, 1])
    >>> [round(float(x), 3) for x in abs(axes_of(votes).directions[0])]
    [0.763, 0.646]

    References
    ----------
    Halko, Martinsson, Tropp, "Finding structure with randomness", SIAM Review 53(2), 2011,
    doi:10.1137/090771806.
    """
    agree, disagree, seen = votes.tallies
    centre = (agree - disagree) / np.maximum(seen, 1)
    visible = ~votes.hidden
    centre[~visible] = 0.0
    # Σ (v - mean)² of a column with votes of ±1 and 0.
    total = float(((agree + disagree) - seen * centre**2)[visible].sum())
    start = near
    if votes.n_votes > _LARGE:
        # A tenth of the people points nearly the same way and costs a tenth.
        some = votes.of_rows(np.arange(0, votes.shape[0], -(-votes.n_votes // _SMALL)))
        accuracy = max(accuracy, _LARGE_TOLERANCE)
        start = leading(
            gram_product(some, centre), start_block(centre.size, near) * visible[:, None], _ROUGH
        )[0].T
    block = start_block(centre.size, start) * visible[:, None]
    found, strengths = leading(gram_product(votes, centre), block, accuracy)
    return Axes(centre, signed(found[:, :2].T, near), (strengths[0], strengths[1]), total)


def leading(
    apply: Callable[[NDArray[np.float64]], NDArray[np.float64]],
    block: NDArray[np.float64],
    accuracy: float,
) -> tuple[NDArray[np.float64], list[float]]:
    """Find the strongest eigenvectors of a symmetric matrix given as a product.

    Block power iteration that keeps every block it has seen and solves the small problem
    on their span (block Krylov), until the first two have settled.

    Parameters
    ----------
    apply : callable
        Multiplies the matrix by a block, shape (size, k) → (size, k).
    block : ndarray, shape (size, k)
        Where to start, k at least 2.
    accuracy : float
        Residual at which to stop, relative to the strongest.

    Returns
    -------
    vectors : ndarray, shape (size, k)
        Orthonormal, the strongest first; columns of zeros where there are fewer.
    strengths : list of float, length k
    """
    size, width = block.shape
    basis = np.zeros((size, 0))
    image = np.zeros((size, 0))
    small = np.zeros((0, 0))
    vectors, strengths = np.zeros((size, width)), np.zeros(width)
    for _ in range(_ROUNDS):
        fresh = _orthogonal(block, basis)[:, : size - basis.shape[1]]
        if fresh.shape[1] == 0:
            break
        block = apply(fresh)
        corner = basis.T @ block
        small = np.block([[small, corner], [corner.T, fresh.T @ block]])
        basis, image = np.hstack([basis, fresh]), np.hstack([image, block])
        values, mixed = np.linalg.eigh((small + small.T) / 2)
        top = mixed[:, ::-1][:, :width]
        kept = top.shape[1]
        vectors[:, :kept], strengths[:kept] = basis @ top, values[::-1][:width]
        gap = image @ top[:, :2] - vectors[:, : min(2, kept)] * strengths[: min(2, kept)]
        if np.linalg.norm(gap, axis=0).max() <= accuracy * max(strengths[0], 1e-300):
            break
        if basis.shape[1] > _MOST - width:
            # Thick restart: the best directions so far stand for the whole span, and what is
            # new is new to the whole of it.
            block = _orthogonal(block, basis)
            best = mixed[:, ::-1][:, :_RESTART]
            basis, image, small = basis @ best, image @ best, np.diag(values[::-1][:_RESTART])
    return vectors, strengths.tolist()


def project(votes: VoteMatrix, axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Sum (vote - mean) · direction over the statements each person has seen.

    Returns
    -------
    sums : ndarray, shape (people, 2)
    seen : ndarray of int, shape (people,)
        Votes on statements in the picture.
    """
    found = np.empty((votes.shape[0], 2))
    for rows, part in _centred_parts(votes, axes.centre):
        found[rows] = part @ axes.directions.T
    return found, votes.seen_in_picture


def gram_product(
    votes: VoteMatrix, centre: NDArray[np.float64]
) -> Callable[[NDArray[np.float64]], NDArray[np.float64]]:
    """Return block ↦ X'X · block, where X are the centred votes."""
    # What fits is kept; the rest is centred again at every pass, which costs no memory.
    kept = list(_centred_parts(votes, centre)) if votes.n_votes <= _KEPT else None

    def apply(block: NDArray[np.float64]) -> NDArray[np.float64]:
        reached = np.zeros_like(block)
        for _, part in kept if kept is not None else _centred_parts(votes, centre):
            reached += part.T @ (part @ block)
        return reached

    return apply


def start_block(size: int, near: NDArray[np.float64] | None) -> NDArray[np.float64]:
    """Return a fixed block to start from: what is given, then waves that favour no statement."""
    at = np.arange(size, dtype=np.float64)
    waves = [np.cos(at * (1.0 + 0.7548776662466927 * k) + k) for k in range(_BLOCK)]
    if near is not None:
        waves[: len(near)] = list(near)
    return np.stack(waves, axis=1)


def _orthogonal(block: NDArray[np.float64], basis: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return an orthonormal block that adds to the basis; what adds nothing is dropped."""
    scale = np.linalg.norm(block, axis=0)
    fresh = block[:, scale > 0] / scale[scale > 0]
    for _ in range(2):
        fresh = fresh - basis @ (basis.T @ fresh)
    q, r = np.linalg.qr(fresh)
    fresh = q[:, np.abs(np.diag(r)) > _NOTHING] if fresh.size else fresh
    fresh = fresh - basis @ (basis.T @ fresh)
    return np.asarray(np.linalg.qr(fresh)[0] if fresh.size else fresh)


def signed(
    directions: NDArray[np.float64], near: NDArray[np.float64] | None
) -> NDArray[np.float64]:
    """Fix the sign: as in the axes given, else so that the largest load is positive."""
    directions = directions.copy()
    for axis, direction in enumerate(directions):
        lean = float(direction @ near[axis]) if near is not None else 0.0
        if lean == 0.0 and direction.size:
            lean = float(direction[np.argmax(np.abs(direction) > 0.999 * np.abs(direction).max())])
        if lean < 0:
            directions[axis] = -direction
    return directions


def _centred_parts(
    votes: VoteMatrix, centre: NDArray[np.float64]
) -> Iterator[tuple[slice, sparse.csr_array]]:
    """Yield spans of people with their centred votes, a bounded number of votes at a time."""
    hidden = votes.hidden
    for first, last in _spans(votes):
        place = slice(votes.starts[first], votes.starts[last])
        columns = votes.columns[place]
        values = votes.values[place] - centre[columns]
        if hidden.any():
            values[hidden[columns]] = 0.0
        starts = votes.starts[first : last + 1] - votes.starts[first]
        shape = (last - first, centre.size)
        yield slice(first, last), sparse.csr_array((values, columns, starts), shape=shape)


def _spans(votes: VoteMatrix) -> list[tuple[int, int]]:
    """Cut the people into spans of a bounded number of votes."""
    n = votes.shape[0]
    parts = max(1, -(-votes.n_votes // _CHUNK))
    wanted = np.linspace(0, votes.n_votes, parts + 1)
    bounds = np.unique(np.concatenate([[0], np.searchsorted(votes.starts, wanted)[1:-1], [n]]))
    return [(int(a), int(b)) for a, b in pairwise(bounds)]
