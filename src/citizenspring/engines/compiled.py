"""Loops compiled by Numba, and kept beside the package where that can be written."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import numba

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["compiled"]

P = ParamSpec("P")
R = TypeVar("R")


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function of arrays and whole numbers, which makes no arrays, at its first call.

    The machine code is kept for the next process; where no folder can be written (a
    read-only installation without a home) each process compiles for itself.
    """
    # Counting references to arrays that outlive every call took four fifths of the time.
    options: dict[str, Any] = {"_nrt": False}
    try:
        found: Callable[P, R] = numba.njit(cache=True, **options)(function)
    except RuntimeError:
        found = numba.njit(**options)(function)
    return found
