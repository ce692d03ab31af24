"""Answers in the registries of people and threads: what is kept, what follows a guest."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.people import copying, erasing, keeping, merging
from citizenspring.people.models import Person

from .models import Answer, Remark
from .services import erase_from_moods
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


def _own(person: Person) -> Iterable[copying.Table]:
    """What she wrote in answer to open questions."""
    rows = Remark.objects.filter(answer__person=person).order_by("created_at")
    said = rows.values("text", "language", "created_at", "state", "question__number")
    told = [{**row, "created_at": row["created_at"].isoformat()} for row in said]
    yield "mood.Remark", told


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
    copying.register(_own)
    copying.leave_out("mood.Answer.mailbox")
    copying.about_others("mood.Answer.keyed_by", "mood.Answer.confirmed_by")
    erasing.register(erase_from_moods, keeps=("mood.Answer",))
