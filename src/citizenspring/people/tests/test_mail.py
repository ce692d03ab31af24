import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from pytest_django import Settings

from citizenspring.env import SettingRefused, mail_server
from citizenspring.people import mail
from citizenspring.people.letterbox import LetterBackend
from citizenspring.people.models import Letter

from .factories import make_letter

SERVER = {"host": "127.0.0.1", "port": 1}


@pytest.mark.django_db
def test_the_demo_shows_its_mail_on_a_page(browser: Client) -> None:
    browser.post("/sign-in/", {"email": "ada@example.org"})
    page = browser.get("/mailbox/").content.decode()
    letter = Letter.objects.get()
    assert letter.subject in page
    assert "Type it on the page" in browser.get(f"/mailbox/{letter.pk}/").content.decode()


@pytest.mark.django_db
def test_a_letter_cannot_bring_scripts(browser: Client) -> None:
    letter = make_letter(text="<script>alert(1)</script>")
    assert b"<script>alert" not in browser.get(f"/mailbox/{letter.pk}/").content


@pytest.mark.django_db
@pytest.mark.parametrize("change", [{"MAIL_SERVER": SERVER}, {"DEMO": False}])
def test_nobody_reads_mail_elsewhere(
    browser: Client, settings: Settings, change: dict[str, object]
) -> None:
    letter = make_letter()
    for name, value in change.items():
        setattr(settings, name, value)
    assert browser.get("/mailbox/").status_code == 404
    assert browser.get(f"/mailbox/{letter.pk}/").status_code == 404


@pytest.mark.django_db
def test_without_demo_and_mail_server_it_says_that_nobody_can_sign_in(
    browser: Client, settings: Settings
) -> None:
    settings.DEMO = False
    answer = browser.post("/sign-in/", {"email": "ada@example.org"})
    assert answer.status_code == 503
    assert b"This site cannot send mail yet" in answer.content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"), [("fr", "Bonjour"), ("nl", "Hallo"), ("en", "Hello")]
)
def test_it_is_written_in_the_readers_language(language: str, words: str) -> None:
    letter = mail.write("code", to="ada@example.org", language=language, code="1", minutes=3)
    assert words in letter.text
    assert words in letter.html


@pytest.mark.django_db
def test_mail_of_other_libraries_goes_the_same_way() -> None:
    message = EmailMultiAlternatives("Hello", "text", to=["ada@example.org", "bo@example.org"])
    message.attach_alternative("<p>text</p>", "text/html")
    assert LetterBackend().send_messages([message]) == 2
    assert set(Letter.objects.values_list("to", "html")) == {
        ("ada@example.org", "<p>text</p>"),
        ("bo@example.org", "<p>text</p>"),
    }


def test_the_setting_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MAIL", "smtp://ada:p%40ss@mail.example:2525")
    server = mail_server("MAIL") or {}
    assert (server["host"], server["port"], server["password"]) == ("mail.example", 2525, "p@ss")
    assert server["use_tls"]
    assert not server["use_ssl"]


@pytest.mark.parametrize("wrong", ["mail.example", "http://mail.example", "smtp://", "smtp://h:x"])
def test_a_wrong_setting_stops_the_start_with_one_sentence(
    monkeypatch: pytest.MonkeyPatch, wrong: str
) -> None:
    monkeypatch.setenv("MAIL", wrong)
    with pytest.raises(SettingRefused, match="write smtp://user:password@host:587"):
        mail_server("MAIL")
