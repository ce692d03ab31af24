"""Draw panels by lot so that everybody's chance is as fair as the quotas allow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from citizenspring.engines.errors import BadInput
from citizenspring.engines.seeds import Stream

from .best import METHODS
from .conditions import conditions_of
from .making import Making
from .pseudonyms import pseudonyms_of
from .result import Chance, Lottery, Proof, Seats

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from .conditions import Conditions
    from .herding import Steps
    from .pool import Person, Pool
    from .result import Standing

__all__ = ["find_lottery"]

PANELS = 1000
MOST_PANELS = 100_000
_DIGITS = 6


def find_lottery(  # noqa: PLR0913  # each is a choice of those who draw
    pool: Pool,
    size: int,
    *,
    method: str = "leximin",
    seed: str | int = "citizenspring",
    panels: int = PANELS,
    already: Collection[str] = (),
    excluded: Collection[str] = (),
    per_address: int = 1,
    progress: Steps | None = None,
) -> Lottery:
    """Find a uniform lottery over numbered panels.

    Every panel meets every quota. First everybody's best chance is found over the relaxed
    quotas; then panels are made in which each person appears as often as her chance says.
    Where real panels cannot give these chances, the exact ones are found by integer
    programming instead; `Lottery.proof` says which.

    Parameters
    ----------
    pool : Pool
    size : int
        Seats, those already chosen included.
    method : {"leximin", "maximin", "nash", "goldilocks"}
    seed : str or int
        Of everything that is random. The order of rows in the files has no influence.
    panels : int
        How many numbered panels; the chance of a person is a whole number of these.
    already, excluded : collections of str
        Ids of people who have a seat, and of those who cannot be drawn.
    per_address : int
        How many people of one address may be on a panel.
    progress : callable, optional
        Told the step, how much is done and how much there is.

    Raises
    ------
    BadInput
        When an argument makes no sense.
    Infeasible
        When the quotas cannot be met; the message names the smallest change that works.

    References
    ----------
    Flanigan, Gölz, Gupta, Hennig, Procaccia, "Fair algorithms for selecting citizens'
    assemblies", *Nature* 596, 2021, doi:10.1038/s41586-021-03788-6. Flanigan, Kehne,
    Procaccia, "Fair sortition made transparent", *NeurIPS* 2021.

    Examples
    --------
    >>> from citizenspring.engines.sortition import Pool
    >>> people = {f"{age} {n}": {"age": age} for age, many in (("old", 6), ("young", 2)) for n in range(many)}
    >>> pool = Pool.of(people, {"age": {"old": (1, 2), "young": (1, 2)}})
    >>> found = find_lottery(pool, 3)
    >>> found.chances["old 0"].best, found.chances["young 0"].best, found.proof.found
    (0.333333, 0.5, 'relaxation')
    """  # noqa: E501  # an example is one line
    if method not in METHODS:
        raise BadInput(f"the method is {method!r}", expected=" or ".join(METHODS))
    if not 1 <= panels <= MOST_PANELS:
        raise BadInput(f"there are {panels} panels", expected=f"from 1 to {MOST_PANELS:,}")
    conditions = conditions_of(
        pool, size, already=already, excluded=excluded, per_address=per_address, seed=str(seed)
    )
    making = Making(conditions, method, panels, progress)
    people = _People(pool, making, frozenset(already), frozenset(excluded), str(seed))
    appearances = making.mixture.appearances(len(conditions.ids))
    missed = making.aims[conditions.kinds.of] - appearances / panels
    return Lottery(
        method=method,
        seed=str(seed),
        size=size,
        per_address=per_address,
        people=tuple(people.chances(appearances)),
        panels=people.panels(),
        alternates=tuple(Stream(str(seed), "alternates").shuffled(sorted(conditions.ids))),
        seats=tuple(_seats(conditions, making.aims)),
        proof=Proof(
            found=making.found,
            lowest=making.lowest,
            ceiling=making.ceiling,
            shortfall=making.shortfall,
            rounding=float(max(0.0, missed.max(initial=0.0))),
        ),
        pool=pool,
    )


@dataclass(frozen=True)
class _People:
    """Everybody in the pool, told what the panels mean for her."""

    pool: Pool
    making: Making
    already: frozenset[str]
    excluded: frozenset[str]
    seed: str

    def chances(self, appearances: NDArray[np.int64]) -> Iterator[Chance]:
        names = pseudonyms_of(self.pool)
        place = {id_: number for number, id_ in enumerate(self.making.of.ids)}
        for one in sorted(self.pool.people, key=lambda person: person.id):
            number = place.get(one.id)
            if number is None:
                yield self._outside(one, names[one.id])
            else:
                yield self._inside(one, names[one.id], number, int(appearances[number]))

    def _outside(self, one: Person, name: str) -> Chance:
        count = self.making.count
        if one.id in self.already:
            return Chance(one.id, name, 1.0, count, 1.0, "already chosen", ())
        standing: Standing = "excluded" if one.id in self.excluded else "same address"
        return Chance(one.id, name, 0.0, 0, 0.0, standing, ())

    def _inside(self, one: Person, name: str, number: int, many: int) -> Chance:
        kind = int(self.making.of.kinds.of[number])
        best = round(max(0.0, float(self.making.aims[kind])), _DIGITS)
        limits = self.making.limits(kind)
        return Chance(one.id, name, best, many, many / self.making.count, "drawn", limits)

    def panels(self) -> tuple[tuple[str, ...], ...]:
        """The panels in an order of their own, so that neighbours have nothing in common."""
        ids, taken = self.making.of.ids, sorted(self.already)
        made = [
            tuple(sorted([*taken, *(ids[number] for number in panel)]))
            for panel in self.making.mixture.panels.tolist()
        ]
        return tuple(Stream(self.seed, "order of panels").shuffled(made))


def _seats(conditions: Conditions, aims: NDArray[np.float64]) -> Iterator[Seats]:
    chances = aims[conditions.kinds.of]
    for place, quota in enumerate(conditions.quotas):
        own = (conditions.values == place).any(axis=1)
        many, expected = int(own.sum()), float(chances[own].sum())
        least, most = int(conditions.least[place]), int(conditions.most[place])
        mean = expected / many if many else 0.0
        yield Seats(quota.feature, quota.value, least, most, many, expected, mean)
