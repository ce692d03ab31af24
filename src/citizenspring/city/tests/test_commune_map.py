"""The map of the communes, with its list."""

import pytest
from django.template import Context, Template

from citizenspring.city.maps import Mark, Pin, city_frame, commune_map
from citizenspring.city.services import load_city

pytestmark = pytest.mark.django_db

PAGE = Template("{% load city_map %}{% commune_map title='Communes' marks=marks %}")


def drawn(**marks: Mark) -> str:
    load_city()
    return PAGE.render(Context({"marks": {code.strip("c"): mark for code, mark in marks.items()}}))


@pytest.mark.slow
def test_it_draws_every_commune_inside_its_frame() -> None:
    load_city()
    found = commune_map()
    assert len(found.shapes) == 19
    for shape in found.shapes:
        pairs = shape.path.replace("Z", "").replace("M", "L").split("L")[1:]
        points = [tuple(map(int, pair.split())) for pair in pairs]
        assert all(0 <= x <= found.width and 0 <= y <= found.height for x, y in points)


def test_it_is_light_enough_for_a_phone() -> None:
    assert len(drawn().encode()) < 30_000


def test_every_commune_stands_in_the_list() -> None:
    page = drawn()
    assert page.count("<li ") == 19
    assert "Watermael-Boitsfort" in page.split("<ul")[1]


def test_a_marked_commune_leads_to_its_page() -> None:
    page = drawn(c21015=Mark(url="/?commune=21015", shade=3, note="4 processes"))
    assert page.count('href="/?commune=21015"') == 2
    assert "city-map__commune--3" in page
    assert page.split("<ul")[1].count("4 processes") == 1


def test_it_has_no_inline_style() -> None:
    assert "style=" not in drawn()


def test_a_city_without_outlines_has_an_empty_map() -> None:
    assert commune_map().shapes == []


def test_a_shade_outside_the_scale_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="from 0 to 5"):
        Mark(shade=6)


def test_a_point_stands_where_it_is_and_leads_to_its_page() -> None:
    load_city()
    pin = Pin(4.3525, 50.8467, "/here/", "<b>Grand-Place</b>")
    page = Template("{% load city_map %}{% commune_map title='Points' pins=pins is_listed=False %}")
    drawn_page = page.render(Context({"pins": [pin]}))
    x, y = city_frame().point(pin.longitude, pin.latitude)
    assert f'cx="{x}" cy="{y}"' in drawn_page
    assert "&lt;b&gt;Grand-Place" in drawn_page
    assert 'href="/here/"' in drawn_page
    assert "<ul" not in drawn_page


@pytest.mark.parametrize("place", [(2.35, 48.85), (float("nan"), 50.8), (4.35, 5e9)])
def test_a_place_outside_the_city_is_not_on_its_map(place: tuple[float, float]) -> None:
    load_city()
    assert not city_frame().holds(*place)
    assert city_frame().holds(4.3525, 50.8467)
