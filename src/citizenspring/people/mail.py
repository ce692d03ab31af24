"""Writing to people: each letter in the reader's language, kept until it is on its way."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import override as speaking

from .errors import NoMailYet
from .models import Letter
from .tasks import deliver

__all__ = ["has_mailbox_page", "post", "require_a_way", "write"]


def has_mailbox_page() -> bool:
    """Whether mails are read on a page of this site: in a demo that has no mail server."""
    return bool(settings.DEMO and not settings.MAIL_SERVER)


def require_a_way() -> None:
    if not settings.MAIL_SERVER and not has_mailbox_page():
        raise NoMailYet


def write(kind: str, *, to: str, language: str, **facts: Any) -> Letter:
    """Write the letter ``people/mail/<kind>`` inside the transaction of the act it tells of."""
    context = {**facts, "site": settings.PUBLIC_ADDRESS, "language": language}
    with speaking(language):
        subject = render_to_string(f"people/mail/{kind}_subject.txt", context)
        text = render_to_string(f"people/mail/{kind}.txt", context)
        html = render_to_string(f"people/mail/{kind}.html", context)
    return post(
        Letter(to=to, language=language, subject=" ".join(subject.split()), text=text, html=html)
    )


def post(letter: Letter) -> Letter:
    """Keep the letter and, where there is a mail server, have the worker carry it."""
    letter.save(force_insert=True)
    if settings.MAIL_SERVER:
        deliver.defer(letter_id=str(letter.pk))
    return letter
