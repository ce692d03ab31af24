"""Telling people."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override as speaking
from pytest_django import DjangoAssertNumQueries

from citizenspring.notifications import kinds
from citizenspring.notifications.kinds import Kind, Rhythm
from citizenspring.notifications.models import Choice, News, Telling
from citizenspring.notifications.services import notify
from citizenspring.notifications.wording import words_of
from citizenspring.people.models import Person
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.conftest import at_once
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.services import rename_node, show_node
from citizenspring.threads.tests.factories import make_node

from .factories import ESSENTIAL, PLAIN, make_news

pytestmark = pytest.mark.django_db


def test_everyone_is_told_but_the_one_who_acted() -> None:
    ada, bo, cy = make_person(), make_person(), make_guest()
    assert notify(PLAIN.code, [ada, bo, cy], facts={"title": "Shade"}, by=bo) == 2
    assert set(News.objects.values_list("person", flat=True)) == {ada.pk, cy.pk}


def test_she_is_told_once_whoever_calls_twice() -> None:
    ada, bo = make_person(), make_person()
    assert notify(PLAIN.code, [ada], facts={"title": "Shade"}, key="shade") == 1
    assert notify(PLAIN.code, [ada, bo], facts={"title": "Light"}, key="shade") == 1
    titles = News.objects.values_list("person", "telling__facts__title")
    assert set(titles) == {(ada.pk, "Shade"), (bo.pk, "Light")}


def test_a_telling_that_reaches_nobody_is_not_kept() -> None:
    assert notify(PLAIN.code, Person.objects.none(), facts={"title": "Shade"}) == 0
    assert notify(PLAIN.code, [], facts={"title": "Shade"}) == 0
    assert not Telling.objects.exists()


def test_without_a_key_each_call_tells_anew() -> None:
    ada = make_person()
    make_news(ada)
    make_news(ada)
    assert ada.news.count() == 2


def test_a_queryset_costs_the_same_for_one_and_for_many(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Person.objects.bulk_create(Person() for _ in range(50))
    with django_assert_num_queries(5):
        assert notify(PLAIN.code, Person.objects.all(), facts={"title": "100 %"}) == 50


def test_people_may_be_a_column_of_ids() -> None:
    ada = make_person(name="Ada % Co")
    make_person()
    chosen = Person.objects.filter(name="Ada % Co").values_list("pk", flat=True)
    assert notify(PLAIN.code, chosen, facts={"title": "Shade"}) == 1
    assert ada.news.count() == 1


def test_who_left_is_not_told() -> None:
    assert not notify(PLAIN.code, [make_person(is_active=False)], facts={"title": "Shade"})


@pytest.mark.slow
def test_ten_thousand_are_told_at_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    Person.objects.bulk_create(
        Person(email=f"r{number}@example.org", is_guest=False) for number in range(10_000)
    )
    with django_assert_num_queries(5):
        assert notify(PLAIN.code, Person.objects.all(), facts={"title": "Shade"}) == 10_000


def test_what_the_act_takes_back_was_never_told() -> None:
    ada = make_person()
    with transaction.atomic():
        make_news(ada)
        transaction.set_rollback(True)
    assert not Telling.objects.exists()


def test_words_that_lack_a_fact_fail_in_the_act() -> None:
    with pytest.raises(KeyError):
        notify(PLAIN.code, [make_person()])


def test_a_kind_nobody_registered_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"no\.such"):
        notify("no.such", [make_person()])


def test_news_never_leads_to_another_site() -> None:
    for url in ("https://evil.example", "//evil.example", "/\\evil.example"):
        with pytest.raises(IntegrityError), transaction.atomic():
            make_news(make_person(), url=url)


def test_it_reads_in_the_language_of_the_moment() -> None:
    kind = Kind(
        "tests.facts",
        label="Facts",
        subject="%(title)s: %(count)s, %(day)s, %(step)s, %(about)s",
        text="",
        words={"step": {"agree": kinds.Rhythm.DAILY.label}},
    )
    kinds.register(kind)
    node, ada = make_node("Shade"), make_person()
    rename_node(node, title="Shade", language="en", titles={"en": "Shade", "fr": "Ombre"})
    notify(
        "tests.facts",
        [ada],
        facts={
            "title": {"en": "News", "fr": "Nouvelle"},
            "count": 17000,
            "day": date(2026, 3, 1),
            "step": "agree",
        },
        about=node,
    )
    with speaking("fr"):
        read = words_of(Telling.objects.get()).subject
    assert read.replace("\xa0", " ").replace("\u202f", " ").startswith("Nouvelle: 17 000, 1 mars")
    assert read.endswith("Ombre")
    with speaking("en"):
        assert words_of(Telling.objects.get()).subject.startswith("News: 17,000, 1 March 2026")


def test_the_title_of_what_was_hidden_since_is_withheld() -> None:
    kinds.register(Kind("tests.about", label="", subject="“%(about)s”", text=""))
    node = make_node("Bad words")
    notify("tests.about", [make_person()], about=node)
    show_node(node, is_public=False)
    assert "Bad words" not in words_of(Telling.objects.get()).subject


def test_news_of_a_kind_that_is_gone_can_still_be_read() -> None:
    telling = Telling.objects.create(kind="old.stage", url="/")
    assert words_of(telling).url == "/"


def test_her_own_rhythm_counts_unless_the_kind_is_essential() -> None:
    ada = make_person()
    for kind in (PLAIN, ESSENTIAL):
        Choice.objects.create(person=ada, kind=kind.code, rhythm=Rhythm.NEVER)
        make_news(ada, kind=kind.code)
    rhythms = ada.news.values_list("telling__kind", "rhythm")
    assert set(rhythms) == {(PLAIN.code, "never"), (ESSENTIAL.code, "at_once")}


def test_an_essential_kind_says_why() -> None:
    with pytest.raises(ValueError, match="why_essential"):
        kinds.register(Kind("tests.mute", label="", subject="", text="", essential=True))


def test_a_guests_news_follow_her_and_none_is_doubled() -> None:
    ada, guest = make_person("ada@example.org"), make_guest()
    for person in (ada, guest):
        make_news(person, key="both")
    make_news(guest, key="only guest")
    Choice.objects.create(person=guest, kind=PLAIN.code, rhythm=Rhythm.WEEKLY)
    account_for("ada@example.org", guest=guest)
    assert sorted(ada.news.values_list("key", flat=True)) == ["both", "only guest"]
    assert not guest.news.exists()
    assert ada.rhythms.get().rhythm == Rhythm.WEEKLY


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_twenty_calls_at_once_tell_once() -> None:
    people = [make_person() for _ in range(5)]

    def tell() -> int:
        return notify(PLAIN.code, people, facts={"title": "Shade"}, key="once")

    assert sum(at_once(20, tell)) == 5
    assert News.objects.count() == 5
    assert Telling.objects.count() == len(set(News.objects.values_list("telling", flat=True)))
