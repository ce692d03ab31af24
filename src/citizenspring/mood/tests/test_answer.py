"""Answering, changing an answer and taking it back."""

import pytest
from django.utils.timezone import now

from citizenspring.ledger.checks import Finding
from citizenspring.ledger.models import Entry
from citizenspring.mood import errors, services
from citizenspring.mood.checks import check_answers
from citizenspring.mood.models import Answer, Message, Remark
from citizenspring.mood.queries import standing_of
from citizenspring.people import keeping, merging
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.threads.models import Node

from .factories import answered, choice, confirmed, make_commune, make_mood

pytestmark = pytest.mark.django_db


def findings() -> list[Finding]:
    return list(check_answers())


def test_sent_twice_it_is_one_answer() -> None:
    mood, ada = make_mood(), make_guest()
    first = answered(mood, ada)
    again = answered(mood, ada)
    assert first.pk == again.pk
    assert Answer.objects.count() == 1


def test_a_changed_answer_counts_at_once_and_once() -> None:
    mood = make_mood()
    ada = confirmed(mood, "ada@example.org", said={1: 2, 3: 1}).person
    answered(mood, ada, said={1: 5, 3: 4}, home=make_commune())
    progress = standing_of(mood, now()).progress
    assert (progress.total, progress.inside) == (1, 1)
    assert Answer.objects.get().rung == 4
    assert findings() == []


def test_each_change_of_rung_asks_for_one_message() -> None:
    mood = make_mood()
    ada = confirmed(mood, "ada@example.org", said={3: 1}).person
    answered(mood, ada, said={3: 2})
    answered(mood, ada, said={3: 2})
    answered(mood, ada, said={3: 3})
    assert Message.objects.filter(kind="rung").count() == 3


def test_what_fits_no_question_is_refused_whole() -> None:
    mood = make_mood(questions=[choice("one", "two"), *services.usual_questions()])
    for said in ({1: 3}, {1: 0}, {2: 6}, {3: 1}, {9: 1}, {4: 6}):
        with pytest.raises(errors.AnswerUnknown):
            answered(mood, said=said)
    assert not Answer.objects.exclude(said={}).exists()


def test_words_are_public_only_once_the_answer_is_confirmed() -> None:
    mood = make_mood()
    answered(mood, words="Les voitures roulent trop vite.")
    assert not Node.objects.filter(kind="remark").exists()
    confirmed(mood, "ada@example.org", words="Il manque des bancs.")
    assert Node.objects.get(kind="remark").title == "Il manque des bancs."


def test_a_withdrawn_answer_leaves_nothing_of_what_was_said() -> None:
    mood = make_mood()
    ada = confirmed(mood, "ada@example.org", words="Il manque des bancs.").person
    services.withdraw_answer(mood, by=ada)
    kept = Answer.objects.get()
    assert (kept.said, kept.email, kept.mailbox) == ({}, "", None)
    assert not Remark.objects.exists()
    assert not Node.objects.filter(kind="remark").exists()
    assert standing_of(mood, now()).progress.total == 0
    assert Entry.objects.filter(kind="answer.withdrawn").count() == 1
    assert findings() == []


def test_after_taking_it_back_she_may_answer_again() -> None:
    mood = make_mood()
    ada = confirmed(mood, "ada@example.org").person
    services.withdraw_answer(mood, by=ada)
    services.ask_to_confirm(answered(mood, ada), "ada@example.org")
    assert Answer.objects.get().state == Answer.State.WAITING


def test_a_draft_keeps_no_answer() -> None:
    with pytest.raises(errors.CheckNotOpen):
        answered(make_mood(is_open=False))


def test_an_answer_changed_behind_the_platforms_back_is_found() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org")
    assert findings() == []
    Answer.objects.update(said={"1": 5})
    assert len(findings()) == 1


def test_signing_in_keeps_the_answer_of_the_guest() -> None:
    mood = make_mood()
    guest = answered(mood, make_guest()).person
    bo = make_person("bo@example.org")
    merging.follow(guest, bo)
    assert Answer.objects.get().person == bo


@pytest.mark.slow
def test_of_two_answers_the_one_that_counts_follows_into_the_account() -> None:
    mood = make_mood()
    guest = confirmed(mood, "bo@example.org").person
    bo = make_person("bo2@example.org")
    answered(mood, bo)
    merging.follow(guest, bo)
    assert Answer.objects.get().person == bo
    assert standing_of(mood, now()).progress.total == 1
    assert findings() == []


@pytest.mark.slow
def test_what_is_kept_is_told() -> None:
    mood = make_mood()
    ada = confirmed(mood, "ada@example.org").person
    told = " ".join(keeping.kept_about(ada))
    assert "ada@example.org" in told
