"""Which cards belong together: the machine's part, which leaves alone what people chose."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np

from citizenspring.engines.language import SAME_THEME, Vectors, find_themes, name_theme

__all__ = ["Arranged", "Known", "arrange"]


@dataclass(frozen=True)
class Known:
    """A card and where it is; one that ``stays`` was put there by people."""

    card: UUID
    text: str
    theme: UUID | None = None
    stays: bool = False


@dataclass(frozen=True)
class Arranged:
    """Cards of one theme, the most typical first; ``theme`` is None where it is new."""

    theme: UUID | None
    cards: tuple[UUID, ...]
    words: tuple[str, ...]


def arrange(
    cards: Sequence[Known], vectors: Vectors, *, peoples: Collection[UUID] = ()
) -> list[Arranged]:
    """Group cards into themes; those in none are left out.

    People's themes keep their cards and take new ones that are like them. The others are made
    anew, and each is the one before with which it shares most cards, so that a theme on the wall
    stays itself while it grows.
    """
    held = _held(cards, peoples)
    joined = _joining(cards, vectors, held)
    free = [at for at, known in enumerate(cards) if not known.stays and at not in joined]
    for at, theme in joined.items():
        held[theme].append(at)
    found = [_of_people(cards, vectors, theme, held[theme]) for theme in sorted(held)]
    themes = find_themes([cards[at].text for at in free], vectors[free])
    groups = [[free[at] for at in theme.members] for theme in themes]
    names = _same_as_before(cards, groups, peoples)
    for place, (group, made) in enumerate(zip(groups, themes, strict=True)):
        members = tuple(cards[at].card for at in group)
        found.append(Arranged(names.get(place), members, made.words))
    return found


def _held(cards: Sequence[Known], peoples: Collection[UUID]) -> dict[UUID, list[int]]:
    held: dict[UUID, list[int]] = {}
    for at, known in enumerate(cards):
        if known.stays and known.theme in peoples and known.theme is not None:
            held.setdefault(known.theme, []).append(at)
    return held


def _joining(
    cards: Sequence[Known], vectors: Vectors, held: dict[UUID, list[int]]
) -> dict[int, UUID]:
    """Cards that are on the whole as like a theme of people as its own are to one another."""
    if not held:
        return {}
    themes = sorted(held)
    middles = np.stack([vectors[held[theme]].mean(axis=0) for theme in themes])
    free = [at for at, known in enumerate(cards) if not known.stays]
    likeness = vectors[free] @ middles.T
    best = likeness.argmax(axis=1) if free else []
    return {
        at: themes[int(theme)]
        for row, (at, theme) in enumerate(zip(free, best, strict=True))
        if likeness[row, theme] >= SAME_THEME
    }


def _of_people(
    cards: Sequence[Known], vectors: Vectors, theme: UUID, members: Sequence[int]
) -> Arranged:
    middle = vectors[members].mean(axis=0)
    order = sorted(members, key=lambda at: (-float(vectors[at] @ middle), at))
    words = name_theme([known.text for known in cards], members, middle)
    return Arranged(theme, tuple(cards[at].card for at in order), words)


def _same_as_before(
    cards: Sequence[Known], groups: Sequence[Sequence[int]], peoples: Collection[UUID]
) -> dict[int, UUID]:
    """Each group's theme of before: the pair that shares most cards first, each theme once."""
    shared: Counter[tuple[int, UUID]] = Counter()
    for place, group in enumerate(groups):
        for at in group:
            before = cards[at].theme
            if before is not None and before not in peoples:
                shared[place, before] += 1
    names: dict[int, UUID] = {}
    taken: set[UUID] = set()
    for (place, theme), _count in sorted(shared.items(), key=lambda one: (-one[1], one[0])):
        if place not in names and theme not in taken:
            names[place] = theme
            taken.add(theme)
    return names
