"""A threshold of several parts, all of which must hold: total, communes, share in the city."""

from collections.abc import Mapping
from dataclasses import dataclass

from citizenspring.engines.errors import BadInput

__all__ = ["Progress", "Threshold"]

_WHOLE = 100


@dataclass(frozen=True)
class Progress:
    """How far each part is.

    Parameters
    ----------
    total : int
        Confirmed answers.
    inside : int
        Those of people who live in the city.
    reached : int
        Communes that have enough of them.
    """

    total: int
    inside: int
    reached: int

    @property
    def share(self) -> float:
        """Percent of the answers from people who live in the city."""
        return _WHOLE * self.inside / self.total if self.total else 0.0


@dataclass(frozen=True)
class Threshold:
    """What has to come together.

    Parameters
    ----------
    total : int
        Confirmed answers wanted.
    each, communes : int
        At least `each` answers in at least so many communes; 0 communes: no such part.
    share : int
        Percent of the answers that must come from people living in the city; 0: no such part.

    Examples
    --------
    >>> target = Threshold(30_000, share=50)
    >>> target.is_met(target.progress({"Jette": 14_700}, outside=15_300))
    False
    >>> target.is_met(target.progress({"Jette": 15_000}, outside=15_000))
    True
    """

    total: int
    each: int = 0
    communes: int = 0
    share: int = 0

    def __post_init__(self) -> None:
        if self.total < 1 or min(self.each, self.communes, self.share) < 0 or self.share > _WHOLE:
            raise BadInput("a threshold cannot be met", expected="a total of 1 or more")

    def progress(self, communes: Mapping[str, int], outside: int = 0) -> Progress:
        """How far it is, from the answers of each commune and those from outside the city."""
        inside = sum(communes.values())
        reached = sum(1 for count in communes.values() if count >= max(1, self.each))
        return Progress(inside + outside, inside, reached)

    def is_met(self, progress: Progress) -> bool:
        # Whole numbers: 49.99 % must not be rounded up to half.
        return (
            progress.total >= self.total
            and progress.reached >= self.communes
            and progress.inside * _WHOLE >= progress.total * self.share
        )
