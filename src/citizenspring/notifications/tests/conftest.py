"""What the tests of news and mail share."""

from collections.abc import Iterator

import pytest
from django.test import Client
from pytest_django import Settings

from citizenspring.testing.postbox import Postbox, open_postbox


@pytest.fixture
def browser(client: Client) -> Client:
    """A browser that reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A real mail server, named in the settings."""
    with open_postbox() as box:
        settings.MAIL_SERVER = box.server
        yield box
