"""What the tests of people share."""

import pytest
from django.test import Client

from citizenspring.people.models import Letter


@pytest.fixture
def browser(client: Client) -> Client:
    """A browser that reads English."""
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def newest_code(db: None) -> "CodeReader":
    del db
    return CodeReader()


class CodeReader:
    """Reads the newest code in the mailbox of someone."""

    def __call__(self, email: str) -> str:
        letter = Letter.objects.filter(to=email).first()
        assert letter is not None
        return "".join(sign for sign in letter.subject if sign.isdigit())
