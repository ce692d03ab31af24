"""Reading the file that describes a city; docs/howto/another-city.md says what is in it."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NoReturn

from .errors import CityFileRefused
from .models import Territory

__all__ = ["BRUSSELS", "FORMAT", "CityFile", "TerritoryFacts", "read_city"]

FORMAT = "citizenspring-city/1"
BRUSSELS = Path(__file__).parent / "data" / "brussels.json"


@dataclass(frozen=True)
class TerritoryFacts:
    code: str
    kind: str
    name: dict[str, str]
    parent: str | None = None
    postcodes: list[str] = field(default_factory=list)
    population: int | None = None
    households: int | None = None
    area_m2: int | None = None
    label: list[float] | None = None
    margins: dict[str, Any] = field(default_factory=dict)
    outline: dict[str, Any] | None = None


@dataclass(frozen=True)
class CityFile:
    name: dict[str, str]
    languages: list[str]
    default_language: str
    sources: list[dict[str, str]]
    remarks: dict[str, str]
    territories: list[TerritoryFacts]


@dataclass(frozen=True)
class _Place:
    """Somewhere in a file, so that a refusal can say where."""

    file: Path
    at: str = "top"

    def refuse(self, expected: str) -> NoReturn:
        raise CityFileRefused(file=self.file.name, place=self.at, expected=expected)

    def inside(self, at: str) -> "_Place":
        return _Place(self.file, at)

    def take(self, facts: dict[str, Any], key: str, kind: type, wanted: str) -> Any:
        value = facts.get(key)
        if not isinstance(value, kind) or isinstance(value, bool):
            self.refuse(f"“{key}” must be {wanted}.")
        return value

    def take_name(self, facts: dict[str, Any], key: str, languages: list[str]) -> dict[str, str]:
        name: dict[str, str] = self.take(facts, key, dict, "a name per language")
        for language in languages:
            if not isinstance(name.get(language), str) or not name[language].strip():
                self.refuse(f"“{key}” must have a text in “{language}”.")
        return name


def read_city(path: Path) -> CityFile:
    """The city described by the file at ``path``.

    Raises
    ------
    CityFileRefused
        Which file, which place in it, and what was expected there.
    """
    place = _Place(path)
    facts = _read_object(place)
    if facts.get("format") != FORMAT:
        place.refuse(f"“format” must be “{FORMAT}”.")
    languages: list[str] = place.take(facts, "languages", list, "a list of language codes")
    if not languages or not all(isinstance(code, str) for code in languages):
        place.refuse("“languages” must be a list of language codes such as “fr”.")
    default = place.take(facts, "default_language", str, "one of the languages")
    if default not in languages:
        place.refuse("“default_language” must be one of “languages”.")
    outlines = _read_outlines(place, facts)
    return CityFile(
        name=place.take_name(facts, "name", languages),
        languages=languages,
        default_language=default,
        sources=place.take(facts, "sources", list, "a list of where the figures come from"),
        remarks=facts.get("remarks", {}),
        territories=_read_territories(place, facts, languages, outlines),
    )


def _read_object(place: _Place) -> dict[str, Any]:
    try:
        found = json.loads(place.file.read_text(encoding="utf-8"))
    except OSError:
        place.refuse("the file must exist and be readable.")
    except UnicodeDecodeError:
        place.refuse("the file must be written in UTF-8.")
    except json.JSONDecodeError as error:
        place.inside(f"line {error.lineno}, column {error.colno}").refuse("valid JSON is needed.")
    if not isinstance(found, dict):
        place.refuse("the file must hold one JSON object.")
    return found


def _read_outlines(place: _Place, facts: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Geometries by the code of their territory, from the GeoJSON file beside the city's."""
    if "outlines" not in facts:
        return {}
    name = place.take(facts, "outlines", str, "the name of a GeoJSON file beside this one")
    beside = _Place(place.file.parent / Path(name).name)
    features = beside.take(_read_object(beside), "features", list, "a list of GeoJSON features")
    found: dict[str, dict[str, Any]] = {}
    for number, feature in enumerate(features, start=1):
        at = beside.inside(f"feature {number}")
        geometry = at.take(feature, "geometry", dict, "a GeoJSON geometry")
        if geometry.get("type") not in {"Polygon", "MultiPolygon"}:
            at.refuse("the geometry must be a Polygon or a MultiPolygon.")
        found[at.take(feature, "id", str, "the code of a territory")] = geometry
    return found


def _read_territories(
    place: _Place,
    facts: dict[str, Any],
    languages: list[str],
    outlines: dict[str, dict[str, Any]],
) -> list[TerritoryFacts]:
    rows = place.take(facts, "territories", list, "a list of territories")
    found: dict[str, TerritoryFacts] = {}
    for number, row in enumerate(rows, start=1):
        at = place.inside(f"territory {number}")
        if not isinstance(row, dict):
            at.refuse("a territory must be a JSON object.")
        territory = _read_territory(at, row, languages, outlines)
        if territory.code in found:
            at.refuse(f"the code “{territory.code}” must be used only once.")
        if territory.parent is not None and territory.parent not in found:
            at.refuse(f"the parent “{territory.parent}” must come earlier in the list.")
        found[territory.code] = territory
    for code in outlines.keys() - found.keys():
        place.refuse(f"the outline “{code}” must belong to a territory.")
    return list(found.values())


def _read_territory(
    at: _Place,
    row: dict[str, Any],
    languages: list[str],
    outlines: dict[str, dict[str, Any]],
) -> TerritoryFacts:
    code: str = at.take(row, "code", str, "a short code")
    if not code or not code.isascii() or not code.replace("-", "").replace("_", "").isalnum():
        at.refuse("“code” must be made of letters without accents, figures and hyphens.")
    if row.get("kind") not in Territory.Kind.values:
        at.refuse(f"“kind” must be one of {', '.join(Territory.Kind.values)}.")
    for unknown in row.keys() - TerritoryFacts.__annotations__.keys():
        at.refuse(f"“{unknown}” is not a known fact; put figures of your own in “margins”.")
    for key in ("population", "households", "area_m2"):
        if row.get(key) is not None and (type(row[key]) is not int or row[key] < 0):
            at.refuse(f"“{key}” must be a whole number.")
    name = at.take_name(row, "name", languages)
    return TerritoryFacts(**{**row, "name": name, "outline": outlines.get(code)})
