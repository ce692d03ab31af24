"""Taking somebody out of a panel: before the pool is published she vanishes, then she is blank."""

from datetime import timedelta

from django.db import transaction

from citizenspring.common.clock import database_now
from citizenspring.ledger.services import record
from citizenspring.panels.models import Member, Panel, Volunteer
from citizenspring.panels.permissions import may_run_panel
from citizenspring.people.models import Person

from .freezing import search_again
from .planning import hold_with_places
from .replacing import vacate

__all__ = ["forget_after", "forget_volunteer", "withdraw_volunteer"]

KEPT_FOR = timedelta(days=60)
FORGOTTEN = (
    "person", "invitation", "keyed_by", "name", "mail", "phone", "values", "gone_at", "receipt",
)  # fmt: skip
ERASED = Member.Why.ERASED


@transaction.atomic
def withdraw_volunteer(volunteer: Volunteer, *, by: Person) -> None:
    """Somebody asks to be taken out, by phone or on paper."""
    may_run_panel.require(by, volunteer.panel.gathering)
    forget_volunteer(volunteer)
    record("panel.withdrawn", by=by, about=volunteer.panel.gathering.activity.node_id)


@transaction.atomic
def forget_volunteer(volunteer: Volunteer) -> None:
    """Keep nothing that leads to her.

    Before the commitment she leaves the pool, and the numbered panels are made anew. Afterwards the
    pool is published and fixed: her row in it stays under its random number, which no longer leads
    to her, and if she is or will be drawn, the next in order steps in.
    """
    panel = hold_with_places(volunteer.panel)
    if not panel.is_committed:
        volunteer.delete()
        if panel.stage == Panel.Stage.FROZEN:
            search_again(panel)
        return
    _blank(volunteer)
    seated = panel.members.filter(volunteer=volunteer).exclude(state=Member.State.LEFT)
    member = seated.select_related("volunteer", "registration").first()
    if member is not None:
        vacate(panel, member, ERASED)


def _blank(volunteer: Volunteer) -> None:
    volunteer.person = volunteer.invitation = volunteer.keyed_by = None
    volunteer.name = volunteer.mail = volunteer.phone = ""
    volunteer.values, volunteer.gone_at = {}, database_now()
    # No receipt has this digest: nobody can ask for what is no longer there.
    volunteer.receipt = volunteer.pk.bytes
    volunteer.save(update_fields=FORGOTTEN)


def forget_after() -> int:
    """Two months after the day, names and addresses of those not drawn are no longer needed."""
    old = database_now() - KEPT_FOR
    over = Volunteer.objects.filter(
        panel__stage=Panel.Stage.DRAWN, panel__gathering__ends_at__lt=old, gone_at=None
    )
    found = list(over.filter(member=None)[:500])
    for volunteer in found:
        _blank(volunteer)
    return len(found)
