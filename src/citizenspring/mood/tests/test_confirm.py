"""Confirming an answer: by a link sent by mail, by an account, in person."""

from datetime import timedelta

import pytest
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed
from citizenspring.mood import errors, services
from citizenspring.mood.models import Answer, Confirmation, Message, Tally
from citizenspring.mood.queries import standing_of
from citizenspring.people.errors import TooMany
from citizenspring.people.models import Letter
from citizenspring.people.tests.factories import make_guest, make_person
from citizenspring.processes.services import carry_out_due
from citizenspring.threads.models import Part

from .factories import (
    answered,
    confirmed,
    make_commune,
    make_mood,
    make_verifier,
    over,
    token_of,
)

pytestmark = pytest.mark.django_db


def total(mood: object) -> int:
    return standing_of(mood, now()).progress.total  # type: ignore[arg-type]  # tests name it loosely


def test_an_answer_counts_only_once_its_link_is_used() -> None:
    mood = make_mood()
    answer = answered(mood, home=make_commune())
    services.ask_to_confirm(answer, "ada@example.org")
    assert total(mood) == 0
    services.confirm_by_link(token_of("ada@example.org"))
    assert total(mood) == 1
    answer.refresh_from_db()
    assert answer.how == Answer.How.MAIL
    assert Part.objects.filter(node=mood.activity.node, person=answer.person).exists()


def test_the_letter_holds_the_link_and_the_database_only_its_digest() -> None:
    mood = make_mood()
    services.ask_to_confirm(answered(mood), "ada@example.org")
    token = token_of("ada@example.org")
    assert token.encode() not in bytes(Confirmation.objects.get().digest)
    assert len(token) > 40


def test_a36_a_replayed_link_changes_nothing_and_says_so() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org")
    with pytest.raises(errors.LinkUsed):
        services.confirm_by_link(token_of("ada@example.org"))
    assert total(mood) == 1


def test_a19_a_guessed_link_is_refused() -> None:
    with pytest.raises(errors.LinkUnknown):
        services.confirm_by_link("x" * 43)


def test_an_expired_link_is_refused() -> None:
    mood = make_mood()
    services.ask_to_confirm(answered(mood), "ada@example.org")
    Confirmation.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(errors.LinkExpired):
        services.confirm_by_link(token_of("ada@example.org"))
    assert total(mood) == 0


def test_a_confirmation_after_the_deadline_is_refused_by_the_clock_of_the_database() -> None:
    mood = make_mood()
    services.ask_to_confirm(answered(mood), "ada@example.org")
    over(mood)
    with pytest.raises(errors.CheckClosed):
        services.confirm_by_link(token_of("ada@example.org"))
    carry_out_due()
    with pytest.raises(errors.CheckClosed):
        services.confirm_by_link(token_of("ada@example.org"))
    assert total(mood) == 0
    assert not Confirmation.objects.get().used_at


def test_a_mail_that_bounced_counts_nothing_and_another_address_does() -> None:
    mood = make_mood()
    answer = answered(mood)
    services.ask_to_confirm(answer, "adda@example.org")
    services.ask_to_confirm(answer, "ada@example.org")
    services.confirm_by_link(token_of("ada@example.org"))
    assert total(mood) == 1
    with pytest.raises(errors.ConfirmedAlready):
        services.confirm_by_link(token_of("adda@example.org"))
    assert total(mood) == 1


def test_a15_one_mailbox_counts_once_and_the_newer_answer_stays() -> None:
    mood, home = make_mood(), make_commune()
    first = confirmed(mood, "ada@example.org")
    second = confirmed(mood, "Ada@EXAMPLE.org.", home=home)
    first.refresh_from_db()
    assert first.state == Answer.State.WITHDRAWN
    assert second.is_confirmed
    assert (total(mood), standing_of(mood, now()).progress.inside) == (1, 1)


def test_an_account_has_proved_its_mailbox_already() -> None:
    mood = make_mood()
    answer = answered(mood, make_person("bo@example.org"))
    assert answer.how == Answer.How.ACCOUNT
    assert total(mood) == 1
    assert not Letter.objects.filter(to="bo@example.org").exists()


def test_an_account_takes_the_place_of_its_own_answer_as_a_guest() -> None:
    mood = make_mood()
    confirmed(mood, "bo@example.org")
    answered(mood, make_person("bo@example.org"))
    assert total(mood) == 1


def test_a_verifier_confirms_who_stands_before_her() -> None:
    mood = make_mood()
    answer = answered(mood)
    vera = make_verifier(mood)
    services.confirm_in_person(mood, f"{answer.code[:4]} {answer.code[4:].lower()}", by=vera)
    answer.refresh_from_db()
    assert answer.confirmed_by == vera
    assert total(mood) == 1
    with pytest.raises(errors.ConfirmedAlready):
        services.confirm_in_person(mood, answer.code, by=vera)


def test_a_verifier_cannot_confirm_herself() -> None:
    mood = make_mood()
    vera = make_verifier(mood)
    answer = answered(mood, vera)
    Answer.objects.filter(pk=answer.pk).update(state="waiting")
    with pytest.raises(errors.NotYourOwn):
        services.confirm_in_person(mood, answer.code, by=vera)


def test_an_unknown_code_and_a_stranger_to_the_role_are_refused() -> None:
    mood = make_mood()
    with pytest.raises(errors.CodeUnknown):
        services.confirm_in_person(mood, "ABCDEFGH", by=make_verifier(mood))
    with pytest.raises(NotAllowed):
        services.confirm_in_person(mood, answered(mood).code, by=make_guest())


def test_links_to_one_mailbox_run_out() -> None:
    mood = make_mood()
    for _ in range(5):
        services.ask_to_confirm(answered(mood), "ada@example.org")
    with pytest.raises(TooMany):
        services.ask_to_confirm(answered(mood), "ADA@example.org")


def test_someone_from_outside_the_city_counts_as_outside() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org", home=None)
    progress = standing_of(mood, now()).progress
    assert (progress.total, progress.inside) == (1, 0)


def test_counts_are_the_same_when_counted_anew() -> None:
    mood, home = make_mood(), make_commune()
    for number in range(4):
        confirmed(mood, f"p{number}@example.org", home=home if number % 2 else None)
    before = standing_of(mood, now()).progress
    assert services.recount(mood) == 4
    assert standing_of(mood, now()).progress == before
    assert Tally.objects.filter(mood=mood, shard__lt=0).count() == 0


def test_a_confirmation_asks_for_one_message_about_the_rung() -> None:
    mood = make_mood()
    confirmed(mood, "ada@example.org", wants_news=True)
    assert list(Message.objects.values_list("kind", flat=True)) == ["rung"]
    assert services.tell_some() == 1
    letter = Letter.objects.filter(to="ada@example.org").latest("written_at")
    assert "/moods/leave/" in letter.text
    assert services.tell_some() == 0
