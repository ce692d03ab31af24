"""Loading a city from its file."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override as speaking

from citizenspring.city import queries
from citizenspring.city.errors import CityFileRefused
from citizenspring.city.models import City, Territory
from citizenspring.city.reading import BRUSSELS, read_city
from citizenspring.city.services import load_city

LIEGE: dict[str, Any] = {
    "format": "citizenspring-city/1",
    "name": {"fr": "Liège"},
    "languages": ["fr"],
    "default_language": "fr",
    "sources": [],
    "territories": [
        {"code": "62000", "kind": "region", "name": {"fr": "Liège"}},
        {"code": "outremeuse", "kind": "quarter", "parent": "62000", "name": {"fr": "Outremeuse"}},
    ],
}


def city_file(folder: Path, **changes: Any) -> Path:
    path = folder / "city.json"
    path.write_text(json.dumps({**LIEGE, **changes}), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(CityFileRefused) as refused:
        read_city(path)
    return str(refused.value)


@pytest.mark.django_db
def test_brussels_has_its_nineteen_communes() -> None:
    load_city()
    assert queries.communes().count() == 19
    # An earlier request may have left its language behind.
    with speaking("fr"):
        assert str(queries.city()) == "Bruxelles"


@pytest.mark.django_db
def test_every_commune_has_an_outline_a_label_and_figures() -> None:
    load_city()
    for commune in Territory.objects.filter(kind="commune"):
        assert commune.outline
        assert commune.label
        assert commune.population
        assert commune.households
        assert commune.area_m2
        assert commune.parent
        assert commune.parent.kind == "region"


@pytest.mark.django_db
def test_every_quarter_lies_in_a_commune() -> None:
    load_city()
    quarters = Territory.objects.filter(kind="quarter")
    assert quarters.count() > 40
    assert all(q.parent and q.parent.kind == "commune" for q in quarters)


@pytest.mark.django_db
def test_loading_twice_changes_nothing() -> None:
    load_city()
    before = dict(Territory.objects.values_list("code", "id"))
    load_city()
    assert dict(Territory.objects.values_list("code", "id")) == before
    assert City.objects.count() == 1


@pytest.mark.django_db
def test_loading_again_brings_figures_up_to_date(tmp_path: Path) -> None:
    load_city(city_file(tmp_path))
    region = {**LIEGE["territories"][0], "population": 195000}
    load_city(city_file(tmp_path, territories=[region]))
    assert Territory.objects.get(code="62000").population == 195000
    assert Territory.objects.filter(code="outremeuse").exists()


@pytest.mark.django_db
def test_nothing_is_loaded_from_a_file_with_one_fault(tmp_path: Path) -> None:
    faulty = [*LIEGE["territories"], {"code": "x", "kind": "village", "name": {"fr": "X"}}]
    with pytest.raises(CityFileRefused):
        load_city(city_file(tmp_path, territories=faulty))
    assert not Territory.objects.exists()


def test_the_codes_are_those_of_the_outlines() -> None:
    communes = [t for t in read_city(BRUSSELS).territories if t.kind == "commune"]
    assert [t.code for t in communes] == [str(nis) for nis in range(21001, 21020)]
    assert all(t.outline for t in communes)


def test_the_margins_of_the_region_sum_to_its_population() -> None:
    region = read_city(BRUSSELS).territories[0]
    counts = [n for by in region.margins["age_gender"].values() for n in by.values()]
    assert sum(counts) == region.population


def test_every_name_stands_in_three_languages() -> None:
    for territory in read_city(BRUSSELS).territories:
        assert territory.name.keys() == {"fr", "nl", "en"}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert "must exist" in refusal(tmp_path / "none.json")


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    path.write_text('{\n "name": ,\n}', encoding="utf-8")
    assert refusal(path).startswith("city.json, line 2")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "city.json"
    path.write_bytes('{"name": "Liège"}'.encode("latin-1"))
    assert "UTF-8" in refusal(path)


def test_a_name_missing_in_one_language_says_which(tmp_path: Path) -> None:
    path = city_file(tmp_path, languages=["fr", "nl"])
    assert "“nl”" in refusal(path)


def test_an_unknown_kind_names_its_territory(tmp_path: Path) -> None:
    path = city_file(tmp_path, territories=[{"code": "a", "kind": "village", "name": {"fr": "A"}}])
    assert "territory 1" in refusal(path)
    assert "region, commune, quarter" in refusal(path)


def test_a_parent_must_come_first(tmp_path: Path) -> None:
    path = city_file(tmp_path, territories=list(reversed(LIEGE["territories"])))
    assert "must come earlier" in refusal(path)


def test_a_code_twice_is_refused(tmp_path: Path) -> None:
    path = city_file(tmp_path, territories=[LIEGE["territories"][0]] * 2)
    assert "only once" in refusal(path)


def test_an_unknown_fact_is_refused(tmp_path: Path) -> None:
    territory = {**LIEGE["territories"][0], "inhabitants": 3}
    assert "“inhabitants”" in refusal(city_file(tmp_path, territories=[territory]))


def test_a_population_must_be_a_whole_number(tmp_path: Path) -> None:
    territory = {**LIEGE["territories"][0], "population": "many"}
    assert "“population” must be a whole number" in refusal(
        city_file(tmp_path, territories=[territory])
    )


def test_an_outline_of_nothing_is_refused(tmp_path: Path) -> None:
    outlines = {"features": [{"id": "99", "geometry": {"type": "Polygon", "coordinates": []}}]}
    (tmp_path / "lines.geojson").write_text(json.dumps(outlines), encoding="utf-8")
    assert "must belong to a territory" in refusal(city_file(tmp_path, outlines="lines.geojson"))
