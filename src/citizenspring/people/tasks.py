"""What the worker does for people: carry letters, and clear away what is no longer needed."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.utils.timezone import now
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from . import merging
from .models import Allowance, Letter, Person, SignInCode

__all__ = ["deliver", "tidy"]

SMTP = "django.core.mail.backends.smtp.EmailBackend"
KEPT = timedelta(days=1)


@app.task(retry=RetryStrategy(max_attempts=8, exponential_wait=3), pass_context=False)
def deliver(letter_id: str) -> None:
    """Send one letter, then forget its words: it may hold a code."""
    letter = Letter.objects.filter(pk=UUID(letter_id), sent_at=None).first()
    if letter is None:
        return
    server: dict[str, Any] = settings.MAIL_SERVER or {}
    connection = get_connection(SMTP, **server)
    message = EmailMultiAlternatives(
        letter.subject, letter.text, to=[letter.to], connection=connection
    )
    if letter.html:
        message.attach_alternative(letter.html, "text/html")
    message.send()
    Letter.objects.filter(pk=letter.pk).update(sent_at=now(), text="", html="")


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="people.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Forget codes, letters, sessions and limits that have run out."""
    del timestamp
    moment = now()
    SignInCode.objects.filter(expires_at__lt=moment - KEPT).delete()
    Letter.objects.filter(written_at__lt=moment - KEPT).delete()
    Allowance.objects.filter(whole_at__lt=moment).delete()
    Session.objects.filter(expire_date__lt=moment).delete()
    _follow_late_acts()


def _follow_late_acts() -> None:
    """An act under way while its guest signed in may have come to rest on the guest."""
    late = Person.objects.filter(merged_into__isnull=False, merged_at__gte=now() - KEPT)
    for guest in late.select_related("merged_into"):
        assert guest.merged_into
        with transaction.atomic():
            merging.follow(guest, guest.merged_into)
