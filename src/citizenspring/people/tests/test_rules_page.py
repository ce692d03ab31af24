from uuid import uuid4

import pytest
from django.test import Client

from citizenspring.common.permissions import all_rules
from citizenspring.people import scopes

from .factories import make_person, make_role

pytestmark = pytest.mark.django_db
PAGE = "/who-may-do-what/"


def test_every_rule_is_there_with_its_reason(browser: Client) -> None:
    page = browser.get(PAGE).content.decode()
    assert all(f"<code>{rule.name}</code>" in page for rule in all_rules())
    assert "Organisers give roles" in page


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_it_speaks_the_languages_of_the_city(client: Client, language: str) -> None:
    page = client.get(PAGE, headers={"accept-language": language}).content.decode()
    assert f'<html lang="{language}"' in page


def test_it_says_who_holds_power_by_name_and_not_by_address(browser: Client) -> None:
    make_role("moderator", make_person("bo@example.org", name="Bodil"))
    page = browser.get(PAGE).content.decode()
    assert "Bodil" in page
    assert "bo@example.org" not in page


def test_a42_a_process_that_is_not_public_yet_is_not_named(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = scopes.Scope(uuid4(), "Secret draft", "/draft/", is_public=False)
    monkeypatch.setattr(scopes, "_sources", [lambda _only: [draft]])
    make_role("moderator", make_person(name="Bodil"), scope=draft.id)
    page = browser.get(PAGE).content.decode()
    assert "Secret draft" not in page
    assert "Bodil" not in page


def test_a51_a_name_is_shown_as_text(browser: Client) -> None:
    make_role("moderator", make_person(name="<script>alert(1)</script>"))
    assert b"<script>alert" not in browser.get(PAGE).content
