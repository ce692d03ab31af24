"""Mood checks for programs: what is asked, what was answered, answering."""

import json
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.mood import services
from citizenspring.mood.models import Answer, MoodCheck
from citizenspring.mood.tests.factories import confirmed, make_commune, make_mood, token_of

pytestmark = pytest.mark.django_db


def path_of(mood: MoodCheck, rest: str = "") -> str:
    return f"/api/v1/moods/{mood.activity.process.slug}/{mood.activity.slug}{rest}"


def send(mood: MoodCheck, **sent: Any) -> Any:
    path = path_of(mood, "/answers")
    return Client().post(path, json.dumps(sent), content_type="application/json")


def test_it_tells_questions_threshold_and_count() -> None:
    mood = make_mood(target=9)
    confirmed(mood, "ada@example.org")
    found = Client().get(path_of(mood)).json()
    assert (found["target"], found["counted"], found["inside"]) == (9, 1, 0)
    assert [one["kind"] for one in found["questions"]] == ["mood", "open", "ladder"]


def test_results_hide_small_communes() -> None:
    mood = make_mood()
    for code, number in (("21001", 30), ("21002", 2)):
        home = make_commune(code)
        services.answer_many(mood, [services.Invented({1: 3}, home, now())] * number)
    services.publish(mood)
    places = Client().get(path_of(mood, "/results")).json()["result"]["places"]
    assert places["21002"] is None


def test_a_program_answers_and_the_link_in_the_mail_counts_it() -> None:
    mood = make_mood()
    answer = send(
        mood, said={"1": 4}, words={"2": "Trop vite."}, home="outside", email="a@example.org"
    )
    assert answer.status_code == 201
    assert answer.json()["state"] == "waiting"
    services.confirm_by_link(token_of("a@example.org"))
    assert Answer.objects.get().is_confirmed


@pytest.mark.parametrize(
    "sent",
    [
        {"said": {"1": 9}, "home": "outside"},
        {"said": {"1": "4"}, "home": "outside"},
        {"said": {"x": 4}, "home": "outside"},
        {"said": {"1": 4}, "home": "nowhere"},
        {"said": {"1": 4}, "home": "outside", "state": "confirmed"},
        {"home": "outside"},
    ],
)
def test_a44_what_fits_nothing_is_refused_whole(sent: dict[str, Any]) -> None:
    assert send(make_mood(), **sent).status_code == 422
    assert not Answer.objects.exists()
