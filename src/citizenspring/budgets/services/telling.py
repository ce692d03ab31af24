"""Telling everyone concerned where a round stands, each once, in her language."""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.timezone import localdate

from citizenspring.ballots.models import RollEntry
from citizenspring.budgets.models import Idea, Project, Round, Support
from citizenspring.budgets.news import ANSWERED, RESULT, VOTE_OPENED, WAITS
from citizenspring.notifications.kinds import Kind
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person, Role
from citizenspring.threads.participants import people_in
from citizenspring.threads.queries import nodes_before

__all__ = ["tell_answer", "tell_result", "tell_vote_opened", "tell_waits"]


def tell_vote_opened(budget: Round, *, by: Person | None) -> None:
    """Everyone on the roll, and those whose ideas it began with."""
    _tell(VOTE_OPENED, budget, _on_roll(budget), by=by)
    _tell(VOTE_OPENED, budget, _with_ideas(budget), by=by)


def tell_result(budget: Round, *, by: Person | None) -> None:
    """Everyone who had a say: on the roll, or with an idea."""
    _tell(RESULT, budget, _on_roll(budget), by=by)
    _tell(RESULT, budget, _with_ideas(budget), by=by)


def tell_waits(budget: Round) -> None:
    """Its organisers, once a day: the time has come, and something is missing."""
    scope = budget.activity.process_id
    organisers = Role.objects.filter(Q(scope=None) | Q(scope=scope), kind=Role.Kind.ORGANISER)
    notify(
        WAITS.code,
        organisers.order_by().values_list("person"),
        about=budget.activity.node,
        url=budget.page("stages"),
        key=f"{WAITS.code}:{budget.pk}:{localdate()}",
    )


def tell_answer(project: Project, verdict: str, reason: dict[str, str], *, by: Person) -> None:
    """Everyone who took part in what led to a project: what was said of it, and why."""
    notify(
        ANSWERED.code,
        people_in(nodes_before(project.node)),
        about=project.node,
        url=project.get_absolute_url(),
        facts={"verdict": str(verdict), "reason": reason},
        by=by,
    )


def _tell(kind: Kind, budget: Round, people: QuerySet[Any, Any], *, by: Person | None) -> None:
    key, url = f"{kind.code}:{budget.pk}", budget.get_absolute_url()
    notify(kind.code, people, about=budget.activity.node, url=url, key=key, by=by)


def _on_roll(budget: Round) -> QuerySet[Any, Any]:
    found = RollEntry.objects.filter(poll=budget.poll_id, person__isnull=False)
    return found.order_by().values_list("person")


def _with_ideas(budget: Round) -> QuerySet[Any, Any]:
    wrote = Idea.objects.filter(round=budget, person__isnull=False).order_by()
    supported = Support.objects.filter(idea__round=budget).order_by()
    people: QuerySet[Any, Any] = wrote.values_list("person").union(supported.values_list("person"))
    return people
