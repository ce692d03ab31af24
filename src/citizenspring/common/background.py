"""Work that goes on beside the pages: each app names its own in ``<app>/background.py``.

The worker imports those modules and runs every piece of work in a thread of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import autodiscover_modules

__all__ = ["Work", "all_work", "background"]

Step = Callable[[], int | None]


@dataclass(frozen=True)
class Work:
    """One step to repeat: every so many seconds, and at once when ``listen`` is notified.

    A step that returns a number other than 0 found something to do and is called again at once.
    """

    name: str
    step: Step
    every: float
    listen: str | None = None


_work: dict[str, Work] = {}


def background(name: str, *, every: float, listen: str | None = None) -> Callable[[Step], Step]:
    """Have the worker repeat this function; ``listen`` is a PostgreSQL NOTIFY channel.

    The function must bear being called twice, or by two workers at once: it takes its own locks.
    What it raises is logged, and it is tried again after a pause that grows to a minute.
    """

    def decorate(step: Step) -> Step:
        _work[name] = Work(name, step, every, listen)
        return step

    return decorate


def all_work() -> list[Work]:
    autodiscover_modules("background")
    return [_work[name] for name in sorted(_work)]
