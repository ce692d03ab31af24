"""The page of news, and the bell in the header."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries, Settings

from citizenspring.common.strangers import forget_all
from citizenspring.people.models import Person
from citizenspring.people.tests.factories import make_guest, make_person, signed_in
from citizenspring.threads.tests.factories import make_node

from .factories import make_news

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def page(person: Person, path: str = "/news/") -> str:
    answer = signed_in(person).get(path, headers=ENGLISH)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_newest_comes_first_and_what_is_new_is_marked() -> None:
    guest = make_guest()
    make_news(guest, "Older")
    make_news(guest, "Newer")
    shown = page(guest)
    assert shown.index("Newer") < shown.index("Older")
    assert shown.count(">New<") == 2


def test_nobody_sees_the_news_of_another() -> None:
    make_news(make_person(), "Hers alone")
    assert "Hers alone" not in page(make_person())


def test_following_it_marks_it_read_and_leads_there() -> None:
    ada, node = make_person(), make_node()
    news = make_news(ada, about=node)
    answer = signed_in(ada).get(f"/news/{news.pk}/")
    assert answer.headers["Location"] == node.get_absolute_url()
    news.refresh_from_db()
    assert news.read_at
    assert "unread" not in page(ada)


def test_all_can_be_marked_read_at_once_but_only_ones_own() -> None:
    ada, bo = make_person(), make_person()
    for person in (ada, ada, bo):
        make_news(person)
    signed_in(ada).post("/news/read/")
    assert not ada.news.filter(read_at=None).exists()
    assert bo.news.filter(read_at=None).exists()


def test_the_bell_counts_what_is_unread() -> None:
    ada = make_person()
    for _ in range(3):
        make_news(ada)
    shown = page(ada, "/about/")
    assert 'class="news-count">3<' in shown


@pytest.mark.slow
def test_the_bell_counts_no_further_than_it_must() -> None:
    ada = make_person()
    for _ in range(101):
        make_news(ada)
    assert 'class="news-count">99+<' in page(ada, "/about/")


def test_a_stranger_has_no_bell_and_the_page_kept_for_strangers_costs_nothing(
    settings: Settings,
) -> None:
    settings.STRANGERS_SECONDS = 60
    forget_all()
    Client().get("/about/")
    with CaptureQueriesContext(connection) as asked:
        answer = Client().get("/about/")
    forget_all()
    assert len(asked) == 0
    assert b"news-bell" not in answer.content


def test_a_stranger_is_told_how_news_comes_to_be() -> None:
    answer = Client().get("/news/", headers=ENGLISH)
    assert b"Nothing new yet" in answer.content
    assert not Person.objects.exists()


def test_it_is_paged_and_stays_quick(django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    ada = make_person()
    for number in range(45):
        make_news(ada, f"Piece {number}.", about=make_node())
    client = signed_in(ada)
    with django_assert_max_num_queries(8):
        answer = client.get("/news/?page=3", headers=ENGLISH)
    assert b"Piece 0." in answer.content
    assert b"Piece 44." not in answer.content


def test_markup_in_a_title_is_shown_as_it_was_typed() -> None:
    ada = make_person()
    make_news(ada, "<script>alert(1)</script>")
    assert "<script>alert" not in page(ada)
