from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.timezone import now

from citizenspring.common.errors import Refusal
from citizenspring.people.errors import AccountClosed
from citizenspring.people.models import Letter, Person, SignInCode
from citizenspring.people.services.signing_in import account_for, ask_for_code, check_code

from .conftest import CodeReader, Recorded, at_once
from .factories import make_guest, make_person, signed_in

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def ask(browser: Client, email: str = ADA, **more: str) -> int:
    return browser.post("/sign-in/", {"email": email, **more}).status_code


def test_a_code_makes_an_account(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.headers["Location"] == "/me/"
    person = Person.objects.get(email=ADA)
    assert not person.is_guest
    assert not person.has_usable_password()
    assert browser.get("/me/").context["user"] == person


def test_asking_makes_nobody(browser: Client) -> None:
    ask(browser)
    assert not Person.objects.exists()


def test_a_code_opens_the_account_that_is_there(browser: Client, newest_code: CodeReader) -> None:
    ada = make_person(ADA)
    ask(browser)
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert Person.objects.get() == ada


@pytest.mark.parametrize("spelt", ["ADA@Example.org", " ada@example.org ", "ada@EXAMPLE.org."])
def test_a15_every_spelling_opens_the_same_account(
    browser: Client, newest_code: CodeReader, spelt: str
) -> None:
    make_person(ADA)
    ask(browser, spelt)
    sent = Letter.objects.get().to
    browser.post("/sign-in/code/", {"code": newest_code(sent)})
    assert Person.objects.count() == 1
    assert browser.get("/me/").status_code == 200


def test_the_code_may_be_typed_with_blanks(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    code = newest_code(ADA)
    answer = browser.post("/sign-in/code/", {"code": f" {code[:4]}-{code[4:]} "})
    assert answer.status_code == 302


def test_the_code_is_not_kept_in_clear(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    assert newest_code(ADA) not in SignInCode.objects.get().digest


def test_a32_three_wrong_tries_end_a_code(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    code = newest_code(ADA)
    wrong = "0" * 8 if code != "0" * 8 else "1" * 8
    answers = [browser.post("/sign-in/code/", {"code": wrong}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 410]
    assert browser.post("/sign-in/code/", {"code": code}).status_code == 410
    assert not Person.objects.exists()


def test_a32_a_code_lives_three_minutes(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    asked = SignInCode.objects.get()
    assert timedelta(seconds=170) < asked.expires_at - now() <= timedelta(seconds=180)
    SignInCode.objects.update(expires_at=now())
    assert browser.post("/sign-in/code/", {"code": newest_code(ADA)}).status_code == 410


def test_a36_a_code_works_once(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    kept = browser.cookies["sessionid"].value
    code = newest_code(ADA)
    browser.post("/sign-in/code/", {"code": code})
    other = Client()
    other.cookies["sessionid"] = kept
    assert other.post("/sign-in/code/", {"code": code}).headers["Location"] == "/sign-in/"


def test_a_code_of_another_browser_is_of_no_use(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    stranger = Client()
    ask(stranger, "eve@example.org")
    assert stranger.post("/sign-in/code/", {"code": newest_code(ADA)}).status_code == 422


def test_a33_the_answer_does_not_tell_whether_there_is_an_account() -> None:
    make_person(ADA)

    def asked(email: str) -> tuple[int, str, list[str]]:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = Client().post("/sign-in/", {"email": email})
        told = [query["sql"][:12] for query in queries.captured_queries]
        return answer.status_code, answer.headers["Location"], told

    assert asked(ADA) == asked("bo0@example.org")
    texts = {Letter.objects.filter(to=to).get().text[-200:] for to in (ADA, "bo0@example.org")}
    assert len(texts) == 1


def test_a34_signing_in_gives_a_new_session_key(browser: Client, newest_code: CodeReader) -> None:
    ask(browser)
    before = browser.cookies["sessionid"].value
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert browser.cookies["sessionid"].value != before
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example/",
        "//evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
    ],
)
def test_a52_only_addresses_of_this_site_are_gone_to(
    browser: Client, newest_code: CodeReader, wanted: str
) -> None:
    ask(browser, next=wanted)
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.headers["Location"] == "/me/"


def test_a52_an_address_cannot_write_headers(browser: Client, newest_code: CodeReader) -> None:
    ask(browser, next="/ok\r\nSet-Cookie: a=b")
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.headers["Location"] == "/ok%0D%0ASet-Cookie:%20a=b"


def test_the_person_goes_on_where_she_was(browser: Client, newest_code: CodeReader) -> None:
    ask(browser, next="/about/?x=1")
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.headers["Location"] == "/about/?x=1"


def test_a_guest_becomes_an_account_in_her_own_row(newest_code: CodeReader) -> None:
    guest = make_guest(name="Ada")
    browser = signed_in(guest)
    ask(browser)
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    person = Person.objects.get()
    assert (person.pk, person.email, person.name) == (guest.pk, ADA, "Ada")


def test_a34_a_stolen_guest_session_does_not_open_the_account(newest_code: CodeReader) -> None:
    guest = make_guest()
    browser, thief = signed_in(guest), signed_in(guest)
    ask(browser)
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert thief.get("/me/").status_code == 302


def test_what_cannot_be_a_mail_address_is_kept_and_refused(browser: Client) -> None:
    answer = browser.post("/sign-in/", {"email": "ada at home"})
    assert answer.status_code == 422
    assert b'value="ada at home"' in answer.content
    assert b"This is not a mail address." in answer.content


def test_the_record_knows_of_signing_in_only_that_a_level_was_attained(
    browser: Client, newest_code: CodeReader, recorded: Recorded
) -> None:
    ask(browser)
    browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    (entry,) = recorded()
    assert entry.keys() == {"kind", "nonce", "way", "level", "to"}
    assert entry["to"] == Person.objects.get().pseudonym("levels")


def test_a38_a_guest_refused_at_a_closed_account_stays_who_she_was() -> None:
    make_person(ADA, is_active=False)
    guest = make_guest()
    with pytest.raises(AccountClosed):
        account_for(ADA, guest=guest)
    guest.refresh_from_db()
    assert guest.is_active
    assert guest.merged_into is None


@pytest.mark.parametrize("written", ["İda@example.org", "zoë@example.org", "\u0430da@example.org"])
def test_a15_an_address_with_other_letters_is_refused_in_one_sentence(
    browser: Client, written: str
) -> None:
    answer = browser.post("/sign-in/", {"email": written}, headers={"accept-language": "en"})
    assert "This is not a mail address." in answer.content.decode()
    assert not SignInCode.objects.exists()


def test_a_closed_account_stays_closed(browser: Client, newest_code: CodeReader) -> None:
    make_person(ADA, is_active=False)
    ask(browser)
    answer = browser.post("/sign-in/code/", {"code": newest_code(ADA)})
    assert answer.status_code == 403
    assert browser.get("/me/").status_code == 302


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a32_twenty_wrong_codes_at_once_are_three_tries() -> None:
    asked = ask_for_code(ADA, browser="one", address="192.0.2.1")

    def guess() -> str:
        try:
            return check_code(asked, "wrong", address="192.0.2.1")
        except Refusal as refusal:
            return refusal.code

    answers = at_once(20, guess)
    assert answers.count("code_refused") == 3
    assert answers.count("code_spent") == 17


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_the_right_code_twenty_times_at_once_lets_in_once(newest_code: CodeReader) -> None:
    asked = ask_for_code(ADA, browser="one", address="192.0.2.1")
    code = newest_code(ADA)

    def enter() -> str:
        try:
            return check_code(asked, code, address="192.0.2.1")
        except Refusal as refusal:
            return refusal.code

    assert at_once(20, enter).count(ADA) == 1


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_one_mailbox_proved_in_many_browsers_at_once_is_one_account() -> None:
    guests = iter([make_guest() for _ in range(12)])
    found = at_once(12, lambda: account_for(ADA, guest=next(guests)).pk)
    assert len(set(found)) == 1
    assert Person.objects.filter(is_guest=False).count() == 1
    assert Person.objects.filter(merged_into=found[0]).count() == 11
