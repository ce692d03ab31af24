"""Figures drawn on the server, as SVG whose numbers are also readable text."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template

__all__ = ["register"]

register = template.Library()

# Drawn around a middle of 16, 16: a circle, a square, a triangle, a diamond and a hexagon.
SHAPES = {
    "A": "M16 2a14 14 0 1 1 0 28a14 14 0 1 1 0-28z",
    "B": "M4 4h24v24h-24z",
    "C": "M16 1L31 29H1z",
    "D": "M16 0L32 16L16 32L0 16z",
    "E": "M8.500 3h15L31 16l-7.500 13h-15L1 16z",
}
BASELINES = {"C": 25.5}


def _share(part: float, whole: float) -> float:
    return round(100 * part / whole, 2) if whole else 0.0


@register.inclusion_tag("components/stacked_bar.html")
def stacked_bar(agree: int, disagree: int, passed: int = 0, key: str = "full") -> dict[str, Any]:
    """How many agree, disagree and pass, as one bar; ``key=""`` leaves the figures to you."""
    total = agree + disagree + passed
    a, d = _share(agree, total), _share(disagree, total)
    return {
        "agree": agree,
        "disagree": disagree,
        "passed": passed,
        "total": total,
        "agree_width": a,
        "disagree_start": a,
        "disagree_width": d,
        "pass_start": round(a + d, 2),
        "pass_width": round(100 - a - d, 2) if total else 0,
        "agree_percent": round(a),
        "disagree_percent": round(d),
        "pass_percent": round(_share(passed, total)),
        "key": key,
    }


@register.inclusion_tag("components/meter.html")
def meter(value: float, goal: float, label: str, note: str = "") -> dict[str, Any]:
    """How far it is from a goal; more than the goal fills the whole track."""
    return {
        "value": value,
        "goal": goal,
        "label": label,
        "note": note,
        "width": min(100.0, _share(value, goal)),
    }


@register.inclusion_tag("components/group_mark.html")
def group_mark(letter: str, label: str = "") -> dict[str, Any]:
    """The sign of an opinion group, A to E: letter, shape and colour together."""
    return {
        "letter": letter,
        "label": label,
        "shape": SHAPES.get(letter, SHAPES["A"]),
        "baseline": BASELINES.get(letter, 21),
        "tone": letter.lower() if letter in SHAPES else "a",
    }


@register.inclusion_tag("components/legend.html")
def legend(items: Iterable[Sequence[Any]]) -> dict[str, Any]:
    """What the groups on a map are called: pairs of a letter and a name."""
    return {"items": items}


@register.inclusion_tag("components/bar_chart.html")
def bar_chart(rows: Iterable[Sequence[Any]], label: str) -> dict[str, Any]:
    """Bars with their names and figures: rows of a name, a number and, if wished, its wording."""
    found = [tuple(row) for row in rows]
    top = max((row[1] for row in found), default=0)
    bars = [(row[0], row[-1], _share(row[1], top)) for row in found]
    return {"bars": bars, "label": label}
