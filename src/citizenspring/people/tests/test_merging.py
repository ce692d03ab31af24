import pytest
from django.test import Client

from citizenspring.people.models import Person
from citizenspring.people.services.signing_in import account_for
from citizenspring.people.tasks import tidy

from .conftest import CodeReader, Recorded
from .factories import make_guest, make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def test_what_a_guest_wrote_about_herself_fills_what_was_empty() -> None:
    ada, guest = make_person(ADA), make_guest(name="Ada L.")
    assert account_for(ADA, guest=guest).name == "Ada L."
    ada.refresh_from_db()
    guest.refresh_from_db()
    assert (ada.name, guest.name) == ("Ada L.", "")


def test_the_account_keeps_what_it_says_already() -> None:
    make_person(ADA, name="Ada Lovelace")
    account_for(ADA, guest=make_guest(name="Ada L."))
    assert Person.objects.get(email=ADA).name == "Ada Lovelace"


def test_rows_that_cannot_collide_follow_by_themselves() -> None:
    ada, guest = make_person(ADA), make_guest()
    role = make_role("auditor", granted_by=guest)
    account_for(ADA, guest=guest)
    role.refresh_from_db()
    assert role.granted_by == ada


def test_the_guest_is_left_behind_empty_and_closed(newest_code: CodeReader) -> None:
    ada, guest = make_person(ADA), make_guest()
    browser, other = signed_in(guest), signed_in(guest)
    browser.post("/sign-in/", {"email": ADA})
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    guest.refresh_from_db()
    assert guest.merged_into == ada
    assert other.get("/me/").status_code == 302
    assert browser.get("/me/").context["user"] == ada


def test_a_second_guest_of_the_same_person_follows_too() -> None:
    ada = make_person(ADA)
    for _device in range(2):
        account_for(ADA, guest=make_guest())
    assert ada.former_guests.count() == 2


def test_merging_twice_changes_nothing(recorded: Recorded) -> None:
    make_person(ADA)
    guest = make_guest()
    account_for(ADA, guest=guest)
    account_for(ADA, guest=guest)
    assert len(recorded("person.merged")) == 1


def test_the_record_says_that_a_guest_was_merged_but_not_whose(recorded: Recorded) -> None:
    make_person(ADA)
    account_for(ADA, guest=make_guest())
    (entry,) = recorded("person.merged")
    assert set(entry) == {"kind", "nonce"}


def test_a_guest_alone_is_not_merged(recorded: Recorded, client: Client) -> None:
    del client
    account_for(ADA, guest=make_guest())
    assert not recorded("person.merged")


def test_an_act_that_came_too_late_follows_within_the_hour() -> None:
    ada, guest = make_person(ADA), make_guest()
    account_for(ADA, guest=guest)
    late = make_role("auditor", granted_by=guest)
    tidy(0)
    late.refresh_from_db()
    assert late.granted_by == ada
