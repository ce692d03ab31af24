"""News becomes letters: in the reader's language, at once, or as a digest."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from citizenspring.notifications.composing import compose
from citizenspring.notifications.kinds import Rhythm
from citizenspring.notifications.models import News, Unreachable
from citizenspring.notifications.rhythm import due_before
from citizenspring.notifications.services import choose_rhythms, mark_all_read
from citizenspring.people.models import Letter, Person
from citizenspring.people.services import demo_persona, give_consents
from citizenspring.people.tests.conftest import at_once
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.tests.factories import make_node

from .factories import ESSENTIAL, PLAIN, make_news, make_reader

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


def utc(*parts: int) -> datetime:
    return datetime(2026, *parts, tzinfo=UTC)  # type: ignore[misc, arg-type]  # month, day, hour


def a_reader(rhythm: Rhythm, email: str = "", **facts: Any) -> Person:
    person = make_reader(email, **facts)
    choose_rhythms({PLAIN.code: rhythm}, by=person)
    return person


def told_on(moment: datetime, person: Person, **facts: Any) -> News:
    news = make_news(person, **facts)
    News.objects.filter(pk=news.pk).update(at=moment)
    return news


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "a encore découlé."),
        ("nl", "Er is nog niets uit gevolgd."),
        ("en", "Nothing has followed from it yet."),
    ],
)
def test_it_is_written_in_the_readers_language(language: str, words: str) -> None:
    make_news(make_reader(language=language), "Shade")
    compose()
    letter = Letter.objects.get()
    assert letter.subject == "Shade"
    assert letter.language == language
    assert words in letter.text
    assert words in letter.html
    assert f'lang="{language}"' in letter.html


def test_who_reads_a_language_we_do_not_speak_gets_the_first_of_ours() -> None:
    make_news(make_reader(language="ar"))
    compose()
    letter = Letter.objects.get()
    assert letter.language == "fr"
    assert '<html lang="fr" dir="ltr">' in letter.html


def test_without_consent_there_is_no_mail_but_what_is_essential() -> None:
    ada = make_person(language="en")
    make_news(ada, "Shade")
    make_news(ada, "Your vote", kind=ESSENTIAL.code)
    compose()
    assert Letter.objects.get().subject == "Your vote"


def test_each_reader_has_her_own_link_to_leave() -> None:
    for _ in range(3):
        make_news(make_reader(language="en"), key="same")
    compose()
    links = {letter.headers["List-Unsubscribe"] for letter in Letter.objects.all()}
    assert len(links) == 3
    for letter in Letter.objects.all():
        assert letter.headers["List-Unsubscribe"].strip("<>") in letter.text
        assert letter.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        assert "invalid" not in letter.text + letter.html


def test_an_essential_letter_says_why_and_has_no_link_to_leave() -> None:
    make_news(make_reader(language="en"), kind=ESSENTIAL.code)
    compose()
    letter = Letter.objects.get()
    assert "You asked for it." in letter.text
    assert letter.headers == {}
    assert "/leave/" not in letter.text + letter.html


def test_a58_links_come_from_the_settings_whatever_a_request_said(settings: Settings) -> None:
    settings.PUBLIC_ADDRESS = "https://city.example"
    settings.ALLOWED_HOSTS = ["*"]
    person = make_reader(language="en")
    Client().get("/news/", headers={"host": "evil.example"})
    make_news(person, about=make_node())
    compose()
    letter = Letter.objects.get()
    hosts = set(re.findall(r"https?://([^/\s\"<]+)", letter.text + letter.html))
    assert hosts == {"city.example"}


def test_nothing_is_loaded_from_anywhere_when_it_is_read() -> None:
    make_news(make_reader(language="en"))
    compose()
    html = Letter.objects.get().html
    assert not re.search(r"<(img|script|link|iframe|object)\b|url\(|@import", html)


def test_what_people_wrote_cannot_bring_markup_or_headers() -> None:
    make_news(make_reader(language="en"), "<script>x</script>\r\nBcc: all@example.org")
    compose()
    letter = Letter.objects.get()
    assert "<script>" not in letter.html
    assert "\n" not in letter.subject


def test_who_has_no_mailbox_reads_it_on_the_page_only() -> None:
    guest, gone, back = make_guest(), make_reader(), make_reader("back@example.org")
    for person in (guest, gone, back):
        make_news(person)
    Person.objects.filter(pk=gone.pk).update(is_active=False)
    Unreachable.objects.create(mailbox="back@example.org", why="5.1.1")
    compose()
    assert not Letter.objects.exists()
    assert not News.objects.filter(carried_at=None).exists()


def test_an_invented_person_gets_mail_on_the_page_of_the_demo_only(settings: Settings) -> None:
    persona = demo_persona("resident")
    give_consents(["news"], by=persona)
    make_news(persona)
    compose()
    assert Letter.objects.get().to == persona.email
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": 1}
    make_news(persona)
    compose()
    assert Letter.objects.count() == 1


def test_never_means_no_letter() -> None:
    make_news(a_reader(Rhythm.NEVER))
    assert compose() == 0
    assert not Letter.objects.exists()


def test_several_at_once_are_one_letter() -> None:
    ada = make_reader(language="en")
    for title in ("Shade", "Light", "Water"):
        make_news(ada, title)
    compose()
    letter = Letter.objects.get()
    assert letter.subject == "Shade, and 2 more"
    assert letter.text.index("Shade") < letter.text.index("Light") < letter.text.index("Water")


def test_a_change_of_mind_counts_for_what_waits() -> None:
    ada = a_reader(Rhythm.WEEKLY)
    make_news(ada)
    choose_rhythms({PLAIN.code: Rhythm.AT_ONCE}, by=ada)
    compose()
    assert Letter.objects.count() == 1


def test_a_digest_waits_for_its_hour_and_comes_once() -> None:
    monday = datetime(2026, 11, 23, 12, tzinfo=BRUSSELS)
    daily, weekly = a_reader(Rhythm.DAILY), a_reader(Rhythm.WEEKLY)
    for person in (daily, weekly):
        told_on(monday, person)
    assert compose(monday + timedelta(hours=18)) == 0
    assert compose(monday + timedelta(hours=20)) == 1
    assert Letter.objects.get().to == daily.email
    assert compose(monday + timedelta(days=6, hours=18)) == 0
    assert compose(monday + timedelta(days=6, hours=20)) == 1
    assert compose(monday + timedelta(days=30)) == 0
    assert set(Letter.objects.values_list("to", flat=True)) == {daily.email, weekly.email}


def test_a_digest_leaves_out_what_was_read_by_then() -> None:
    ada = a_reader(Rhythm.DAILY)
    told_on(now() - timedelta(days=2), ada)
    mark_all_read(by=ada)
    assert compose() == 1
    assert not Letter.objects.exists()


@pytest.mark.slow
def test_a_long_digest_ends_with_how_many_more_there_are() -> None:
    ada = a_reader(Rhythm.DAILY, language="en")
    for number in range(35):
        told_on(now() - timedelta(days=2), ada, title=f"News {number}.")
    compose()
    letter = Letter.objects.get()
    assert letter.subject == "News 0., and 34 more"
    assert "5 more are on your page." in letter.text
    assert "News 29." in letter.text
    assert "News 30." not in letter.text


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        # The hour 2 does not exist on 29 March and comes twice on 25 October.
        (utc(3, 29, 0, 59), utc(3, 28, 1)),
        (utc(3, 29, 1, 1), utc(3, 29, 1)),
        (utc(10, 24, 23, 59), utc(10, 24, 0)),
        (utc(10, 25, 0, 30), utc(10, 25, 0)),
        (utc(10, 25, 1, 30), utc(10, 25, 0)),
    ],
)
def test_it_is_due_once_a_day_whatever_the_clock_does(
    settings: Settings, moment: datetime, due: datetime
) -> None:
    settings.DIGEST_HOUR = 2
    assert due_before(Rhythm.DAILY, moment) == due


def test_the_week_ends_on_monday_morning_of_the_city() -> None:
    sunday = datetime(2026, 11, 29, 23, 30, tzinfo=BRUSSELS)
    assert due_before(Rhythm.WEEKLY, sunday) == datetime(2026, 11, 23, 7, tzinfo=BRUSSELS)
    assert due_before(Rhythm.WEEKLY, sunday + timedelta(hours=8)) == datetime(
        2026, 11, 30, 7, tzinfo=BRUSSELS
    )


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_write_each_letter_once() -> None:
    people = [a_reader(Rhythm.DAILY) for _ in range(40)]
    for person in people:
        for _ in range(3):
            told_on(now() - timedelta(days=2), person)

    def work() -> int:
        settled = 0
        for _ in range(20):
            settled += compose()
        return settled

    assert sum(at_once(8, work)) == 120
    assert Letter.objects.count() == 40
