"""What a voter sends: her choices under a number that her own browser made."""

from dataclasses import dataclass, replace
from uuid import UUID

from .models import Poll

__all__ = ["Choice", "in_order"]


@dataclass(frozen=True)
class Choice:
    """``choices`` are numbers of options, best first where they are ranked.

    ``points`` stand beside them where points are given. ``place`` and ``age`` are the code of a
    territory and one of ``AGES``, if the voter says so.
    """

    tracker: bytes
    choices: tuple[int, ...]
    points: tuple[int, ...] | None = None
    place: str = ""
    age: str = ""

    def content(self, poll: UUID) -> dict[str, object]:
        """What the receipt stands for; place and age may be left out of what is published."""
        points = None if self.points is None else list(self.points)
        return {
            "poll": str(poll),
            "tracker": self.tracker.hex(),
            "choices": list(self.choices),
            "points": points,
        }


def in_order(choice: Choice, method: str) -> Choice:
    """The same choice as it is stored: by number, unless the order is what it says."""
    if method == Poll.Method.RANKING:
        return choice
    if choice.points is None or len(choice.points) != len(choice.choices):
        return replace(choice, choices=tuple(sorted(choice.choices)))
    pairs = sorted(zip(choice.choices, choice.points, strict=True))
    numbers, points = (tuple(part) for part in zip(*pairs, strict=True)) if pairs else ((), ())
    return replace(choice, choices=numbers, points=points)
