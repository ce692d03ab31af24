"""Partial counters of each part of the people, summed in a tree on Dask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from citizenspring.engines.budgeting.ballots import merge
from citizenspring.engines.errors import BadInput, EngineError
from citizenspring.engines.opinions.axes import project
from citizenspring.engines.opinions.counters import Counters

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from citizenspring.engines.budgeting.ballots import Ballots
    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = [
    "axes_of_parts",
    "client_of",
    "count_part",
    "count_parts",
    "merge_ballots",
    "project_parts",
    "summed",
]

T = TypeVar("T")


def axes_of_parts(client: Any, parts: Sequence[Any], *, hidden: Iterable[Hashable] = ()) -> Axes:
    """Find the axes of all votes, which lie in parts.

    Parameters
    ----------
    client : distributed.Client
    parts : sequence of VoteMatrix, or of futures of them
        Each person in one part, the same statements in each.
    hidden : iterable of statement ids, optional
        Statements out of the picture.

    Returns
    -------
    Axes
        To the last bit those of ``Counters.of(all votes).axes()``: the counters are whole
        numbers, and whole numbers add up the same in any order.
    """
    return count_parts(client, parts).axes(hidden=hidden)


def count_parts(client: Any, parts: Sequence[Any]) -> Counters:
    """Count each part where it lies and add the counters up; nobody's ballot travels.

    Raises
    ------
    BadInput
        When there is no part, or parts list different statements.
    """
    return summed(client, client_of(client).map(count_part, parts, pure=False), _added)


def project_parts(
    client: Any, parts: Sequence[Any], axes: Axes
) -> list[tuple[NDArray[np.float64], NDArray[np.int64]]]:
    """Place the people of each part on the axes, where the part lies (see :func:`project`)."""
    futures = client_of(client).map(project, parts, axes=axes, pure=False)
    found: list[tuple[NDArray[np.float64], NDArray[np.int64]]] = client.gather(futures)
    return found


def merge_ballots(client: Any, parts: Sequence[Any]) -> Ballots:
    """Put the ballots of a budget vote together: any rule then tallies them as if from one.

    Parameters
    ----------
    client : distributed.Client
    parts : sequence of Ballots, or of futures of them

    Raises
    ------
    BadInput
        When there is no part, or parts differ in kind or projects.
    """
    return summed(client, list(parts), _merged)


def count_part(votes: VoteMatrix) -> Counters:
    """Count one part: the counters without the people who made them."""
    counters = Counters.of(votes)
    counters._ballots = {}
    return counters


def client_of(client: Any) -> Any:
    """Return the client; refuse in one sentence where the extra is missing."""
    try:
        from distributed import Client  # noqa: PLC0415  # an extra: only here
    except ImportError as problem:
        message = (
            'Dask is not installed: install the extra with "pip install citizenspring[scale]".'
        )
        raise EngineError(message) from problem
    if not isinstance(client, Client):
        raise BadInput(f"the client is {client!r}", expected="a distributed.Client")
    return client


def summed(client: Any, parts: Sequence[Any], add: Callable[[T, T], T]) -> T:
    """Add in pairs, pairs of pairs and so on: log2(parts) steps, two parts in memory at once."""
    layer = list(parts)
    if not layer:
        raise BadInput("there is no part to count", expected="at least one")
    submit = client_of(client).submit
    while len(layer) > 1:
        pairs = [submit(add, *layer[k : k + 2], pure=False) for k in range(0, len(layer) - 1, 2)]
        layer = pairs + layer[2 * len(pairs) :]
    found: T = client.gather(layer[0])
    return found


def _added(one: Counters, other: Counters) -> Counters:
    if one.statements != other.statements:
        raise BadInput("the parts differ", expected="the same statements in each, in one order")
    return one.merged(other)


def _merged(one: Ballots, other: Ballots) -> Ballots:
    return merge([one, other])
