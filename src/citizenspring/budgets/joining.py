"""Ideas, supports and projects in the registries of people, threads and moderation."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citizenspring.people import erasing, keeping, merging
from citizenspring.people.models import Person
from citizenspring.processes.texts import in_languages, main_language
from citizenspring.threads import kinds, participants, rulings
from citizenspring.threads.models import Part
from citizenspring.threads.rulings import Ruling

from . import moderating
from .models import Feasibility, Idea, Support
from .services.erasing import erase_ideas
from .services.moves import move_supports

__all__ = ["join"]


def _supported(person: Person) -> Iterable[tuple[UUID, datetime]]:
    return Support.objects.filter(person=person).values_list("idea__node", "at")


def _supporters() -> QuerySet[Any, Any]:
    return Support.objects.order_by().values_list("person_id", flat=True).distinct()


def _supporters_in(nodes: Collection[UUID]) -> QuerySet[Any, Any]:
    found = Support.objects.filter(idea__node__in=nodes).order_by()
    people: QuerySet[Any, Any] = found.values_list("person_id", flat=True).distinct()
    return people


def _kept(person: Person) -> Iterable[str]:
    ideas = Idea.objects.filter(person=person).count()
    if ideas:
        sentence = ngettext(
            "%(count)s idea you proposed for a budget. It is public, without your name.",
            "%(count)s ideas you proposed for budgets. They are public, without your name.",
            ideas,
        )
        yield sentence % {"count": ideas}
    supports = Support.objects.filter(person=person).count()
    if supports:
        sentence = ngettext(
            "That you support %(count)s idea for a budget. Only the number is public.",
            "That you support %(count)s ideas for budgets. Only the numbers are public.",
            supports,
        )
        yield sentence % {"count": supports}


def _ruled(nodes: Collection[UUID]) -> Iterable[Ruling]:
    """Every answer to whether a project can be done, in the thread of the project."""
    answers = Feasibility.objects.filter(project__node__in=nodes).select_related("project")
    for answer in answers:
        said = in_languages(answer.reason)
        language = main_language(said)
        act = str(answer.get_verdict_display())
        yield Ruling(answer.project.node_id, act, said.get(language, ""), language, answer.at)


def join() -> None:
    """Called when the app starts."""
    kinds.register(kinds.NodeKind("idea", _("Idea"), "sparkles"))
    kinds.register(kinds.NodeKind("project", _("Project"), "sprout"))
    participants.register(
        Part.Kind.SUPPORTED, _supported, everyone=_supporters, inside=_supporters_in
    )
    rulings.register(_ruled)
    merging.register(move_supports)
    keeping.register(_kept)
    erasing.register(erase_ideas)
    moderating.offer()
