"""What is kept of news: told, copied and erased."""

import pytest
from django.utils.translation import override as speaking

from citizenspring.notifications.models import Choice, Device, News, Telling, Unreachable
from citizenspring.notifications.services import add_device, choose_rhythms, notify
from citizenspring.people.copying import own_data
from citizenspring.people.erasing import erase_everywhere
from citizenspring.people.keeping import kept_about
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_person
from citizenspring.testing.pushbox import Pushbox

from .factories import PLAIN, make_news

pytestmark = pytest.mark.django_db
ENDPOINT = "https://web.push.apple.com/secret-place"


@pytest.fixture
def ada() -> Person:
    """Somebody of whom everything is kept that can be."""
    ada = make_person("ada@example.org", language="en")
    make_news(ada, "Only for Ada")
    notify(PLAIN.code, [ada, make_person()], facts={"title": "For both"})
    choose_rhythms({PLAIN.code: PLAIN.default}, by=ada)
    add_device(ENDPOINT, **Pushbox().keys, by=ada)
    Unreachable.objects.create(mailbox="ada@example.org", why="5.1.1")
    return ada


def test_her_page_tells_what_is_kept(ada: Person) -> None:
    with speaking("en"):
        told = " ".join(kept_about(ada))
    assert "2 pieces of news" in told
    assert "has come back since" in told
    assert "How often you want mail" in told
    assert "Where the browser you added" in told


def test_a66_her_copy_has_the_words_and_no_secret_of_her_device(ada: Person) -> None:
    with speaking("en"):
        tables = own_data(ada)["tables"]
    assert {row["subject"] for row in tables["notifications.Telling"]} == {
        "Only for Ada",
        "For both",
    }
    assert tables["notifications.Unreachable"][0]["why"] == "5.1.1"
    assert len(tables["notifications.Device"]) == 1
    assert "secret-place" not in str(tables)


def test_a65_erasing_her_leaves_nothing_that_only_she_was_told(ada: Person) -> None:
    erase_everywhere(ada)
    assert not News.objects.filter(person=ada).exists()
    assert [telling.facts["title"] for telling in Telling.objects.all()] == ["For both"]
    for model in (Choice, Device, Unreachable):
        assert not model._default_manager.exists()
