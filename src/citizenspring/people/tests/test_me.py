import pytest
from django.test import Client

from citizenspring.city.models import Territory
from citizenspring.people.models import Person

from .factories import make_guest, make_person, make_role, signed_in

pytestmark = pytest.mark.django_db
ENGLISH = {"accept-language": "en"}


def test_it_changes_name_language_and_home() -> None:
    ada = make_person()
    home = Territory.objects.create(kind="commune", code="21013", name="Saint-Gilles")
    browser = signed_in(ada)
    sent = {"name": "  Ada   L. ", "language": "nl", "home": str(home.pk)}
    browser.post("/me/", sent)
    ada.refresh_from_db()
    assert (ada.name, ada.language, ada.home) == ("Ada L.", "nl", home)
    assert browser.cookies["django_language"].value == "nl"


def test_home_may_stay_unsaid() -> None:
    ada = make_person()
    signed_in(ada).post("/me/", {"name": "", "language": "fr", "home": ""})
    ada.refresh_from_db()
    assert ada.home is None


def test_a44_other_facts_cannot_be_sent_along() -> None:
    ada = make_person("ada@example.org")
    sent = {"name": "Ada", "language": "fr", "home": "", "email": "x@example.org", "is_guest": "1"}
    signed_in(ada).post("/me/", sent)
    ada.refresh_from_db()
    assert (ada.email, ada.is_guest) == ("ada@example.org", False)


def test_a_refused_form_keeps_what_was_typed() -> None:
    answer = signed_in(make_person()).post("/me/", {"name": "Ada", "language": "xx", "home": ""})
    assert answer.status_code == 422
    assert b'value="Ada"' in answer.content


def test_it_tells_a_guest_what_is_kept_and_how_to_come_back() -> None:
    page = signed_in(make_guest()).get("/me/", headers=ENGLISH).content.decode()
    assert "Only this device knows that it is you." in page
    assert "No mail address." in page


def test_it_tells_what_is_kept_about_an_account() -> None:
    ada = make_role("moderator", make_person("ada@example.org")).person
    page = signed_in(ada).get("/me/", headers=ENGLISH).content.decode()
    assert "Your mail address, ada@example.org" in page
    assert "Your role: Moderator." in page


def test_signing_out_elsewhere_ends_every_other_session() -> None:
    ada = make_person()
    here, there = signed_in(ada), signed_in(ada)
    here.post("/me/sessions/end/")
    assert here.get("/me/").status_code == 200
    assert there.get("/me/").status_code == 302


def test_signing_out_ends_this_session() -> None:
    browser = signed_in(make_person())
    kept = browser.cookies["sessionid"].value
    browser.post("/sign-out/")
    copy = Client()
    copy.cookies["sessionid"] = kept
    assert copy.get("/me/").status_code == 302


def test_a51_a_name_is_shown_as_text() -> None:
    page = signed_in(make_person(name='"><script>alert(1)</script>')).get("/me/")
    assert b"<script>alert" not in page.content


def test_a_person_of_the_demo_stays_as_she_was_invented(client: Client) -> None:
    client.post("/demo/people/organiser/")
    sent = {"name": "Someone else", "language": "fr", "home": ""}
    assert client.post("/me/", sent).status_code == 403
    assert Person.objects.get().name == "Amina El Khatib"
