"""Centres: a time is booked, and a verifier confirms whom she sees."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people import errors
from citizenspring.people.levels import Level, Way
from citizenspring.people.models import Booking, Centre, Person, Slot
from citizenspring.people.queries import level_of
from citizenspring.people.services import book, cancel_booking, confirm

from .conftest import at_once
from .factories import make_booking, make_guest, make_person, make_role, make_slot, signed_in

pytestmark = pytest.mark.django_db
CARD = "592-1234567-89"
ENGLISH = {"accept-language": "en"}


def make_verifier() -> Person:
    return make_role("verifier").person


def test_a_resident_books_shows_her_code_and_is_confirmed() -> None:
    ada, vera, slot = make_person(), make_verifier(), make_slot()
    signed_in(ada).post(f"/centres/times/{slot.pk}/book/")
    booking = Booking.objects.get()
    page = signed_in(ada).get("/centres/", headers=ENGLISH).content.decode()
    assert booking.shown_code in page
    sent = {"code": booking.shown_code.lower(), "way": "desk", "shown": CARD}
    assert signed_in(vera).post("/verify/", sent).status_code == 302
    ada.refresh_from_db()
    assert level_of(ada) == Level.IN_PERSON
    attained = ada.attainments.get()
    assert (attained.by, attained.way) == (vera, Way.DESK)


def test_of_the_document_only_a_digest_is_kept() -> None:
    booking = make_booking()
    attained = confirm(booking.code, Way.DESK, shown=CARD, by=make_verifier())
    assert attained.subject is not None
    assert b"1234567" not in bytes(attained.subject)
    assert len(bytes(attained.subject)) == 32


def test_a_phone_that_was_called_gives_the_level_below() -> None:
    booking = make_booking()
    confirm(booking.code, Way.PHONE, shown="+32 470 12 34 56", by=make_verifier())
    booking.person.refresh_from_db()
    assert level_of(booking.person) == Level.PHONE


def test_a_verifier_cannot_confirm_herself() -> None:
    vera = make_verifier()
    booking = make_booking(vera)
    with pytest.raises(errors.NotYourself):
        confirm(booking.code, Way.DESK, shown=CARD, by=vera)
    assert not vera.attainments.exists()


def test_only_verifiers_confirm() -> None:
    with pytest.raises(NotAllowed):
        confirm(make_booking().code, Way.DESK, shown=CARD, by=make_role("organiser").person)


def test_confirming_twice_is_refused() -> None:
    vera, booking = make_verifier(), make_booking()
    confirm(booking.code, Way.DESK, shown=CARD, by=vera)
    with pytest.raises(errors.CodeOfNobody):
        confirm(booking.code, Way.DESK, shown=CARD, by=vera)
    booking.person.refresh_from_db()
    with pytest.raises(errors.AlreadyConfirmed):
        book(make_slot(), by=booking.person)


def test_a18_one_card_confirms_one_account_however_its_number_is_typed() -> None:
    vera = make_verifier()
    confirm(make_booking().code, Way.DESK, shown=CARD, by=vera)
    second = make_booking()
    with pytest.raises(errors.DocumentKnown):
        confirm(second.code, Way.DESK, shown="592 1234567 89", by=vera)
    second.refresh_from_db()
    assert second.state == Booking.State.BOOKED
    assert not second.person.attainments.exists()


def test_a19_a_code_has_sixty_bits_and_tries_run_out() -> None:
    vera, booking = make_verifier(), make_booking()
    assert len(booking.code) == 12
    refused = []
    for number in range(31):
        with pytest.raises(Refusal) as refusal:
            confirm(f"GUESSED{number}", Way.DESK, shown=CARD, by=vera)
        refused.append(refusal.value.code)
    assert refused == ["code_of_nobody"] * 30 + ["too_many"]


def test_a19_a_cancelled_code_is_dead() -> None:
    booking = make_booking()
    cancel_booking(booking, by=booking.person)
    with pytest.raises(errors.CodeOfNobody):
        confirm(booking.code, Way.DESK, shown=CARD, by=make_verifier())


def test_a_full_time_is_refused_and_a_cancelled_place_is_free_again() -> None:
    slot = make_slot(places=1)
    booking = make_booking(slot=slot)
    with pytest.raises(errors.SlotFull):
        book(slot, by=make_person())
    cancel_booking(booking, by=booking.person)
    cancel_booking(booking, by=booking.person)
    book(slot, by=make_person())
    slot.refresh_from_db()
    assert slot.taken == 1


def test_one_person_holds_one_time() -> None:
    booking, slot = make_booking(), make_slot()
    with pytest.raises(errors.AlreadyBooked):
        book(slot, by=booking.person)
    slot.refresh_from_db()
    assert slot.taken == 0


def test_a_time_that_has_passed_is_refused() -> None:
    start = now() - timedelta(hours=2)
    slot = make_slot(starts_at=start, ends_at=start + timedelta(minutes=15))
    with pytest.raises(errors.SlotFull):
        book(slot, by=make_person())


def test_a_guest_signs_in_first() -> None:
    with pytest.raises(NotAllowed):
        book(make_slot(), by=make_guest())


def test_nobody_cancels_the_time_of_somebody_else() -> None:
    booking = make_booking()
    answer = signed_in(make_person()).post(f"/centres/bookings/{booking.pk}/cancel/")
    assert answer.status_code == 404
    booking.refresh_from_db()
    assert booking.state == Booking.State.BOOKED


def test_an_organiser_opens_a_centre_and_its_times() -> None:
    browser = signed_in(make_role("organiser").person)
    browser.post("/centres/organise/", {"name": "Maison", "address": "Rue Haute 1"})
    centre = Centre.objects.get()
    times = {"day": "2031-03-03", "begins": "09:00", "ends": "10:00", "minutes": 20, "places": 3}
    for _again in range(2):
        assert browser.post(f"/centres/{centre.pk}/times/", times).status_code == 302
    assert Slot.objects.count() == 3
    assert "Maison" in Client().get("/centres/").content.decode()


def test_a_second_centre_of_the_same_name_is_refused_in_words() -> None:
    browser = signed_in(make_role("organiser").person)
    for _again in range(2):
        page = browser.post(
            "/centres/organise/", {"name": "Maison", "address": "Rue Haute 1"}, headers=ENGLISH
        )
    assert page.status_code == 422
    assert b"A centre of this name exists already." in page.content


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_last_place_goes_to_one_of_twenty() -> None:
    slot = make_slot(places=1)
    people = iter([make_person() for _ in range(20)])

    def want() -> str:
        try:
            book(slot, by=next(people))
        except Refusal as refusal:
            return refusal.code
        return "booked"

    found = at_once(20, want)
    assert found.count("booked") == 1
    assert found.count("slot_full") == 19
