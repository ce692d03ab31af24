"""Mails of other libraries go the way of our own."""

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.translation import get_language

from .mail import post
from .models import Letter

__all__ = ["LetterBackend"]


class LetterBackend(BaseEmailBackend):
    """A mail becomes a letter in the database; the worker carries it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        written = 0
        for message in email_messages:
            pages = {page.mimetype: page.content for page in getattr(message, "alternatives", [])}
            for recipient in message.recipients():
                html = str(pages.get("text/html", ""))
                language = get_language() or ""
                post(
                    Letter(
                        to=recipient,
                        language=language,
                        subject=str(message.subject),
                        text=str(message.body),
                        html=html,
                    )
                )
                written += 1
        return written
