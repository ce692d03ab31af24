"""Writing to people: each letter in the reader's language, kept until it is on its way."""

from typing import Any

from django.conf import settings
from django.db import connection
from django.template.loader import render_to_string
from django.utils.translation import override as speaking

from .errors import NoMailYet
from .models import Letter

__all__ = ["BELL", "has_mailbox_page", "post", "require_a_way", "ring", "write"]

BELL = "citizenspring_letters"


def has_mailbox_page() -> bool:
    """Whether mails are read on a page of this site: in a demo that has no mail server."""
    return bool(settings.DEMO and not settings.MAIL_SERVER)


def require_a_way() -> None:
    if not settings.MAIL_SERVER and not has_mailbox_page():
        raise NoMailYet


def write(kind: str, *, to: str, language: str, is_urgent: bool = False, **facts: Any) -> Letter:
    """Write the letter ``people/mail/<kind>`` inside the transaction of the act it tells of."""
    context = {**facts, "site": settings.PUBLIC_ADDRESS, "language": language}
    with speaking(language):
        subject = render_to_string(f"people/mail/{kind}_subject.txt", context)
        text = render_to_string(f"people/mail/{kind}.txt", context)
        html = render_to_string(f"people/mail/{kind}.html", context)
    letter = Letter(to=to, language=language, subject=" ".join(subject.split()))
    letter.text, letter.html, letter.is_urgent = text, html, is_urgent
    return post(letter)


def post(letter: Letter) -> Letter:
    """Put the letter into the outbox; where there is a mail server, the worker carries it."""
    letter.save(force_insert=True)
    ring()
    return letter


def ring() -> None:
    """Have whoever carries letters look into the outbox once the act is committed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, '')", [BELL])
