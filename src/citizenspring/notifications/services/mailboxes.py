"""Mailboxes that mail comes back from, and trying them again."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from citizenspring.notifications.bouncing import returned
from citizenspring.notifications.models import Unreachable
from citizenspring.notifications.permissions import may_choose
from citizenspring.people.addresses import spelling
from citizenspring.people.models import Letter, Person

__all__ = ["mailbox_refused", "take_back", "try_mailbox_again"]


@transaction.atomic
def mailbox_refused(address: str, *, why: str) -> None:
    """Write no more news to a mailbox; what still waits for it is not sent either."""
    try:
        mailbox = spelling(address)
    except ValidationError:
        mailbox = address.casefold()
    Unreachable.objects.get_or_create(mailbox=mailbox, defaults={"why": why[:200]})
    waiting = Letter.objects.filter(to__iexact=mailbox, sent_at=None, failed_at=None)
    gone = {"failed_at": now(), "trouble": why[:200], "text": "", "html": "", "headers": {}}
    waiting.filter(is_urgent=False).update(**gone)


def take_back(report: bytes) -> int:
    """Read a delivery report; returns how many mailboxes it closes."""
    found = returned(report)
    for one in found:
        mailbox_refused(one.address, why=one.status)
    return len({spelling(one.address) for one in found})


def try_mailbox_again(*, by: Person) -> None:
    """Believe that the person's mailbox works again."""
    may_choose.require(by, by)
    if by.email:
        Unreachable.objects.filter(mailbox=spelling(by.email)).delete()
