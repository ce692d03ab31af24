"""Whether there is a panel at all, before the search for the fairest lottery."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .conditions import conditions_of
from .relaxing import CannotBeMet, smallest_change
from .whole import best_kinds

if TYPE_CHECKING:
    from .pool import Pool

__all__ = ["check_quotas"]


def check_quotas(pool: Pool, size: int, *, per_address: int = 1) -> None:
    """Find one panel by an integer programme, or say what would have to change.

    Parameters
    ----------
    pool : Pool
    size : int
    per_address : int

    Raises
    ------
    BadInput
        When the size is impossible.
    Infeasible
        When the quotas cannot be met; `CannotBeMet` names the smallest change that works.

    Examples
    --------
    >>> from citizenspring.engines.sortition import Pool
    >>> pool = Pool.of({"ada": {"age": "old"}}, {"age": {"old": (0, 1), "young": (1, 1)}})
    >>> check_quotas(pool, 1)
    Traceback (most recent call last):
    citizenspring.engines.sortition.relaxing.CannotBeMet: The quotas cannot all be met. The smallest change that works is 1 seat: age young: minimum 0 instead of 1.
    """  # noqa: E501  # an example is one line
    conditions = conditions_of(pool, size, per_address=per_address)
    if best_kinds(conditions, np.zeros(len(conditions.kinds))) is None:
        raise CannotBeMet(smallest_change(conditions))
