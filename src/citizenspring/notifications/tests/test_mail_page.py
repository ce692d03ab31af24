"""How mail goes, as organisers see it."""

import pytest
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries

from citizenspring.notifications.composing import compose
from citizenspring.notifications.services import notify
from citizenspring.people.models import Consent, Letter, Person, Role
from citizenspring.people.tasks import tidy
from citizenspring.people.tests.factories import make_guest, make_role, signed_in

from .factories import PLAIN, make_news, make_reader

pytestmark = pytest.mark.django_db


def page(path: str = "/mail/", **headers: str) -> str:
    organiser = make_role(Role.Kind.ORGANISER).person
    answer = signed_in(organiser).get(path, headers={"accept-language": "en", **headers})
    assert answer.status_code == 200
    return answer.content.decode()


def tell(count: int) -> None:
    Person.objects.bulk_create(
        Person(email=f"r{n}@example.org", is_guest=False) for n in range(count)
    )
    people = Person.objects.filter(email__startswith="r")
    Consent.objects.bulk_create(Consent(person=person, kind="news") for person in people)
    notify(PLAIN.code, people, facts={"title": "Shade"})


def test_it_says_how_many_of_how_many_are_sent() -> None:
    tell(12)
    assert "12 messages: 0 sent" in page()
    compose()
    assert "12 messages: 0 sent" in page()
    some = Letter.objects.values_list("pk", flat=True)[:5]
    Letter.objects.filter(pk__in=list(some)).update(sent_at=now())
    assert "12 messages: 5 sent" in page()
    Letter.objects.filter(sent_at=None).update(failed_at=now())
    shown = page()
    assert "12 messages: 5 sent" in shown
    assert "7 could not be delivered" in shown


def test_what_was_sent_long_ago_still_counts() -> None:
    tell(3)
    compose()
    Letter.objects.update(sent_at=now(), written_at="2020-01-01T00:00Z")
    tidy(0)
    assert not Letter.objects.exists()
    assert "3 messages: 3 sent" in page()


def test_what_goes_by_no_mail_is_not_listed() -> None:
    make_news(make_guest())
    assert "Nothing yet." in page()


def test_what_few_people_were_told_is_not_shown_in_words() -> None:
    make_news(make_reader(), "Ada was hidden")
    shown = page()
    assert "1 message: 0 sent" in shown
    assert "Ada was hidden" not in shown
    tell(12)
    assert "Shade" in page()


def test_it_says_what_the_mail_server_said() -> None:
    make_news(make_reader())
    compose()
    Letter.objects.update(trouble="421 come back later")
    shown = page()
    assert "421 come back later" in shown
    assert "tried again by itself" in shown


def test_the_part_that_changes_can_be_asked_for_alone() -> None:
    assert "<html" not in page(**{"x-fragment": "1"})


def test_it_stays_quick_with_many_tellings(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    ada = make_reader()
    for _ in range(30):
        make_news(ada)
    client = signed_in(make_role(Role.Kind.ORGANISER).person)
    with django_assert_max_num_queries(12):
        client.get("/mail/?page=2")
