"""A copy of one's own data: complete, one's own, once."""

import io
import json
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import now

from citizenspring.people.copying import own_data
from citizenspring.people.errors import CopySpent
from citizenspring.people.models import DataCopy, Person
from citizenspring.people.services import ask_for_copy, erase, give_consents, open_copy

from .factories import make_booking, make_letter, make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def opened(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as file:
        return {name: file.read(name).decode() for name in file.namelist()}


def copy_of(person: Person) -> dict[str, Any]:
    files = opened(open_copy(ask_for_copy(by=person), by=person))
    found: dict[str, Any] = json.loads(files["own-data.json"])
    return found


def test_the_page_makes_a_link_and_the_link_gives_a_file() -> None:
    browser = signed_in(make_person(ADA))
    page = browser.post("/me/copy/").content.decode()
    address = page.split('href="/me/copy/')[1].split('"')[0]
    answer = browser.get(f"/me/copy/{address}")
    assert answer.headers["Content-Type"] == "application/zip"
    assert ADA in opened(answer.content)["people.person.csv"]


def test_a66_everything_that_points_at_her_is_in_it() -> None:
    ada = make_role("moderator", make_person(ADA, name="Ada")).person
    give_consents(["news"], by=ada)
    make_booking(ada)
    make_letter(to=ADA)
    tables = copy_of(ada)["tables"]
    assert {"people.Person", "people.Role", "people.Consent", "people.Booking"} <= tables.keys()
    assert {"people.Letter", "people.DataCopy"} <= tables.keys()
    assert tables["people.Person"][0]["email"] == ADA


def test_a66_of_others_it_says_only_that_there_was_somebody() -> None:
    ada, bo = make_person(ADA), make_person("bo@example.org", name="Bo")
    make_role("moderator", bo, granted_by=ada)
    text = json.dumps(copy_of(ada))
    assert '"person_id": "someone else"' in text
    assert str(bo.pk) not in text
    assert "bo@example.org" not in text


def test_it_holds_no_secret_of_device_or_link() -> None:
    row = own_data(make_person(ADA))["tables"]["people.Person"][0]
    assert not {"password", "pseudonym_key", "first_act"} & row.keys()


def test_her_names_in_the_record_are_in_it_so_that_she_finds_her_entries() -> None:
    ada = make_person(ADA)
    names = copy_of(ada)["names_in_the_public_record"]
    assert names["record"] == [ada.pseudonym("record")]


def test_a53_a_cell_that_looks_like_a_formula_is_made_harmless() -> None:
    ada = make_person(ADA, name="=cmd|' /C calc'!A0")
    files = opened(open_copy(ask_for_copy(by=ada), by=ada))
    assert "'=cmd" in files["people.person.csv"]
    assert '"=cmd' in files["own-data.json"]


def test_a36_the_link_works_once() -> None:
    ada = make_person(ADA)
    token = ask_for_copy(by=ada)
    open_copy(token, by=ada)
    with pytest.raises(CopySpent):
        open_copy(token, by=ada)


def test_a36_the_link_dies_after_ten_minutes_and_with_a_newer_one() -> None:
    ada = make_person(ADA)
    first = ask_for_copy(by=ada)
    second = ask_for_copy(by=ada)
    with pytest.raises(CopySpent):
        open_copy(first, by=ada)
    DataCopy.objects.update(expires_at=now() - timedelta(seconds=1))
    with pytest.raises(CopySpent):
        open_copy(second, by=ada)


def test_a46_the_link_is_of_no_use_to_anybody_else() -> None:
    token = ask_for_copy(by=make_person(ADA))
    assert signed_in(make_person()).get(f"/me/copy/{token}/").status_code == 410
    assert Client().get(f"/me/copy/{token}/").status_code == 302
    assert DataCopy.objects.get().used_at is None


def test_the_link_is_not_kept_in_clear() -> None:
    token = ask_for_copy(by=make_person(ADA))
    assert token.encode() not in bytes(DataCopy.objects.get().digest)


def test_a66_after_an_erasure_the_link_gives_nothing() -> None:
    ada = make_person(ADA)
    token = ask_for_copy(by=ada)
    erase(by=ada)
    with pytest.raises(CopySpent):
        open_copy(token, by=ada)


def test_a_spent_link_leads_back_to_the_page_that_makes_a_new_one() -> None:
    ada = make_person(ADA)
    token = ask_for_copy(by=ada)
    open_copy(token, by=ada)
    page = signed_in(ada).get(f"/me/copy/{token}/")
    assert page.status_code == 410
    assert b'class="button button--primary" href="/me/"' in page.content
