"""Deciding a threshold: all its parts, once, for ever."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils.timezone import now

from citizenspring.ledger.models import Entry
from citizenspring.mood import services
from citizenspring.mood.background import decide_moods
from citizenspring.mood.errors import AnswerMissing
from citizenspring.mood.models import Message, MoodCheck, Tally
from citizenspring.mood.services.bulk import Invented
from citizenspring.people.models import Letter
from citizenspring.processes.services import carry_out_due

from .factories import answered, confirmed, make_commune, make_mood, over

pytestmark = pytest.mark.django_db


def crowd(mood: MoodCheck, **places: int) -> None:
    """So many confirmed answers from each commune (``c21001``) and from ``outside``."""
    moment = now()
    for name, number in places.items():
        home = None if name == "outside" else make_commune(name[1:])
        services.answer_many(mood, [Invented({1: 3}, home, moment)] * number)


def outcome(mood: MoodCheck) -> str:
    services.decide(mood.pk)
    mood.refresh_from_db()
    return mood.outcome


@pytest.mark.parametrize(("inside", "decided"), [(14_700, "running"), (15_000, "met")])
def test_thirty_thousand_with_49_percent_in_the_city_are_not_enough_and_with_50_they_are(
    inside: int, decided: str
) -> None:
    mood = make_mood(target=30_000, city_share=50)
    make_commune("21001")
    Tally.objects.bulk_create(
        [
            Tally(mood=mood, key="", place="21001", shard=0, count=inside),
            Tally(mood=mood, key="", place="outside", shard=0, count=30_000 - inside),
        ]
    )
    assert outcome(mood) == decided


def test_a_share_just_under_half_is_not_rounded_up() -> None:
    mood = make_mood(target=10, city_share=50)
    Tally.objects.create(mood=mood, key="", place="21001", shard=0, count=4999)
    Tally.objects.create(mood=mood, key="", place="outside", shard=1, count=5001)
    assert outcome(mood) == "running"


def test_enough_communes_must_each_have_enough() -> None:
    mood = make_mood(target=6, each_commune=2, communes=2)
    crowd(mood, c21001=5, c21002=1, outside=3)
    assert outcome(mood) == "running"
    crowd(mood, c21002=1)
    assert outcome(mood) == "met"


def test_it_is_met_once_and_recorded_once() -> None:
    mood = make_mood(target=2)
    confirmed(mood, "a@example.org")
    assert not services.decide(mood.pk)
    confirmed(mood, "b@example.org")
    assert services.decide(mood.pk)
    assert not services.decide(mood.pk)
    assert Entry.objects.filter(kind="mood.met").count() == 1


def test_a_success_stays_when_people_take_their_answers_back() -> None:
    mood = make_mood(target=2)
    ada = confirmed(mood, "a@example.org").person
    confirmed(mood, "b@example.org")
    assert outcome(mood) == "met"
    services.withdraw_answer(mood, by=ada)
    assert outcome(mood) == "met"
    over(mood)
    carry_out_due()
    assert not services.miss(mood.pk)


def test_an_answer_taken_back_before_the_success_is_missing() -> None:
    mood = make_mood(target=2)
    ada = confirmed(mood, "a@example.org").person
    services.withdraw_answer(mood, by=ada)
    confirmed(mood, "b@example.org")
    assert outcome(mood) == "running"
    with pytest.raises(AnswerMissing):
        services.withdraw_answer(mood, by=ada)


def test_the_database_itself_keeps_a_success() -> None:
    mood = make_mood(target=1)
    confirmed(mood, "a@example.org")
    assert outcome(mood) == "met"
    with pytest.raises(DatabaseError), transaction.atomic():
        MoodCheck.objects.filter(pk=mood.pk).update(outcome="missed")


def test_answers_not_confirmed_do_not_count() -> None:
    mood = make_mood(target=1)
    answered(mood)
    assert outcome(mood) == "running"


def test_a_missed_date_closes_it_and_tells_everyone_once() -> None:
    mood = make_mood(target=3)
    confirmed(mood, "a@example.org", language="nl")
    confirmed(mood, "b@example.org", language="en")
    assert not services.miss(mood.pk)
    over(mood)
    carry_out_due()
    decide_moods()
    decide_moods()
    mood.refresh_from_db()
    assert mood.outcome == "missed"
    assert Message.objects.filter(kind="missed").count() == 2
    services.tell_some()
    mails = Letter.objects.filter(text__contains="/results/")
    assert sorted(mails.values_list("to", "language")) == [
        ("a@example.org", "nl"),
        ("b@example.org", "en"),
    ]


def test_a_success_is_told_to_everyone_once() -> None:
    mood = make_mood(target=1)
    confirmed(mood, "a@example.org")
    decide_moods()
    decide_moods()
    assert Message.objects.filter(kind="met").count() == 1


def test_the_last_answer_before_the_date_still_decides_after_it() -> None:
    mood = make_mood(target=1)
    confirmed(mood, "a@example.org")
    over(mood)
    carry_out_due()
    assert not services.miss(mood.pk)
    assert outcome(mood) == "met"


@pytest.mark.slow
def test_writers_spread_over_many_rows() -> None:
    mood = make_mood(target=1000)
    for number in range(12):
        confirmed(mood, f"p{number}@example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(DISTINCT shard) FROM mood_tally")
        assert cursor.fetchone()[0] > 3
    assert mood.activity.closes_at
    assert mood.activity.closes_at > now() + timedelta(days=1)
