import threading
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from citizenspring.common.errors import NotAllowed, Refusal
from citizenspring.people import scopes
from citizenspring.people.errors import AlreadyHeld, LastOrganiser, NotForYourself
from citizenspring.people.models import Letter, Person, Role
from citizenspring.people.queries import holds
from citizenspring.people.services import end_role, first_organiser, grant_role

from .conftest import CodeReader, Recorded
from .factories import make_guest, make_person, make_role, signed_in

ORGANISER, MODERATOR = Role.Kind.ORGANISER, Role.Kind.MODERATOR
AUDITOR = Role.Kind.AUDITOR


@pytest.fixture
def ada(db: None) -> Person:
    """The organiser of the whole space."""
    del db
    return make_role("organiser", make_person("ada@example.org", name="Ada")).person


def test_an_organiser_gives_a_role_by_mail_address(ada: Person) -> None:
    bo = make_person("bo@example.org")
    grant_role("BO@example.org", MODERATOR, by=ada)
    assert holds(bo, MODERATOR)


def test_whoever_has_no_account_yet_gets_the_role_with_it(
    ada: Person, newest_code: CodeReader
) -> None:
    grant_role("bo@example.org", MODERATOR, by=ada)
    browser = Client()
    browser.post("/sign-in/", {"email": "bo@example.org"})
    browser.post("/sign-in/code/", {"code": newest_code("bo@example.org")})
    assert holds(browser.get("/me/").context["user"], MODERATOR)


def test_the_new_holder_is_told_in_her_language(ada: Person) -> None:
    make_person("bo@example.org", language="en")
    grant_role("bo@example.org", MODERATOR, by=ada)
    assert "role “Moderator” in the whole space" in Letter.objects.get().text


def test_the_record_names_nobody_outside_the_context_of_roles(
    ada: Person, recorded: Recorded
) -> None:
    role = grant_role("bo@example.org", AUDITOR, by=ada)
    end_role(role, by=ada)
    granted, ended = recorded("role.granted"), recorded("role.ended")
    assert granted[0]["to"] == ended[0]["to"] == role.person.pseudonym("roles")
    assert ada.pseudonym("record") not in str(granted + ended)
    assert "example.org" not in str(granted + ended)


@pytest.mark.parametrize("kind", ["moderator", "facilitator", "auditor"])
@pytest.mark.django_db
def test_other_roles_give_none(kind: str) -> None:
    with pytest.raises(NotAllowed):
        grant_role("bo@example.org", MODERATOR, by=make_role(kind).person)


@pytest.mark.django_db
def test_an_organiser_of_one_process_gives_roles_there_only() -> None:
    scope = uuid4()
    bo = make_role("organiser", scope=scope).person
    role = grant_role("cleo@example.org", MODERATOR, by=bo, scope=scope)
    assert holds(role.person, MODERATOR, scope=scope)
    assert not holds(role.person, MODERATOR)
    with pytest.raises(NotAllowed):
        grant_role("cleo@example.org", MODERATOR, by=bo)
    with pytest.raises(NotAllowed):
        grant_role("cleo@example.org", MODERATOR, by=bo, scope=uuid4())


def test_nobody_gives_herself_a_role(ada: Person) -> None:
    with pytest.raises(NotForYourself):
        grant_role("ada@example.org", MODERATOR, by=ada)


def test_a_role_is_held_once(ada: Person) -> None:
    grant_role("bo@example.org", MODERATOR, by=ada)
    with pytest.raises(AlreadyHeld):
        grant_role("bo@example.org", MODERATOR, by=ada)
    assert Role.objects.filter(kind="moderator").count() == 1


def test_the_last_organiser_stays(ada: Person) -> None:
    with pytest.raises(LastOrganiser):
        end_role(ada.roles.get(), by=ada)
    assert holds(ada, ORGANISER)


def test_one_of_two_organisers_may_go(ada: Person) -> None:
    grant_role("bo@example.org", ORGANISER, by=ada)
    end_role(ada.roles.get(), by=ada)
    assert not holds(ada, ORGANISER)


def test_a_role_can_be_laid_down(ada: Person) -> None:
    role = grant_role("bo@example.org", AUDITOR, by=ada)
    signed_in(role.person).post(f"/roles/{role.pk}/end/")
    assert not holds(role.person, AUDITOR)


def test_a_role_of_someone_else_is_not_ended_by_others(ada: Person) -> None:
    role = grant_role("bo@example.org", MODERATOR, by=ada)
    with pytest.raises(NotAllowed):
        end_role(role, by=make_person())


@pytest.mark.django_db
def test_a_guest_holds_nothing() -> None:
    assert not holds(make_guest(), ORGANISER)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a49_two_organisers_cannot_both_leave_at_once() -> None:
    ada, bo = (make_role("organiser").person for _ in range(2))
    refused: list[str] = []

    def remove(by: Person, whose: Person) -> None:
        try:
            end_role(whose.roles.get(), by=by)
        except (Refusal, Role.DoesNotExist) as refusal:
            refused.append(str(refusal))
        connection.close()

    pairs = [(ada, ada), (bo, bo)]
    threads = [threading.Thread(target=remove, args=pair) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Role.objects.count() == len(refused) == 1


@pytest.mark.django_db
def test_the_first_organiser_is_made_from_the_command_line(recorded: Recorded) -> None:
    first_organiser("ada@example.org")
    first_organiser("ada@example.org")
    assert holds(Person.objects.get(), ORGANISER)
    assert [entry["by"] for entry in recorded("role.granted")] == ["command line"]


def test_the_page_gives_and_shows_roles(ada: Person) -> None:
    browser = signed_in(ada)
    asked = {"email": "bo@example.org", "kind": "moderator", "scope": "space"}
    assert browser.post("/roles/", asked).status_code == 302
    assert b"bo@example.org" in browser.get("/roles/").content


def test_the_page_keeps_what_was_typed_when_it_refuses(ada: Person) -> None:
    asked = {"email": "ada@example.org", "kind": "moderator", "scope": "space"}
    answer = signed_in(ada).post("/roles/", asked, headers={"accept-language": "en"})
    assert answer.status_code == 403
    assert b"You cannot give yourself a role." in answer.content
    assert b'value="ada@example.org"' in answer.content


def test_a_process_offered_by_its_app_can_be_chosen(
    ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    cool = scopes.Scope(uuid4(), "Cool streets", "/cool/")
    monkeypatch.setattr(scopes, "_sources", [lambda _only: [cool]])
    asked = {"email": "bo@example.org", "kind": "moderator", "scope": str(cool.id)}
    assert signed_in(ada).post("/roles/", asked).status_code == 302
    assert Role.objects.get(kind="moderator").scope == cool.id
    assert b"Cool streets" in Client().get("/who-may-do-what/").content


@pytest.mark.django_db
def test_the_last_moderator_is_led_back_to_her_page() -> None:
    role = make_role("moderator")
    refused = signed_in(role.person).post(f"/roles/{role.pk}/end/")
    assert refused.status_code == 409
    assert b'class="button button--primary" href="/me/"' in refused.content
    assert Role.objects.filter(pk=role.pk).exists()
