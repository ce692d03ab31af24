"""Who voted is told what became of it, and nothing of her vote."""

import json

import pytest
from django.utils.translation import override as speaking

from citizenspring.moderation.models import Decision
from citizenspring.notifications.models import News, Telling
from citizenspring.notifications.wording import words_of
from citizenspring.opinions.models import Statement, Vote
from citizenspring.opinions.services import cast_vote, close_into_common_ground, moderate
from citizenspring.people.models import Person, Role
from citizenspring.people.tests.factories import make_person, make_role

from .factories import make_map

pytestmark = pytest.mark.django_db


def told(person: Person) -> list[str]:
    with speaking("en"):
        return [words_of(news.telling).subject for news in person.news.order_by("id")]


def a_voter(statement: Statement, choice: int = Vote.DISAGREE) -> Person:
    voter = make_person()
    cast_vote(statement, choice, by=voter)
    return voter


def test_a23_a_voter_is_told_what_became_of_it_and_nothing_of_her_vote() -> None:
    statement = make_map("More trees.").statements.get()
    voters = [a_voter(statement, choice) for choice in (Vote.AGREE, Vote.DISAGREE, Vote.PASS)]
    assert not News.objects.exists()
    organiser = make_role(Role.Kind.ORGANISER).person
    close_into_common_ground(
        statement.map, [statement], title="Shade for all", reason="All agree.", by=organiser
    )
    assert {tuple(told(voter)) for voter in voters} == {
        ("“More trees.” was grouped into “Shade for all”",)
    }
    telling = Telling.objects.get()
    kept = json.dumps(telling.facts).lower()
    assert not any(word in kept for word in ("vote", "choice", "disagree"))
    assert {key.rpartition(":")[0] for key in News.objects.values_list("key", flat=True)} == {
        f"step:{telling.outcome_id}"
    }


@pytest.mark.slow
def test_a_ruling_is_told_without_the_hidden_words() -> None:
    statement = make_map("Rude words.").statements.get()
    voter, moderator = a_voter(statement), make_role(Role.Kind.MODERATOR).person
    moderate(statement, Decision.Act.HIDDEN, reason="It insults.", by=moderator)
    assert told(voter) == ["A moderator hid it: “(these words were hidden)”"]
    with speaking("fr"):
        words = words_of(voter.news.get().telling)
    assert "It insults." in words.text
    assert "masqué" in words.subject
