"""What the map needs of the votes, wherever they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from citizenspring.engines.opinions.axes import Axes
    from citizenspring.engines.opinions.tables import GroupCounts
    from citizenspring.engines.opinions.votes import VoteMatrix

__all__ = ["Crowd"]


class Crowd(Protocol):
    """Votes of a crowd: in one matrix, or in parts that are read where they lie.

    Only sums over people, one figure a person, and the votes of a bounded sample are asked
    for; each is documented at :class:`VoteMatrix`.
    """

    @property
    def people(self) -> Sequence[Hashable]: ...

    @property
    def statements(self) -> Sequence[Hashable]: ...

    @property
    def moderated_out(self) -> frozenset[Hashable]: ...

    @property
    def meta(self) -> frozenset[Hashable]: ...

    @property
    def hidden(self) -> NDArray[np.bool_]: ...

    @property
    def shape(self) -> tuple[int, int]: ...

    @property
    def n_votes(self) -> int: ...

    @property
    def tallies(self) -> NDArray[np.int64]: ...

    @property
    def seen_by_person(self) -> NDArray[np.int64]: ...

    @property
    def seen_in_picture(self) -> NDArray[np.int64]: ...

    def principal_axes(self, near: NDArray[np.float64] | None = None) -> Axes: ...

    def projected(self, axes: Axes) -> tuple[NDArray[np.float64], NDArray[np.int64]]: ...

    def by_group(self, labels: NDArray[np.int64], groups: int) -> GroupCounts: ...

    def of_rows(self, rows: NDArray[np.int64]) -> VoteMatrix: ...
