"""Acts about the city."""

from pathlib import Path

from django.db import transaction
from django.utils.timezone import now
from i18nfield.strings import LazyI18nString

from .models import City, Territory
from .reading import BRUSSELS, CityFile, TerritoryFacts, read_city

__all__ = ["load_city"]

KEPT_FACTS = [
    "kind",
    "name",
    "parent",
    "postcodes",
    "population",
    "households",
    "area_m2",
    "outline",
    "label",
    "margins",
]


def load_city(path: Path = BRUSSELS) -> City:
    """Load the city's file; loading it again brings its territories up to date.

    A territory that has left the file stays: people may live there and processes name it.
    """
    facts = read_city(path)
    with transaction.atomic():
        _load_territories(facts.territories)
        return _load_city(facts)


def _load_city(facts: CityFile) -> City:
    city, _is_new = City.objects.update_or_create(
        id=1,
        defaults={
            "name": LazyI18nString(facts.name),
            "languages": facts.languages,
            "default_language": facts.default_language,
            "sources": facts.sources,
            "remarks": LazyI18nString(facts.remarks),
            "loaded_at": now(),
        },
    )
    return city


def _load_territories(territories: list[TerritoryFacts]) -> None:
    """Parents stand before their parts, so a row per territory finds its parent's row."""
    codes = [facts.code for facts in territories]
    known = {row.code: row for row in Territory.objects.filter(code__in=codes)}
    for facts in territories:
        row = known.setdefault(facts.code, Territory(code=facts.code))
        for fact in KEPT_FACTS:
            setattr(row, fact, getattr(facts, fact) if fact != "parent" else None)
        row.name = LazyI18nString(facts.name)
        row.parent = known[facts.parent] if facts.parent else None
    Territory.objects.bulk_create(
        [known[code] for code in codes],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=KEPT_FACTS,
    )
