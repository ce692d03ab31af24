"""The opinion map as a drawing: people gathered into dots, and a soft outline round each group.

Pure geometry: the template writes the SVG. Nobody is a dot of her own unless she stands alone in
her cell of the grid, and the drawing stays small whatever the number of people.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, sqrt

__all__ = ["LETTERS", "Dot", "Frame", "Outline", "Picture", "Point", "draw"]

LETTERS = "ABCDE"
Point = tuple[float, float]

WIDTH, HEIGHT, MARGIN = 720, 460, 34
CELL = 13.0
NO_WIDTH = 1e-9
SMALLEST_DOT, LARGEST_DOT = 2.4, 9.0
KEPT_SHARE = 0.92


@dataclass(frozen=True)
class Dot:
    """People of one group who stand close together; ``x``, ``y`` and ``radius`` in pixels."""

    x: float
    y: float
    radius: float
    group: int
    people: int

    @property
    def letter(self) -> str:
        return LETTERS[self.group] if self.group >= 0 else ""


@dataclass(frozen=True)
class Outline:
    """The area where most people of a group stand: an SVG path and the place of its letter."""

    group: int
    path: str
    label_x: float
    label_y: float

    @property
    def letter(self) -> str:
        return LETTERS[self.group]


@dataclass(frozen=True)
class Frame:
    """From the axes of the map to pixels; the same scale both ways, so that distance is true."""

    left: float
    top: float
    scale: float

    def pixel(self, point: Point) -> Point:
        x = MARGIN + (point[0] - self.left) * self.scale
        y = MARGIN + (self.top - point[1]) * self.scale
        return round(min(max(x, 4), WIDTH - 4), 1), round(min(max(y, 4), HEIGHT - 4), 1)


@dataclass(frozen=True)
class Picture:
    """What the template writes as SVG; ``frame`` places one more person on it."""

    dots: tuple[Dot, ...]
    outlines: tuple[Outline, ...]
    frame: Frame | None = None
    width: int = WIDTH
    height: int = HEIGHT


def draw(positions: Sequence[Point], groups: Sequence[int]) -> Picture:
    """Draw people at ``positions`` (one pair each) in ``groups`` (a number each, -1 for none).

    Parameters
    ----------
    positions : sequence of (float, float)
    groups : sequence of int, as long as ``positions``

    Returns
    -------
    Picture
        In pixels, 720 by 460, the origin at the top left.

    Examples
    --------
    >>> picture = draw([(0.0, 0.0), (0.01, 0.0), (4.0, 2.0)], [0, 0, 1])
    >>> [(dot.group, dot.people) for dot in picture.dots]
    [(0, 2), (1, 1)]
    """
    if not positions:
        return Picture((), ())
    frame = _frame(positions)
    placed = [frame.pixel(point) for point in positions]
    return Picture(
        _dots(placed, groups),
        tuple(_outline(group, placed, groups) for group in sorted({g for g in groups if g >= 0})),
        frame,
    )


def _frame(positions: Sequence[Point]) -> Frame:
    # A few people far out must not press all others into one corner.
    left, right = _spread([x for x, _ in positions])
    bottom, top = _spread([y for _, y in positions])
    scale = min(
        (WIDTH - 2 * MARGIN) / max(right - left, NO_WIDTH),
        (HEIGHT - 2 * MARGIN) / max(top - bottom, NO_WIDTH),
    )
    spare_x = (WIDTH - 2 * MARGIN) / scale - (right - left)
    spare_y = (HEIGHT - 2 * MARGIN) / scale - (top - bottom)
    return Frame(left - spare_x / 2, top + spare_y / 2, scale)


def _spread(values: list[float]) -> tuple[float, float]:
    ordered = sorted(values)
    cut = len(ordered) // 200
    low, high = ordered[cut], ordered[-1 - cut]
    return (low - 0.5, high + 0.5) if high - low < NO_WIDTH else (low, high)


def _dots(placed: Sequence[Point], groups: Sequence[int]) -> tuple[Dot, ...]:
    cells = Counter(
        (group, int(x // CELL), int(y // CELL))
        for (x, y), group in zip(placed, groups, strict=True)
    )
    sums: dict[tuple[int, int, int], tuple[float, float]] = {}
    for (x, y), group in zip(placed, groups, strict=True):
        key = (group, int(x // CELL), int(y // CELL))
        before = sums.get(key, (0.0, 0.0))
        sums[key] = (before[0] + x, before[1] + y)
    crowd = max(cells.values())
    return tuple(
        Dot(
            round(sums[key][0] / people, 1),
            round(sums[key][1] / people, 1),
            round(SMALLEST_DOT + (LARGEST_DOT - SMALLEST_DOT) * sqrt((people - 1) / crowd), 1),
            key[0],
            people,
        )
        for key, people in sorted(cells.items())
    )


def _outline(group: int, placed: Sequence[Point], groups: Sequence[int]) -> Outline:
    members = [point for point, own in zip(placed, groups, strict=True) if own == group]
    centre = (sum(x for x, _ in members) / len(members), sum(y for _, y in members) / len(members))
    nearest = sorted(members, key=lambda p: hypot(p[0] - centre[0], p[1] - centre[1]))
    kept = nearest[: max(1, round(len(nearest) * KEPT_SHARE))]
    corners = convex_hull(kept)
    path = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    return Outline(group, path, round(centre[0], 1), round(centre[1], 1))


def convex_hull(points: Sequence[Point]) -> list[Point]:
    """The corners of the smallest convex shape round ``points`` (Andrew's monotone chain).

    Examples
    --------
    >>> convex_hull([(0, 0), (2, 0), (1, 1), (2, 2), (0, 2)])
    [(0, 0), (2, 0), (2, 2), (0, 2)]
    """
    ordered = sorted(set(points))
    if len(ordered) < 3:  # noqa: PLR2004  # a triangle is the first shape with an inside
        return ordered
    return _half(ordered) + _half(ordered[::-1])


def _half(ordered: Sequence[Point]) -> list[Point]:
    chain: list[Point] = []
    for x, y in ordered:
        while len(chain) > 1:
            (ax, ay), (bx, by) = chain[-2], chain[-1]
            if (bx - ax) * (y - ay) - (by - ay) * (x - ax) > 0:
                break
            chain.pop()
        chain.append((x, y))
    return chain[:-1]
