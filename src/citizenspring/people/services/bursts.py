"""Looking at those who came above what is usual: whether they count."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import get_language

from citizenspring.common.clock import database_now
from citizenspring.people import bursts
from citizenspring.people.errors import BurstDecided, ReasonNeeded
from citizenspring.people.models import Burst, Person
from citizenspring.people.permissions import may_decide_bursts
from citizenspring.people.recording import record

__all__ = ["decide_burst"]


@transaction.atomic
def decide_burst(burst: Burst, *, counts: bool, reason: str, by: Person) -> Burst:
    """Release a whole burst, or leave it uncounted, with a public reason; nothing is deleted."""
    may_decide_bursts.require(by, None)
    said = " ".join(reason.split())[:500]
    if not said:
        raise ReasonNeeded
    burst = Burst.objects.select_for_update().get(pk=burst.pk)
    if burst.state != Burst.State.WAITING:
        raise BurstDecided
    burst.state = Burst.State.RELEASED if counts else Burst.State.REFUSED
    burst.reason, burst.language = said, get_language() or settings.LANGUAGE_CODE
    burst.decided_by, burst.decided_at = by, database_now()
    burst.save()
    held = list(burst.held.order_by("at"))
    for one in held if counts else ():
        one.burst = burst
        bursts.release(one)
    facts = {"of": burst.kind, "held": len(held), "reason": said, "by": by.pseudonym("roles")}
    record(f"burst.{burst.state}", facts=facts)
    return burst
