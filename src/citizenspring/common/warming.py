"""What a web process reads ahead, so that the first visitor who needs it does not wait for it."""

import threading
from collections.abc import Callable

__all__ = ["register", "warm_up"]

# The first pages of a new process come before.
SECONDS_AFTER_START = 3.0
_warmers: list[Callable[[], object]] = []


def register(warmer: Callable[[], object]) -> None:
    """Name something to read once a web process answers; it runs in a thread of its own."""
    _warmers.append(warmer)


def warm_up(after: float = SECONDS_AFTER_START) -> threading.Timer:
    timer = threading.Timer(after, _warm)
    timer.daemon = True
    timer.start()
    return timer


def _warm() -> None:
    for warmer in _warmers:
        warmer()
