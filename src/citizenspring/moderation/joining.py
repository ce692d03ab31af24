"""Moderation in the registries of people and threads."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.people import copying, desks, erasing, keeping, merging
from citizenspring.people.desks import Desk
from citizenspring.people.models import Person
from citizenspring.threads import rulings
from citizenspring.threads.rulings import Ruling

from .models import Appeal, Case, Decision, Report
from .permissions import MODERATORS
from .saying import OVERTURNED, UPHELD, sentence_of
from .telling import offer

__all__ = ["join"]

Act = Decision.Act
# A merge is a step of the thread already, with the same reason.
STEPS = [Act.MERGED]


def _decided(nodes: Collection[UUID]) -> Iterable[Ruling]:
    found = Decision.objects.filter(node__in=nodes, state=Decision.State.DONE)
    found = found.select_related("appeal")
    # An appeal that was right tells the same in its own words.
    for one in found.exclude(act__in=STEPS).exclude(facts__has_key="appeal"):
        yield Ruling(one.node_id, str(sentence_of(one)), one.why, one.why_language, one.at)
        if appeal := getattr(one, "appeal", None):
            yield from _appealed(appeal, one.node_id)


def _appealed(appeal: Appeal, node: UUID) -> Iterable[Ruling]:
    yield Ruling(node, _("Its author asked for a second look"), "", "", appeal.at)
    if appeal.decided_at:
        words = UPHELD if appeal.outcome == Appeal.Outcome.UPHELD else OVERTURNED
        said = appeal.reason, appeal.reason_language
        yield Ruling(node, str(words), *said, appeal.decided_at)


def _kept(person: Person) -> Iterable[str]:
    reports = Report.objects.filter(person=person).count()
    if reports:
        sentence = ngettext(
            "%(count)s report you made. Only moderators read it, without your name.",
            "%(count)s reports you made. Only moderators read them, without your name.",
            reports,
        )
        yield sentence % {"count": reports}
    appeals = Appeal.objects.filter(person=person).count()
    if appeals:
        sentence = ngettext(
            "%(count)s appeal you wrote. Only moderators read your words.",
            "%(count)s appeals you wrote. Only moderators read your words.",
            appeals,
        )
        yield sentence % {"count": appeals}


def _erase(person: Person) -> None:
    """Her reports go by themselves; of her appeals only the answers stay."""
    Appeal.objects.filter(person=person).update(words="")


def _own_words(person: Person) -> Iterable[copying.Table]:
    """Only the author has the words of an appeal in her copy, not who answered it."""
    mine = Appeal.objects.filter(person=person)
    rows = [{"id": str(one.pk), "words": one.words, "language": one.language} for one in mine]
    yield "moderation.Appeal: my words", rows


def _move(guest: Person, into: Person) -> None:
    """Of two reports on one contribution the account's stays."""
    same = Report.objects.filter(person=into, node=OuterRef("node"))
    Report.objects.filter(Exists(same), person=guest).delete()


def _desk(person: Person) -> Iterator[Desk]:
    held = set(person.roles.filter(kind__in=MODERATORS).values_list("scope", flat=True))
    if not held:
        return
    where = Q() if None in held else Q(scope__in=held)
    count = Case.objects.filter(where, settled_at=None).count()
    label = _("Queue of moderation (%(count)s open)") % {"count": count}
    yield Desk(label, reverse("moderation:queue"))


def join() -> None:
    """Called when the app starts."""
    offer()
    rulings.register(_decided)
    keeping.register(_kept)
    merging.register(_move)
    copying.leave_out("moderation.Appeal.words")
    copying.register(_own_words)
    erasing.register(_erase)
    desks.register(_desk)
