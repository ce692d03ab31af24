"""What the tests of news and mail share."""

from collections.abc import Iterator

import pytest
from pytest_django import Settings

from citizenspring.testing.postbox import Postbox, open_postbox


@pytest.fixture
def postbox(settings: Settings) -> Iterator[Postbox]:
    """A real mail server, named in the settings."""
    with open_postbox() as box:
        settings.MAIL_SERVER = box.server
        yield box
