"""A gathering that follows from a mood check: one action, and the thread is kept."""

import pytest
from django.urls import reverse

from citizenspring.gatherings.models import CARE, Gathering
from citizenspring.mood import services as of_moods
from citizenspring.mood.models import Message, MoodCheck
from citizenspring.mood.tests.factories import confirmed, make_mood, organiser_of
from citizenspring.people.tests.factories import signed_in
from citizenspring.processes.services import open_activity
from citizenspring.threads.models import Edge

pytestmark = pytest.mark.django_db

CALL = {
    "title_fr": "La rencontre",
    "title_nl": "De ontmoeting",
    "title_en": "The gathering",
    "place": "Halles",
    "address": "Place Saint-Géry",
    "capacity": "10",
    "starts_at": "2198-01-01T10:00",
    "ends_at": "2198-01-01T12:00",
    "tables_speak": ["fr"],
    **{f"{name}_{code}": "Rien" for name in CARE for code in ("fr", "nl", "en")},
}


def met() -> MoodCheck:
    mood = make_mood(target=2)
    confirmed(mood, "a@example.org", said={3: 2}, wants_news=True)
    confirmed(mood, "b@example.org", said={3: 1}, wants_news=True)
    of_moods.decide(mood.pk)
    return mood


def page_of(mood: MoodCheck) -> str:
    address = reverse("gatherings:new", args=[mood.activity.process.slug])
    return f"{address}?mood={mood.activity.slug}"


def test_it_is_called_from_the_check_and_those_who_come_are_told_when_it_opens() -> None:
    mood = met()
    olga = organiser_of(mood)
    browser = signed_in(olga)
    refused = browser.post(page_of(mood), CALL, headers={"Accept-Language": "en"})
    assert refused.status_code == 422
    assert "La rencontre" in refused.text
    answer = browser.post(page_of(mood), CALL | {"reason": "Enough people."})
    assert answer.status_code == 302
    made = Gathering.objects.get()
    edge = Edge.objects.get(source=mood.activity.node, target=made.activity.node)
    assert (edge.kind, edge.reason) == (Edge.Kind.BECAME, "Enough people.")
    assert not Message.objects.filter(kind="gathering").exists()
    open_activity(made.activity, by=olga)
    assert Message.objects.filter(kind="gathering").count() == 1


def test_a_check_that_was_not_met_calls_none() -> None:
    mood = make_mood(target=2)
    answer = signed_in(organiser_of(mood)).post(page_of(mood), CALL | {"reason": "We wish."})
    assert answer.status_code == 422
    assert not Gathering.objects.exists()
