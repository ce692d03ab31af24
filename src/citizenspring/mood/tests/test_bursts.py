"""Far more confirmed answers than usual from one network wait for somebody to look (A17)."""

from datetime import datetime

import pytest
from django.test import Client
from django.utils.timezone import now
from pytest_django import Settings

from citizenspring.mood import services
from citizenspring.mood.background import decide_moods
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.mood.queries import standing_of
from citizenspring.people import bursts
from citizenspring.people.models import Burst
from citizenspring.people.services import decide_burst
from citizenspring.people.tests.factories import make_role
from citizenspring.processes.services import carry_out_due

from .factories import answered, make_mood, over, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _low_floor_by_day(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is held back at night is another test's; these must not depend on when they run."""
    settings.BURST_FLOOR = 3
    noon = datetime.fromisoformat("2026-11-23T12:00:00+01:00")
    monkeypatch.setattr(bursts, "localtime", lambda _moment: noon)


def confirm(mood: MoodCheck, number: int, address: str = "192.0.2.9") -> str:
    asked = services.ask_to_confirm(answered(mood), f"p{number}@example.org")
    page = f"/moods/confirm/{token_of(asked.email)}/"
    answer = Client(REMOTE_ADDR=address).post(page, follow=True, headers={"accept-language": "en"})
    return answer.content.decode()


def total(mood: MoodCheck) -> int:
    return standing_of(mood, now()).progress.total


@pytest.mark.slow
def test_a17_answers_above_the_usual_are_not_counted_before_somebody_looked() -> None:
    mood = make_mood(target=100)
    pages = [confirm(mood, number) for number in range(8)]
    assert total(mood) == 3
    assert "held back" in pages[-1]
    page = Client().get(mood.get_absolute_url(), headers={"accept-language": "en"})
    assert "5 more confirmed answers are held back" in page.content.decode()
    confirm(mood, 20, "198.51.100.1")
    assert total(mood) == 4
    decide_burst(
        Burst.objects.get(), counts=True, reason="A stand.", by=make_role("moderator").person
    )
    assert total(mood) == 9
    assert not Answer.objects.exclude(state=Answer.State.CONFIRMED).exists()


@pytest.mark.slow
def test_a17_the_link_of_an_answer_that_is_held_back_says_so_when_it_is_opened_again() -> None:
    mood = make_mood(target=100)
    for number in range(4):
        confirm(mood, number)
    page = (
        Client()
        .get(
            f"/moods/confirm/{token_of('p3@example.org')}/",
            follow=True,
            headers={"accept-language": "en"},
        )
        .content.decode()
    )
    assert "Your answer is confirmed, and held back." in page
    assert "your answer counts" not in page


@pytest.mark.slow
def test_a17_refused_answers_stay_uncounted_and_are_kept() -> None:
    mood = make_mood(target=100)
    for number in range(8):
        confirm(mood, number)
    decide_burst(
        Burst.objects.get(), counts=False, reason="A list.", by=make_role("moderator").person
    )
    assert total(mood) == 3
    assert Answer.objects.filter(mood=mood).count() == 8


@pytest.mark.slow
def test_a17_what_was_confirmed_in_time_counts_even_if_looked_at_after_the_end() -> None:
    mood = make_mood(target=8)
    for number in range(8):
        confirm(mood, number)
    over(mood)
    carry_out_due()
    decide_moods()
    mood.refresh_from_db()
    assert mood.outcome == MoodCheck.Outcome.RUNNING
    decide_burst(
        Burst.objects.get(), counts=True, reason="A stand.", by=make_role("moderator").person
    )
    decide_moods()
    mood.refresh_from_db()
    assert mood.is_met
