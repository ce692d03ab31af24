"""The flyer, in each language, also one that is written from right to left."""

import re
import zlib

import pytest
from django.test import Client

from citizenspring.mood.flyer import flyer_pdf

from .factories import make_mood

pytestmark = pytest.mark.django_db
ARABIC = "شارع للعب"


@pytest.mark.slow
@pytest.mark.parametrize("language", ["fr", "nl", "en"])
@pytest.mark.parametrize("size", ["a5", "a4"])
def test_it_is_one_page_in_each_language_and_size(language: str, size: str) -> None:
    page = flyer_pdf(make_mood(), language, size)
    assert page.startswith(b"%PDF")
    assert page.count(b"/Type /Page\n") == 1
    width = 210.0 if size == "a4" else 148.0
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+)", page)
    assert box
    assert float(box[1]) == pytest.approx(width / 25.4 * 72, abs=1)


@pytest.mark.slow
def test_a_title_from_right_to_left_is_shaped_with_letters_of_its_own() -> None:
    mood = make_mood(is_open=False)
    mood.activity.title = {"ar": ARABIC, "fr": "Une rue"}
    page = flyer_pdf(mood, "ar", "a5")
    assert b"Cairo" in page
    assert len(zlib.compress(page)) > 5_000


@pytest.mark.slow
def test_a_long_text_stays_on_the_page() -> None:
    long = dict.fromkeys(("fr", "nl", "en"), "Nous voulons beaucoup de choses. " * 60)
    mood = make_mood(is_open=False, if_met=long, if_missed=long)
    assert flyer_pdf(mood, "fr", "a5").count(b"/Type /Page\n") == 1


def test_a_language_without_a_title_has_no_flyer() -> None:
    mood = make_mood()
    assert Client().get(mood.page("flyer", "tr")).status_code == 404
    assert Client().get(mood.page("flyer", "fr") + "?size=a0").status_code == 404
