"""The map of the communes as a drawing: outlines projected on a plane and simplified."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from typing import Any

from .models import City, Territory

__all__ = ["CommuneMap", "Mark", "Shape", "commune_map"]

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


@dataclass(frozen=True)
class _Drawing:
    height: int
    paths: dict[str, str]
    labels: dict[str, Point]


def commune_map(marks: Mapping[str, Mark] | None = None) -> CommuneMap:
    """The map of all communes; ``marks`` are by commune code."""
    marks = marks or {}
    loaded = City.objects.values_list("loaded_at", flat=True).first()
    drawing = _drawing(loaded)
    rows = Territory.objects.filter(code__in=drawing.paths).defer("outline", "margins")
    shapes = [
        Shape(
            row, drawing.paths[row.code], drawing.labels.get(row.code), marks.get(row.code, Mark())
        )
        for row in sorted(rows, key=str)
    ]
    return CommuneMap(WIDTH, drawing.height, shapes)


@lru_cache(maxsize=2)
def _drawing(loaded_at: object) -> _Drawing:
    """The projected outlines; ``loaded_at`` only says when they must be drawn anew."""
    del loaded_at
    rows = Territory.objects.filter(kind=Territory.Kind.COMMUNE, outline__isnull=False)
    facts = {row.code: (list(_rings(row.outline or {})), row.label) for row in rows}
    every = [point for rings, _ in facts.values() for ring in rings for point in ring]
    if not every:
        return _Drawing(height=WIDTH, paths={}, labels={})
    west, east = min(p[0] for p in every), max(p[0] for p in every)
    south, north = min(p[1] for p in every), max(p[1] for p in every)
    # At a city's size, shrinking longitudes by the cosine of the latitude keeps shapes true.
    shrink = cos(radians((south + north) / 2))
    scale = (WIDTH - 2 * MARGIN) / ((east - west) * shrink)

    def project(point: list[float]) -> Point:
        x = MARGIN + (point[0] - west) * shrink * scale
        return round(x), round(MARGIN + (north - point[1]) * scale)

    return _Drawing(
        height=project([west, south])[1] + MARGIN,
        paths={code: _path(rings, project) for code, (rings, _) in facts.items()},
        labels={code: project(label) for code, (_, label) in facts.items() if label},
    )


def _rings(geometry: dict[str, Any]) -> Iterator[list[list[float]]]:
    one = geometry["type"] == "Polygon"
    for polygon in [geometry["coordinates"]] if one else geometry["coordinates"]:
        yield from polygon


def _path(rings: list[list[list[float]]], project: Any) -> str:
    """One SVG path. Rounding alone simplifies: neighbours round alike and leave no gap."""
    drawn = []
    for ring in rings:
        points = [project(point) for point in ring]
        kept = [p for p, before in zip(points, [None, *points], strict=False) if p != before]
        drawn.append("M" + "L".join(f"{x} {y}" for x, y in kept[:-1]) + "Z")
    return "".join(drawn)
