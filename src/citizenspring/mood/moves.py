"""Answers in the registries of people and threads: what is kept, what follows a guest."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.people import keeping, merging
from citizenspring.people.models import Person
from citizenspring.threads import rulings
from citizenspring.threads.rulings import Ruling

from .models import Answer, Remark
from .services.withdrawing import take_back

__all__ = ["join"]


def _kept(person: Person) -> Iterable[str]:
    answers = Answer.objects.filter(person=person).exclude(state=Answer.State.WITHDRAWN)
    count = answers.count()
    if count:
        sentence = ngettext(
            "Your answers to %(count)s mood check. Nobody sees them with your name.",
            "Your answers to %(count)s mood checks. Nobody sees them with your name.",
            count,
        )
        yield sentence % {"count": count}
    emails = sorted(set(answers.exclude(email="").values_list("email", flat=True)))
    if emails:
        sentence = _(
            "The address with which you confirmed them, %(email)s, to write to you about them."
        )
        yield sentence % {"email": ", ".join(emails)}


def _moderated(nodes: Collection[UUID]) -> Iterable[Ruling]:
    rows = Remark.objects.filter(node__in=nodes, decided_at__isnull=False)
    for remark in rows:
        is_shown = remark.state == Remark.State.SHOWN
        act = _("A moderator showed it") if is_shown else _("A moderator hid it")
        assert remark.node_id is not None
        assert remark.decided_at is not None
        yield Ruling(remark.node_id, act, remark.reason, "", remark.decided_at)


def move_answers(guest: Person, into: Person) -> None:
    """Where both answered, the answer that counts stays, or else the newer one."""
    mine = {answer.mood_id: answer for answer in _held(into)}
    for answer in _held(guest):
        other = mine.get(answer.mood_id)
        if other is None:
            continue
        loser = min(answer, other, key=lambda one: (one.is_confirmed, one.changed_at))
        if loser.state != Answer.State.WITHDRAWN:
            take_back(loser)
        loser.delete()
    Answer.objects.filter(person=guest).update(person=into)


def _held(person: Person) -> Iterable[Answer]:
    rows = Answer.objects.select_for_update(of=("self",)).filter(person=person)
    return rows.select_related("home", "mood__activity__node", "person").order_by("pk")


def join() -> None:
    """Called when the app starts."""
    merging.register(move_answers)
    keeping.register(_kept)
    rulings.register(_moderated)
