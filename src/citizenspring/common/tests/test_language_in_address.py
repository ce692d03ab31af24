"""A link that carries a language."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_it_keeps_the_language_and_cleans_the_address() -> None:
    client = Client()
    answer = client.get("/about/?lang=nl&page=2")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/about/?page=2")
    assert 'lang="nl"' in client.get("/about/").content.decode()


def test_an_unknown_language_changes_nothing() -> None:
    assert Client().get("/about/?lang=klingon").status_code == 200


def test_a52_it_leads_to_no_other_site() -> None:
    answer = Client().get("//evil.example/?lang=nl")
    assert not answer.headers["Location"].startswith("//")


def test_a_form_is_never_redirected() -> None:
    assert Client().post("/theme/?lang=nl", {"theme": "dark"}).headers["Location"] == "/"
