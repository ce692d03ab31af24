"""Who might speak next at a table: a hint, for whoever leads it to follow or not."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

__all__ = ["next_speaker"]


def next_speaker(
    waiting: Sequence[str], spoken: Mapping[str, float], groups: Mapping[str, str] | None = None
) -> str | None:
    """Return who of those waiting might speak next.

    The group that has spoken least goes first, in it the person who has spoken least, and
    among equals who has waited longest.

    Parameters
    ----------
    waiting : sequence of str
        Who waits, the longest first.
    spoken : mapping of person to seconds
    groups : mapping of person to group, optional
        Such as gender or language; without it everybody is on her own.

    Returns
    -------
    str or None
        None when nobody waits.

    Examples
    --------
    >>> next_speaker(["bo", "ada"], {"bo": 60, "ada": 0})
    'ada'
    >>> next_speaker(["bo", "ada"], {"ada": 10, "eve": 90}, {"ada": "w", "eve": "w", "bo": "m"})
    'bo'
    """
    if not waiting:
        return None
    known = groups or {}
    of_group: dict[str, float] = defaultdict(float)
    for person, seconds in spoken.items():
        of_group[known.get(person, person)] += seconds

    def heard(person: str) -> tuple[float, float]:
        return of_group[known.get(person, person)], spoken.get(person, 0.0)

    return min(waiting, key=heard)
