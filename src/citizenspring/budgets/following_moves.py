"""Commitments and reports in the registries of people and threads."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.people import desks as all_desks
from citizenspring.people import erasing, keeping
from citizenspring.people.desks import Desk
from citizenspring.people.models import Person
from citizenspring.threads import rulings
from citizenspring.threads.rulings import Ruling

from .models import Commitment, Report
from .queries.following import owed_by

__all__ = ["join"]

MOST = 5


def _desks(person: Person) -> Iterator[Desk]:
    """What a steward owes, the most urgent first."""
    for one in list(owed_by(person))[:MOST]:
        words = _("Overdue: %(project)s") if one.is_overdue else _("Report on: %(project)s")
        yield Desk(words % {"project": one.node.title_here}, one.get_absolute_url())


def _kept(person: Person) -> Iterable[str]:
    owed = Commitment.objects.filter(steward=person).count()
    if owed:
        sentence = ngettext(
            "That you are the steward of %(count)s funded project. That is public.",
            "That you are the steward of %(count)s funded projects. That is public.",
            owed,
        )
        yield sentence % {"count": owed}
    reports = Report.objects.filter(by=person).count()
    if reports:
        sentence = ngettext(
            "%(count)s report on a funded project. It is public.",
            "%(count)s reports on funded projects. They are public.",
            reports,
        )
        yield sentence % {"count": reports}


def _erase(person: Person) -> None:
    """Her name goes from what she owed; what was reported of public money stays without it."""
    Commitment.objects.filter(steward=person).update(steward=None, steward_name="")


def _told(nodes: Collection[UUID]) -> Iterable[Ruling]:
    """Every report in the thread of its commitment."""
    found = Report.objects.filter(commitment__node__in=nodes).select_related("commitment")
    for one in found:
        act = _("Report: %(state)s") % {"state": one.get_state_display()}
        yield Ruling(one.commitment.node_id, act, one.text, one.language, one.at)


def join() -> None:
    """Called when the app starts."""
    all_desks.register(_desks)
    keeping.register(_kept)
    erasing.register(_erase)
    rulings.register(_told)
