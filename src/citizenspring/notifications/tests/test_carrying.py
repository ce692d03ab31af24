"""Letters on their way to the mail server."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.utils.timezone import now
from pytest_django import Settings

from citizenspring.common.ports import free_port
from citizenspring.notifications.carrying import carry
from citizenspring.notifications.models import Unreachable
from citizenspring.people.models import Letter
from citizenspring.people.tasks import tidy
from citizenspring.people.tests.conftest import at_once
from citizenspring.people.tests.factories import make_letter
from citizenspring.testing.browsing import database_address
from citizenspring.testing.postbox import Postbox, open_postbox

pytestmark = pytest.mark.django_db


def letters(count: int) -> list[Letter]:
    return Letter.objects.bulk_create(
        Letter(to=f"r{n}@example.org", language="en", subject="News", text=f"Mail {n}")
        for n in range(count)
    )


def wait_no_longer() -> None:
    """As if the pause before the next try were over."""
    Letter.objects.update(next_try_at=now())


def test_it_is_sent_once_with_both_its_forms_and_then_forgotten(postbox: Postbox) -> None:
    letter = make_letter(text="Your code is 1234.", html="<p>Your code is 1234.</p>")
    assert carry() == 1
    assert carry() == 0
    (mail,) = postbox.mails
    assert mail["To"] == "ada@example.org"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    letter.refresh_from_db()
    assert (letter.text, letter.html) == ("", "")
    assert letter.sent_at


def test_its_headers_let_mail_programs_stop_it(postbox: Postbox) -> None:
    headers = {"List-Unsubscribe": "<https://city.example/leave/x/>"}
    make_letter(headers=headers | {"List-Unsubscribe-Post": "List-Unsubscribe=One-Click"})
    carry()
    (mail,) = postbox.mails
    assert mail["List-Unsubscribe"] == "<https://city.example/leave/x/>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_what_comes_back_goes_to_its_own_address(postbox: Postbox, settings: Settings) -> None:
    settings.BOUNCES_TO = "bounces@city.example"
    make_letter()
    carry()
    (mail,) = postbox.mails
    assert "bounces@" not in mail["From"]


def test_the_urgent_go_first(postbox: Postbox) -> None:
    letters(3)
    make_letter(to="code@example.org", is_urgent=True)
    carry()
    assert postbox.recipients[0] == "code@example.org"


def test_codes_have_a_way_of_their_own(postbox: Postbox) -> None:
    letters(3)
    make_letter(to="code@example.org", is_urgent=True)
    assert carry(only_urgent=True) == 1
    assert postbox.recipients == ["code@example.org"]


@pytest.mark.slow
def test_many_letters_go_over_one_connection(postbox: Postbox) -> None:
    letters(100)
    carry()
    assert len(postbox.raw) == 100
    assert postbox.connections == 1


def test_a_code_that_comes_too_late_is_not_sent(postbox: Postbox) -> None:
    letter = make_letter(is_urgent=True, written_at=now() - timedelta(minutes=11))
    carry()
    letter.refresh_from_db()
    assert letter.failed_at
    assert postbox.raw == []


@pytest.mark.slow
def test_a_dead_server_delays_and_loses_nothing(settings: Settings) -> None:
    port = free_port("127.0.0.1", 21_000, only=False)
    settings.MAIL_SERVER = {"host": "127.0.0.1", "port": port, "timeout": 2}
    letters(5)
    for _ in range(20):
        wait_no_longer()
        assert carry() == 0
    waiting = Letter.objects.filter(sent_at=None, failed_at=None)
    assert set(waiting.values_list("tries", flat=True)) == {0}
    assert all(letter.trouble and letter.next_try_at > now() for letter in waiting)
    tidy(0)
    with open_postbox(port) as box:
        wait_no_longer()
        carry()
        assert len(box.raw) == 5


@pytest.mark.usefixtures("postbox")
def test_what_waits_long_for_the_server_is_not_cleared_away() -> None:
    Letter.objects.filter(pk=make_letter().pk).update(written_at=now() - timedelta(days=4))
    tidy(0)
    assert carry() == 1


def test_a_server_that_is_busy_gets_a_pause(postbox: Postbox) -> None:
    postbox.answers["DATA"] = "421 too many mails, come back later"
    letters(3)
    assert carry() == 0
    postbox.answers.clear()
    assert carry() == 0
    wait_no_longer()
    assert carry() == 3
    assert len(postbox.raw) == 3


def test_one_mailbox_that_is_full_holds_up_nobody(postbox: Postbox) -> None:
    postbox.answers["r1@example.org"] = "452 4.2.2 mailbox full"
    letters(3)
    carry()
    assert postbox.recipients == ["r0@example.org", "r2@example.org"]
    late = Letter.objects.get(sent_at=None)
    assert late.tries == 1
    assert late.trouble == "452 4.2.2 mailbox full"
    postbox.answers.clear()
    wait_no_longer()
    carry()
    assert "r1@example.org" in postbox.recipients


def test_a_mailbox_that_is_not_there_is_written_to_no_more(postbox: Postbox) -> None:
    postbox.answers["r1@example.org"] = "550 5.1.1 <r1@example.org>: no such user"
    letters(2)
    make_letter(to="R1@example.org")
    carry()
    gone = Unreachable.objects.get()
    assert gone.mailbox == "r1@example.org"
    assert "@" not in gone.why
    assert not Letter.objects.filter(sent_at=None, failed_at=None).exists()


def test_a_mail_taken_for_an_unwanted_one_closes_no_mailbox(postbox: Postbox) -> None:
    postbox.answers["DATA"] = "550 5.7.1 this looks like advertising"
    make_letter()
    carry()
    assert Letter.objects.get().failed_at
    assert not Unreachable.objects.exists()


def test_a_letter_that_cannot_be_a_mail_does_not_stop_the_others(postbox: Postbox) -> None:
    make_letter(headers={"X-Bad": "one\r\nBcc: all@example.org"})
    letters(1)
    carry()
    assert postbox.recipients == ["r0@example.org"]
    assert "cannot be written" in Letter.objects.get(sent_at=None).trouble


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_send_each_letter_once(postbox: Postbox) -> None:
    letters(400)

    def work() -> None:
        while carry():
            pass

    at_once(8, work)
    assert set(Counter(postbox.recipients).values()) == {1}
    assert len(postbox.recipients) == 400


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_none_and_a_double_is_the_same_mail(
    postbox: Postbox, tmp_path: Path, settings: Settings
) -> None:
    postbox.slowly = 0.01
    letters(150)
    environment = {
        **os.environ,
        "DATABASE_URL": database_address(),
        "CITIZENSPRING_VAR": str(tmp_path),
        "CITIZENSPRING_SECRET_KEY": settings.SECRET_KEY,
        "CITIZENSPRING_MAIL_URL": f"smtp://127.0.0.1:{postbox.port}?tls=off",
    }
    command = [sys.executable, "-m", "citizenspring", "worker"]
    worker = subprocess.Popen(command, env=environment, start_new_session=True)
    deadline = time.monotonic() + 60
    while len(postbox.raw) < 20 and time.monotonic() < deadline:
        time.sleep(0.02)
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    connection.close()
    assert 20 <= len(postbox.raw) < 150
    # The claims of the dead run out by and by; here at once.
    wait_no_longer()
    postbox.slowly = 0.0
    while carry():
        pass
    assert set(postbox.recipients) == {f"r{n}@example.org" for n in range(150)}
    # What was under way when it died, and no more, may have gone twice.
    assert len(postbox.raw) <= 152
    ids: dict[str, set[str]] = {}
    for mail in postbox.mails:
        ids.setdefault(mail["To"], set()).add(mail["Message-ID"])
    assert {len(found) for found in ids.values()} == {1}
