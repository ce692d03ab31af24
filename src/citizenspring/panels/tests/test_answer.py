"""Answering a letter: once, by whoever holds it."""

import threading

import pytest
from django.db import connection

from citizenspring.common.errors import Refusal
from citizenspring.gatherings.errors import GatheringCancelled
from citizenspring.gatherings.services import cancel_gathering
from citizenspring.panels import services
from citizenspring.panels.errors import (
    AnswersClosed,
    LetterAnswered,
    LetterUnknown,
    ReceiptUnknown,
    ValuesMissing,
)
from citizenspring.panels.models import Invitation, Volunteer
from citizenspring.people.services import erase
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tests.factories import make_guest, make_person

from .factories import answered, answers, codes_of, inviting, organiser_of, searched


@pytest.mark.django_db
def test_a_letter_is_answered_once() -> None:
    panel = inviting()
    code, other, *_rest = codes_of(panel)
    answered(panel, code.lower().replace("-", " "))
    with pytest.raises(LetterAnswered):
        services.answer_letter(panel, code, None, by=make_guest())
    services.answer_letter(panel, other, None, by=make_guest())
    assert Volunteer.objects.count() == 1
    assert Invitation.objects.filter(answer="no").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_type_the_same_code_at_once_one_is_in_the_pool() -> None:
    panel = inviting()
    code = codes_of(panel)[0]
    people, refused = [make_guest() for _ in range(4)], []

    def send(number: int) -> None:
        try:
            services.answer_letter(panel, code, answers(), by=people[number])
        except Refusal as refusal:
            refused.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=send, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["panel_letter_answered"] * 3
    assert Volunteer.objects.count() == 1


@pytest.mark.django_db
def test_a_fair_draw_needs_every_answer_and_a_letter() -> None:
    panel = inviting()
    code = codes_of(panel)[0]
    with pytest.raises(ValuesMissing):
        services.answer_letter(panel, code, answers(values={"age": "18_64"}), by=make_guest())
    with pytest.raises(LetterUnknown):
        services.answer_letter(panel, "AAAA", answers(), by=make_guest())
    assert not Invitation.objects.exclude(answer="").exists()


@pytest.mark.django_db
def test_a_receipt_leads_back_to_the_answer() -> None:
    panel = inviting()
    made, receipt = answered(panel, codes_of(panel)[0])
    assert services.volunteer_of_receipt(panel, receipt.lower(), address="1") == made
    with pytest.raises(ReceiptUnknown):
        services.volunteer_of_receipt(panel, "AAAAAAAAAA", address="1")


@pytest.mark.django_db
def test_an_answer_by_phone_is_keyed_in_with_its_channel() -> None:
    panel = inviting()
    by = organiser_of(panel.gathering)
    code = codes_of(panel)[0]
    made, receipt = services.key_in_answer(panel, code, answers(), channel="phone", by=by)
    assert made is not None
    assert (made.channel, made.person, made.keyed_by) == ("phone", None, by)
    assert len(receipt) == 10


@pytest.mark.django_db
def test_nobody_answers_once_the_pool_is_closed() -> None:
    panel = inviting()
    code = codes_of(panel)[0]
    searched(panel)
    with pytest.raises(AnswersClosed):
        services.answer_letter(panel, code, answers(), by=make_guest())


@pytest.mark.django_db
def test_nobody_answers_for_a_gathering_that_is_called_off() -> None:
    panel = inviting()
    code = codes_of(panel)[0]
    cancel_gathering(panel.gathering, "Rain", by=organiser_of(panel.gathering))
    with pytest.raises(GatheringCancelled):
        services.answer_letter(panel, code, answers(), by=make_guest())


@pytest.mark.django_db
def test_what_a_guest_answered_follows_her_into_her_account() -> None:
    panel = inviting()
    guest, account = make_guest(), make_person("ada@example.org")
    services.answer_letter(panel, codes_of(panel)[0], answers(), by=guest)
    account_for("ada@example.org", guest=guest)
    assert Volunteer.objects.get().person == account


@pytest.mark.django_db
def test_a65_who_erases_herself_leaves_the_pool() -> None:
    panel = inviting()
    ada = make_person()
    services.answer_letter(panel, codes_of(panel)[0], answers(), by=ada)
    erase(by=ada)
    assert not Volunteer.objects.exists()
