"""Hearings in the registries of people: what follows a guest, what an erasure leaves."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from citizenspring.gatherings import voices
from citizenspring.gatherings.models import Arrival
from citizenspring.people import copying, erasing, keeping, merging
from citizenspring.people.models import Person

from .models import Answer, Clarity, Expert, Question, Support
from .moderating import forget_words
from .services.experts import bar_from_voting

__all__ = ["join"]


def _kept(person: Person) -> Iterable[str]:
    asked = Question.objects.filter(author=person, erased_at=None).count()
    if asked:
        sentence = ngettext(
            "%(count)s question that you asked experts. It is public without your name.",
            "%(count)s questions that you asked experts. They are public without your name.",
            asked,
        )
        yield sentence % {"count": asked}
    if Expert.objects.filter(person=person).exists():
        yield _("That you were heard as an expert, with your name and interests. That is public.")


def _move(guest: Person, into: Person) -> None:
    """Whoever is heard has no vote under her account either."""
    for expert in Expert.objects.filter(person__in=[guest, into]).select_related("hearing"):
        for registration in expert.hearing.gathering.registrations.filter(person__in=[guest, into]):
            bar_from_voting(registration)


def _erase(person: Person) -> None:
    """Her questions lose their words. What she declared and answered in public stays, as said."""
    for question in Question.objects.filter(author=person, erased_at=None).select_related("node"):
        forget_words(question)
    Expert.objects.filter(person=person).update(person=None)
    Answer.objects.filter(by=person).update(by=None)


def _has_spoken(arrival: Arrival) -> bool:
    here = {"voice": arrival.voice}
    gathering = arrival.gathering_id
    return (
        Support.objects.filter(question__hearing__gathering=gathering, **here).exists()
        or Clarity.objects.filter(answer__question__hearing__gathering=gathering, **here).exists()
    )


def join() -> None:
    """Called when the app starts."""
    merging.register(_move)
    voices.register(_has_spoken)
    keeping.register(_kept)
    erasing.register(_erase)
    copying.leave_out("hearings.Question.sent")
    copying.about_others("hearings.Answer.by")
