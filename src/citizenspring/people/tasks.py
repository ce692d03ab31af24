"""What the worker does for people: clear away what is no longer needed."""

from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils.timezone import now
from procrastinate.contrib.django import app

from . import bursts, merging
from .models import Allowance, Letter, Person, SignInCode

__all__ = ["end_powers", "forget_sessions", "tidy"]

KEPT = timedelta(days=1)
# Long enough to see on the page of the mail what did not arrive.
FAILED_KEPT = timedelta(days=30)


@app.task(pass_context=False)
def forget_sessions(person_id: str) -> None:
    """Clear the sessions of an erased person away: they open nothing, but lead to her number."""
    for session in Session.objects.iterator(2_000):
        if session.get_decoded().get(SESSION_KEY) == person_id:
            session.delete()


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="people.powers", pass_context=False)
def end_powers(timestamp: int) -> None:
    """Carry out the changes of power whose cool-off is over."""
    from .services.powers import carry_out_changes  # noqa: PLC0415  # services know these tasks

    del timestamp
    carry_out_changes()


@app.periodic(cron="17 * * * *")
@app.task(queueing_lock="people.tidy", pass_context=False)
def tidy(timestamp: int) -> None:
    """Forget codes, letters, sessions and limits that have run out."""
    del timestamp
    moment = now()
    SignInCode.objects.filter(expires_at__lt=moment - KEPT).delete()
    _tidy_outbox(moment)
    Allowance.objects.filter(whole_at__lt=moment).delete()
    Session.objects.filter(expire_date__lt=moment).delete()
    bursts.forget(moment)
    _follow_late_acts()


def _tidy_outbox(moment: datetime) -> None:
    """What waits for the mail server stays; without one, mails are read on a page for a day."""
    old = Letter.objects.filter(written_at__lt=moment - KEPT)
    done = old.exclude(sent_at=None) if settings.MAIL_SERVER else old
    done.delete()
    Letter.objects.filter(failed_at__lt=moment - FAILED_KEPT).delete()


def _follow_late_acts() -> None:
    """An act under way while its guest signed in may have come to rest on the guest."""
    late = Person.objects.filter(merged_into__isnull=False, merged_at__gte=now() - KEPT)
    for guest in late.select_related("merged_into"):
        assert guest.merged_into
        with transaction.atomic():
            merging.follow(guest, guest.merged_into)
