import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["fr", "nl", "en"])
def test_every_component_shows_in_every_language(client: Client, language: str) -> None:
    answer = client.get("/components/", headers={"accept-language": language})
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in answer.content.decode()


def test_nothing_is_inline(client: Client) -> None:
    page = client.get("/components/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", page)


def test_nothing_comes_from_elsewhere(client: Client) -> None:
    page = client.get("/components/").content.decode()
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)


def test_looking_at_a_page_makes_no_session(client: Client) -> None:
    client.get("/components/")
    assert "sessionid" not in client.cookies
