"""Mail that comes back."""

from email.message import EmailMessage

import pytest
from click.testing import CliRunner
from django.test import Client

from citizenspring.cli import main
from citizenspring.notifications.bouncing import is_for_good, message_id, returned
from citizenspring.notifications.composing import compose
from citizenspring.notifications.models import Unreachable
from citizenspring.notifications.services import take_back
from citizenspring.people.models import Letter
from citizenspring.people.tests.factories import make_letter, signed_in

from .factories import make_news, make_reader

pytestmark = pytest.mark.django_db


def a_report(
    letter: Letter, *, to: str = "", status: str = "5.1.1", action: str = "failed", ours: str = ""
) -> bytes:
    """What a mail server sends when it could not deliver the letter."""
    boundary = "=-=-="
    return "\r\n".join(
        [
            "From: MAILER-DAEMON@mx.example.org",
            "To: bounces@city.example",
            "Subject: Undelivered Mail Returned to Sender",
            f'Content-Type: multipart/report; report-type=delivery-status; boundary="{boundary}"',
            "MIME-Version: 1.0",
            "",
            f"--{boundary}",
            "Content-Type: text/plain",
            "",
            "I am sorry to inform you that your mail could not be delivered.",
            f"--{boundary}",
            "Content-Type: message/delivery-status",
            "",
            "Reporting-MTA: dns; mx.example.org",
            "",
            f"Final-Recipient: rfc822; {to or letter.to}",
            f"Action: {action}",
            f"Status: {status}",
            "Diagnostic-Code: smtp; 550 user unknown",
            "",
            f"--{boundary}",
            "Content-Type: text/rfc822-headers",
            "",
            f"Message-ID: {ours or message_id(letter)}",
            f"To: {letter.to}",
            "",
            f"--{boundary}--",
            "",
        ]
    ).encode()


def test_a_report_closes_the_mailbox() -> None:
    assert take_back(a_report(make_letter(to="Ada@Example.org"))) == 1
    assert Unreachable.objects.get().mailbox == "ada@example.org"


def test_nothing_more_is_written_there_and_her_page_says_so() -> None:
    ada = make_reader("ada@example.org")
    take_back(a_report(make_letter()))
    make_news(ada)
    compose()
    assert Letter.objects.filter(failed_at=None).count() == 0
    browser = signed_in(ada)
    english = {"accept-language": "en"}
    assert b"has come back since" in browser.get("/news/settings/", headers=english).content
    assert b"come back" in browser.get("/me/", headers=english).content


def test_codes_still_go_there() -> None:
    take_back(a_report(make_letter(is_urgent=True)))
    assert Letter.objects.get().failed_at is None


def test_she_can_say_that_it_works_again() -> None:
    ada = make_reader("ada@example.org")
    take_back(a_report(make_letter()))
    signed_in(ada).post("/news/settings/mailbox/")
    assert not Unreachable.objects.exists()


def test_an_invented_report_closes_nothing() -> None:
    letter, other = make_letter(), make_letter(to="bo@example.org")
    guessed = f"<{letter.pk}.{'0' * 32}@localhost>"
    assert take_back(a_report(letter, ours=guessed)) == 0
    # Who got a mail of ours knows its id, but it says nothing of another's mailbox.
    assert take_back(a_report(other, to="ada@example.org")) == 0
    assert not Unreachable.objects.exists()


@pytest.mark.parametrize(
    ("status", "action"), [("4.2.2", "delayed"), ("5.2.2", "failed"), ("5.7.1", "failed"), ("", "")]
)
def test_what_passes_closes_nothing(status: str, action: str) -> None:
    assert take_back(a_report(make_letter(), status=status, action=action)) == 0


@pytest.mark.parametrize("report", [b"", b"\xff\x00\xfe", b"Content-Type: message/delivery-status"])
def test_what_is_no_report_is_read_as_nothing(report: bytes) -> None:
    assert returned(report) == []


def test_a_plain_mail_is_no_report() -> None:
    mail = EmailMessage()
    mail["Subject"] = "I am on holiday"
    mail.set_content(f"{message_id(make_letter())}")
    assert returned(mail.as_bytes()) == []


@pytest.mark.parametrize(
    ("said", "is_gone"),
    [
        ("550 5.1.1 no such user", True),
        ("550 no such user", True),
        ("552 5.2.2 full", False),
        ("554 5.7.1 spam", False),
        ("451 4.7.1 greylisted", False),
        ("5.1.10", True),
        ("15.1.1", False),
    ],
)
def test_it_knows_what_passes_from_what_stays(said: str, *, is_gone: bool) -> None:
    assert is_for_good(said) is is_gone


def test_the_command_reads_a_report_as_it_arrives() -> None:
    done = CliRunner().invoke(main, ["bounce"], input=a_report(make_letter()))
    assert done.exit_code == 0
    assert "1 mailbox" in done.output
    done = CliRunner().invoke(main, ["bounce"], input=b"nothing")
    assert done.exit_code == 0


def test_a_stranger_cannot_make_it_work_again() -> None:
    Unreachable.objects.create(mailbox="ada@example.org", why="5.1.1")
    Client().post("/news/settings/mailbox/")
    assert Unreachable.objects.exists()
