"""From quotas to numbered panels: best chances, panels that give them, and a proof."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .best import best_chances
from .columns import Exact, exact_chances
from .herding import Mixture, herded, herded_over, on_grid, settled
from .realised import Realised, evenly, realised
from .relaxing import CannotBeMet, smallest_change
from .whole import best_kinds, people_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from .conditions import Conditions
    from .herding import Steps
    from .result import Found

__all__ = ["Making"]

_NOTHING = 1e-7
_CLOSE = 5e-4
_FULL = 1e-5
_COLUMNS_PER_KIND = 1.7
_FEWEST_COLUMNS, _MOST_COLUMNS = 2000, 3000
_MOST_KINDS_WEIGHED = 3000
_MOST_KINDS_EXACT = 1000


class Making:
    """The way from quotas to numbered panels."""

    def __init__(
        self, conditions: Conditions, method: str, count: int, progress: Steps | None
    ) -> None:
        self.of = conditions
        self.method = method
        self.count = count
        self.progress = progress
        best = best_chances(conditions, method)
        if best is None:
            raise CannotBeMet(smallest_change(conditions))
        self.best = best
        self.aims = best.of
        self.able = best.of > _NOTHING
        made = self._herd()
        reached = self._weighed(made)
        self.found: Found = "relaxation"
        self.ceiling = self._lowest(self.aims)
        if reached.shortfall > _CLOSE:
            made, reached = self._beyond(made, reached)
        self.lowest = self._lowest(reached.chances)
        self.shortfall = reached.shortfall
        parts = on_grid(self.aims)[conditions.kinds.of]
        self.mixture = settled(conditions, parts, made.first(count), progress=progress)

    def limits(self, kind: int) -> tuple[str, ...]:
        """Names of the quotas that hold the chance of a kind down."""
        quotas = self.of.quotas
        return tuple(quotas[row].name for row in self._tight(kind) if row < len(quotas))

    def _tight(self, kind: int) -> list[int]:
        if self.aims[kind] >= self.of.size / len(self.of.ids):
            return []
        held = [row for row in self.best.limits[kind] if row < len(self.of.quotas)]
        if held:
            return held
        own = self.of.rows.matrix[:, [kind]].nonzero()[0].tolist()
        seats = self.of.rows.matrix.dot(self.aims)
        within = [row for row in own if row < len(self.of.quotas)]
        return sorted(row for row in within if seats[row] >= self.of.room_for(row) - _FULL)

    def _lowest(self, chances: NDArray[np.float64]) -> float:
        return float(chances[self.able].min(initial=1.0))

    def _herd(self) -> Mixture:
        columns = max(_FEWEST_COLUMNS, int(_COLUMNS_PER_KIND * len(self.of.kinds)))
        return herded(
            self.of,
            on_grid(self.aims)[self.of.kinds.of],
            max(self.count, min(columns, _MOST_COLUMNS)),
            first=self._first,
            progress=self.progress,
        )

    def _first(self) -> NDArray[np.int32]:
        """A panel by integer programming, for quotas that the search does not solve."""
        many = best_kinds(self.of, np.zeros(len(self.of.kinds)))
        if many is None:
            raise CannotBeMet(smallest_change(self.of))
        return self._panel(many)

    def _panel(self, many: NDArray[np.int64]) -> NDArray[np.int32]:
        return people_of(self.of, many, np.zeros(len(self.of.ids), dtype=np.int64))

    def _weighed(self, made: Mixture) -> Realised:
        if len(self.of.kinds) > _MOST_KINDS_WEIGHED:
            return evenly(self.of.kinds, made.panels, self.aims)
        return realised(self.of.kinds, made.panels, self.aims)

    def _beyond(self, made: Mixture, reached: Realised) -> tuple[Mixture, Realised]:
        """The relaxed chances are out of reach: ask integer programmes what is possible."""
        self.found = "gap"
        if len(self.of.kinds) > _MOST_KINDS_EXACT:
            return made, reached
        exact = exact_chances(self.of, made.panels, progress=self.progress)
        reached = self._reached(exact)
        self.aims = reached.chances
        parts = on_grid(self.aims)[self.of.kinds.of]
        return herded_over(self.of, parts, self.count, exact.columns), reached

    def _reached(self, exact: Exact) -> Realised:
        if self.method not in {"leximin", "maximin"}:
            panels = np.array([self._panel(one) for one in exact.columns], dtype=np.int32)
            return realised(self.of.kinds, panels, self.best.of)
        self.found = "exact" if exact.proved else "gap"
        if exact.ceiling is not None:
            self.ceiling = min(self.ceiling, exact.ceiling)
        return Realised(exact.chances, 0.0, exact.weights)
