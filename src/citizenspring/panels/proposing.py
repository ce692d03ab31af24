"""Quotas that the city's own figures propose."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from citizenspring.city.queries import city, communes, region

from .errors import FiguresDoNotAdd
from .features import COMMUNE

__all__ = ["QuotaFacts", "figures_from", "proposed", "seats_of", "source_of_figures"]

GENDERS = {"f": "woman", "m": "man"}
CHILDREN = "under_18"
HUNDRED, SLACK = 100.0, 1.0
MOST_VALUES = 40


@dataclass(frozen=True)
class QuotaFacts:
    """A quota as an organiser sets it; ``share`` of the city in percent, where known."""

    feature: str
    value: str
    least: int
    most: int
    share: float | None = None


def proposed(size: int) -> list[QuotaFacts]:
    """Commune, age and gender of the adults, each within one seat of its share.

    Languages are not proposed: people speak several, so their figures are no parts of a whole.
    """
    people = {one.code: float(one.population or 0) for one in communes()}
    found = seats_of(COMMUNE, people, size)
    whole = region()
    counted = (whole.margins if whole else {}).get("age_gender", {})
    adults = {age: by for age, by in counted.items() if age != CHILDREN}
    found += seats_of("age", {age: float(sum(by.values())) for age, by in adults.items()}, size)
    genders = {
        name: float(sum(by.get(sign, 0) for by in adults.values()))
        for sign, name in GENDERS.items()
    }
    found += seats_of("gender", genders, size)
    if any(genders.values()):
        # No register counts them; a seat may go to them, and none has to.
        found.append(QuotaFacts("gender", "other", 0, 1))
    return found


def seats_of(feature: str, counts: Mapping[str, float], size: int) -> list[QuotaFacts]:
    """For each value the whole numbers of seats around its share."""
    whole = sum(counts.values())
    if not whole:
        return []
    return [
        QuotaFacts(
            feature,
            value,
            math.floor(size * count / whole + 1e-9),
            math.ceil(size * count / whole - 1e-9),
            round(HUNDRED * count / whole, 1),
        )
        for value, count in counts.items()
    ]


def source_of_figures() -> str:
    """Where the city's file says its figures of population come from."""
    found = city()
    rows = found.sources if found else []
    told = [row for row in rows if "opulation" in str(row.get("what", ""))]
    return "; ".join(f"{row['what']}: {row['from']}" for row in told if row.get("from"))


def figures_from(text: str) -> dict[str, float]:
    """Read an organiser's own figures: a value and its percentage a line, 100 in all."""
    found: dict[str, float] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        value, _colon, percent = line.rpartition(":")
        name = " ".join(value.split())[:60]
        number = _number(percent)
        if not name or number is None or name in found or len(found) >= MOST_VALUES:
            raise FiguresDoNotAdd(sum=_whole(found.values()))
        found[name] = number
    if abs(sum(found.values()) - HUNDRED) > SLACK:
        raise FiguresDoNotAdd(sum=_whole(found.values()))
    return found


def _number(text: str) -> float | None:
    try:
        number = float(text.strip().rstrip("%").strip().replace(",", "."))
    except ValueError:
        return None
    return number if 0 <= number <= HUNDRED else None


def _whole(numbers: Iterable[float]) -> str:
    return f"{sum(numbers):g}"
