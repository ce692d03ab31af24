"""The map of the communes as a drawing: outlines projected on a plane and simplified."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from math import cos, radians
from typing import Any

from .models import City, Territory

__all__ = ["MARGIN", "CommuneMap", "Frame", "Mark", "Pin", "Shape", "city_frame", "commune_map"]

WIDTH = 600
MARGIN = 4
SHADES = 5

Point = tuple[int, int]


@dataclass(frozen=True)
class Mark:
    """What the map says of one commune: where it leads, how dark it is, and a note in words."""

    url: str = ""
    shade: int = 0
    note: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.shade <= SHADES:
            message = f"A shade is a number from 0 to {SHADES}."
            raise ValueError(message)


@dataclass(frozen=True)
class Pin:
    """A point on the map: where it is, which page it leads to, and its name in words."""

    longitude: float
    latitude: float
    url: str
    name: str
    kind: str = ""


@dataclass(frozen=True)
class Frame:
    """How degrees become points of the drawing; pages that let people choose a point need it."""

    west: float = 0.0
    north: float = 0.0
    across: float = 0.0
    down: float = 0.0
    width: int = WIDTH
    height: int = WIDTH

    def point(self, longitude: float, latitude: float) -> Point:
        x = MARGIN + (longitude - self.west) * self.across
        return round(x), round(MARGIN + (self.north - latitude) * self.down)

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place is on the drawing; where no outline is known, any on earth is."""
        if not (abs(longitude) <= 180 and abs(latitude) <= 90):  # noqa: PLR2004  # degrees
            return False
        if not self.across:
            return True
        x, y = self.point(longitude, latitude)
        return 0 <= x <= self.width and 0 <= y <= self.height


@dataclass(frozen=True)
class Shape:
    territory: Territory
    path: str
    label: Point | None
    mark: Mark


@dataclass(frozen=True)
class CommuneMap:
    width: int
    height: int
    shapes: list[Shape]
    frame: Frame
    pins: list[tuple[Point, Pin]]


@dataclass(frozen=True)
class _Drawing:
    frame: Frame
    paths: dict[str, str]
    labels: dict[str, Point]


def commune_map(marks: Mapping[str, Mark] | None = None, pins: Iterable[Pin] = ()) -> CommuneMap:
    """The map of all communes; ``marks`` are by commune code, ``pins`` are points on it."""
    marks = marks or {}
    drawing = _current()
    rows = Territory.objects.filter(code__in=drawing.paths).defer("outline", "margins")
    shapes = [
        Shape(
            row, drawing.paths[row.code], drawing.labels.get(row.code), marks.get(row.code, Mark())
        )
        for row in sorted(rows, key=str)
    ]
    frame = drawing.frame
    placed = [(frame.point(pin.longitude, pin.latitude), pin) for pin in pins]
    return CommuneMap(WIDTH, frame.height, shapes, frame, placed)


def city_frame() -> Frame:
    """The edges of the map, by which a point is found on it or refused."""
    return _current().frame


def _current() -> _Drawing:
    return _drawing(City.objects.values_list("loaded_at", flat=True).first())


@lru_cache(maxsize=2)
def _drawing(loaded_at: object) -> _Drawing:
    """The projected outlines; ``loaded_at`` only says when they must be drawn anew."""
    del loaded_at
    rows = Territory.objects.filter(kind=Territory.Kind.COMMUNE, outline__isnull=False)
    facts = {row.code: (list(_rings(row.outline or {})), row.label) for row in rows}
    every = [point for rings, _ in facts.values() for ring in rings for point in ring]
    if not every:
        return _Drawing(Frame(), paths={}, labels={})
    west, east = min(p[0] for p in every), max(p[0] for p in every)
    south, north = min(p[1] for p in every), max(p[1] for p in every)
    # At a city's size, shrinking longitudes by the cosine of the latitude keeps shapes true.
    shrink = cos(radians((south + north) / 2))
    down = (WIDTH - 2 * MARGIN) / ((east - west) * shrink)
    open_ended = Frame(west, north, shrink * down, down)
    height = open_ended.point(west, south)[1] + MARGIN
    frame = replace(open_ended, height=height)
    return _Drawing(
        frame,
        paths={code: _path(rings, frame) for code, (rings, _) in facts.items()},
        labels={code: frame.point(*label) for code, (_, label) in facts.items() if label},
    )


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    one = geometry["type"] == "Polygon"
    for polygon in [geometry["coordinates"]] if one else geometry["coordinates"]:
        yield from polygon


def _path(rings: list[list[list[float]]], frame: Frame) -> str:
    """One SVG path. Rounding alone simplifies: neighbours round alike and leave no gap."""
    drawn = []
    for ring in rings:
        points = [frame.point(*point[:2]) for point in ring]
        kept = [p for p, before in zip(points, [None, *points], strict=False) if p != before]
        drawn.append("M" + "L".join(f"{x} {y}" for x, y in kept[:-1]) + "Z")
    return "".join(drawn)
