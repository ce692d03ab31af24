"""Fill the seats of people who drop out, and let everybody else keep theirs.

The alternates stand in an order that was fixed before the draw. Seat by seat the first of them
is taken with whom the panel can still meet every quota and the limit per address.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from citizenspring.engines.errors import BadInput

from .conditions import conditions_of
from .relaxing import CannotBeMet, smallest_change
from .whole import best_kinds

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from .pool import Pool

__all__ = ["Replacement", "replace_dropouts"]


@dataclass(frozen=True, slots=True)
class Replacement:
    """The panel after people dropped out.

    Attributes
    ----------
    panel : tuple of str
        Ids, sorted.
    left, joined : tuple of str
        Who dropped out; who took the seats, in the order of the alternates.
    passed_over : tuple of str
        Alternates who stood before the last one taken, with whom the quotas could not be met.
    """

    panel: tuple[str, ...]
    left: tuple[str, ...]
    joined: tuple[str, ...]
    passed_over: tuple[str, ...]


def replace_dropouts(
    pool: Pool,
    panel: Collection[str],
    dropouts: Collection[str],
    alternates: Sequence[str],
    *,
    per_address: int = 1,
    unavailable: Collection[str] = (),
) -> Replacement:
    """Choose who takes the free seats.

    Parameters
    ----------
    pool : Pool
    panel : collection of str
        Ids of the panel before.
    dropouts : collection of str
        Those of it who leave.
    alternates : sequence of str
        The order fixed before the draw; people on the panel are skipped.
    per_address : int
    unavailable : collection of str
        Others who cannot come.

    Raises
    ------
    BadInput
        When a dropout is not on the panel.
    Infeasible
        When no choice of alternates meets the quotas; the message names the smallest change
        that works.

    Examples
    --------
    >>> from citizenspring.engines.sortition import Pool
    >>> ages = {"ada": "old", "bo": "young", "cy": "young", "di": "old"}
    >>> people = {name: {"age": age} for name, age in ages.items()}
    >>> pool = Pool.of(people, {"age": {"old": (1, 1), "young": (1, 1)}})
    >>> replace_dropouts(pool, ["ada", "bo"], ["bo"], ["di", "cy"]).joined
    ('cy',)
    """
    for id_ in sorted(set(dropouts) - set(panel)):
        raise BadInput(f"{id_!r} drops out but is not on the panel")
    gone = set(dropouts) | set(unavailable)
    kept = [id_ for id_ in sorted(panel) if id_ not in dropouts]
    filling = _Filling(pool, len(set(panel)), per_address, kept, gone)
    for id_ in alternates:
        if filling.full:
            break
        if id_ not in gone and id_ not in panel:
            filling.offer(id_)
    filling.check()
    return Replacement(
        panel=tuple(sorted(filling.seated)),
        left=tuple(sorted(dropouts)),
        joined=tuple(filling.seated[len(kept) :]),
        passed_over=tuple(filling.passed_over),
    )


class _Filling:
    """The panel while its free seats are filled."""

    def __init__(
        self, pool: Pool, size: int, per_address: int, kept: list[str], gone: set[str]
    ) -> None:
        self.pool = pool
        self.size = size
        self.per_address = per_address
        self.seated = list(kept)
        self.gone = set(gone)
        self.passed_over: list[str] = []
        self.address = {one.id: one.address for one in pool.people}
        self.check()

    @property
    def full(self) -> bool:
        return len(self.seated) == self.size

    def offer(self, id_: str) -> None:
        """Give the seat to this person if the panel can still be completed."""
        home = self.address.get(id_)
        crowd = sum(self.address[one] == home for one in self.seated) if home else 0
        if crowd < self.per_address and self._works([*self.seated, id_]):
            self.seated.append(id_)
        else:
            self.passed_over.append(id_)
            self.gone.add(id_)

    def _works(self, seated: list[str]) -> bool:
        counts = self._counts(seated)
        if any(counts[q.feature, q.value] > q.most for q in self.pool.quotas):
            return False
        conditions = conditions_of(
            self.pool,
            self.size,
            already=seated,
            excluded=self.gone - set(seated),
            per_address=self.per_address,
        )
        if conditions.size == 0:
            return not (conditions.least > 0).any()
        if len(conditions.ids) < conditions.size:
            return False
        return best_kinds(conditions, np.zeros(len(conditions.kinds))) is not None

    def _counts(self, seated: list[str]) -> dict[tuple[str, str], int]:
        people = {one.id: one for one in self.pool.people}
        found = {(q.feature, q.value): 0 for q in self.pool.quotas}
        for id_ in seated:
            for feature in self.pool.features:
                found[feature, people[id_].values[feature]] += 1
        return found

    def check(self) -> None:
        """Refuse, with what would help, when the panel cannot be completed."""
        if self._works(self.seated):
            return
        conditions = conditions_of(
            self.pool,
            self.size,
            already=self.seated,
            excluded=self.gone,
            per_address=self.per_address,
        )
        raise CannotBeMet(smallest_change(conditions))
