"""Carrying letters to the mail server: claimed, sent over one connection, marked one by one.

A letter is claimed by moving its next try ahead, so that of several workers one has it, and one
that dies gives it back by and by. What was sent when a worker died, before it could say so, is
sent again under the same Message-ID: it never gets lost, and mail programs show it once.
"""

import logging
import re
import smtplib
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connection
from django.db.models import F
from django.utils.timezone import now

from citizenspring.common import live
from citizenspring.people.models import Letter

from .bouncing import is_for_good, message_id
from .services import mailbox_refused

__all__ = ["TOPIC", "carry"]

SMTP = "django.core.mail.backends.smtp.EmailBackend"
TOPIC = "mail"
AT_ONCE = 100
LEASE = timedelta(minutes=5)
# A claim that is nearly over is given back unsent.
LONGEST = LEASE.total_seconds() * 0.8
# A code is of use for three minutes: a later one helps nobody.
URGENT_FOR = timedelta(minutes=10)
TRIED_FOR = timedelta(days=5)
PAUSE, URGENT_PAUSE, LONGEST_PAUSE = 30, 5, 6 * 60 * 60
SERVER_BUSY = 421
REFUSED_FOR_GOOD = 500
CLAIM = """
UPDATE people_letter SET next_try_at = clock_timestamp() + %(lease)s, tries = tries + 1
WHERE id IN (
    SELECT id FROM people_letter
    WHERE sent_at IS NULL AND failed_at IS NULL AND next_try_at <= clock_timestamp()
        AND (is_urgent OR NOT %(only_urgent)s)
    ORDER BY is_urgent DESC, next_try_at LIMIT %(many)s
    FOR UPDATE SKIP LOCKED
)
RETURNING id
"""
ADDRESS = re.compile(r"<?[^\s<>]+@[^\s<>:]+>?")
log = logging.getLogger("citizenspring.mail")


def carry(*, only_urgent: bool = False) -> int:
    """Send what waits, the urgent first; returns how many letters were seen to."""
    if not settings.MAIL_SERVER:
        return 0
    letters = _claimed(only_urgent=only_urgent)
    if not letters:
        return 0
    server: BaseEmailBackend = get_connection(SMTP, **settings.MAIL_SERVER)
    try:
        server.open()
        sent = _carry_each(letters, server)
    except (OSError, smtplib.SMTPException) as problem:
        log.warning("Mail waits for the mail server: %s", _said(problem))
        _wait_for_server([letter.pk for letter in letters], _said(problem))
        return 0
    finally:
        server.close()
    live.tell(TOPIC, "carried", sent=sent)
    return len(letters)


def _claimed(*, only_urgent: bool) -> list[Letter]:
    facts: dict[str, Any] = {"lease": LEASE, "only_urgent": only_urgent, "many": AT_ONCE}
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, facts)
        ids = [row[0] for row in cursor.fetchall()]
    return list(Letter.objects.filter(pk__in=ids).order_by("-is_urgent", "written_at", "id"))


def _carry_each(letters: Sequence[Letter], server: BaseEmailBackend) -> int:
    sent, started = 0, time.monotonic()
    for place, letter in enumerate(letters):
        if time.monotonic() - started > LONGEST:
            _give_back([one.pk for one in letters[place:]])
            break
        if letter.is_urgent and letter.written_at < now() - URGENT_FOR:
            _fail(letter, "It came too late to be of use.")
            continue
        sent += _is_sent(letter, server)
    return sent


def _is_sent(letter: Letter, server: BaseEmailBackend) -> bool:
    """Send one letter and note what is wrong with it alone; a fault of the server is raised."""
    try:
        server.send_messages([_message(letter, server)])
    except smtplib.SMTPRecipientsRefused as problem:
        code, said = next(iter(problem.recipients.values()))
        _refused(letter, code, _said(smtplib.SMTPResponseException(code, said)))
    except smtplib.SMTPDataError as problem:
        _refused(letter, problem.smtp_code, _said(problem))
    except ValueError as problem:
        _fail(letter, f"It cannot be written as a mail: {problem}")
    else:
        forgotten = {"text": "", "html": "", "headers": {}, "trouble": ""}
        Letter.objects.filter(pk=letter.pk).update(sent_at=now(), **forgotten)
        return True
    return False


def _message(letter: Letter, server: BaseEmailBackend) -> EmailMultiAlternatives:
    """What comes back goes to the address for bounces: it is the sender on the envelope."""
    headers = {
        "From": settings.DEFAULT_FROM_EMAIL,
        "Message-ID": message_id(letter),
        "Auto-Submitted": "auto-generated",
        **letter.headers,
    }
    message = EmailMultiAlternatives(
        letter.subject,
        letter.text,
        from_email=settings.BOUNCES_TO or settings.DEFAULT_FROM_EMAIL,
        to=[letter.to],
        headers=headers,
        connection=server,
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    return message


def _refused(letter: Letter, code: int, said: str) -> None:
    if code == SERVER_BUSY:
        raise smtplib.SMTPServerDisconnected(said)
    if code >= REFUSED_FOR_GOOD or letter.written_at < now() - TRIED_FOR:
        _fail(letter, said)
        if is_for_good(said):
            mailbox_refused(letter.to, why=said)
        return
    pause = min(LONGEST_PAUSE, PAUSE * 2 ** min(letter.tries, 16))
    again = now() + timedelta(seconds=URGENT_PAUSE if letter.is_urgent else pause)
    Letter.objects.filter(pk=letter.pk).update(next_try_at=again, trouble=said)


def _fail(letter: Letter, said: str) -> None:
    facts = {"trouble": said[:200], "text": "", "html": "", "headers": {}}
    Letter.objects.filter(pk=letter.pk).update(failed_at=now(), **facts)


def _wait_for_server(ids: Sequence[UUID], said: str) -> None:
    """No letter has done anything wrong: none of them is charged with the try."""
    waiting = Letter.objects.filter(pk__in=ids, sent_at=None, failed_at=None)
    for is_urgent, pause in ((True, URGENT_PAUSE), (False, PAUSE)):
        again = now() + timedelta(seconds=pause)
        some = waiting.filter(is_urgent=is_urgent)
        some.update(next_try_at=again, trouble=said, tries=F("tries") - 1)


def _give_back(ids: Sequence[UUID]) -> None:
    Letter.objects.filter(pk__in=ids).update(next_try_at=now(), tries=F("tries") - 1)


def _said(problem: Exception) -> str:
    """What the mail server said, in one line and without anybody's address."""
    text = str(problem)
    if isinstance(problem, smtplib.SMTPResponseException):
        said = problem.smtp_error
        text = said.decode("utf-8", "replace") if isinstance(said, bytes) else str(said)
        text = f"{problem.smtp_code} {text}"
    text = " ".join(ADDRESS.sub("…", text).split())
    return (text or type(problem).__name__)[:200]
