"""Telling people of commitments: the steward what she owes, everyone who took part what came."""

from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import override as speaking

from citizenspring.ballots.models import RollEntry
from citizenspring.budgets.models import Commitment, Report
from citizenspring.budgets.reports_news import OVERDUE, REPORTED, STEWARD
from citizenspring.notifications.services import notify
from citizenspring.people.models import Person
from citizenspring.threads.participants import people_in
from citizenspring.threads.queries import nodes_before

__all__ = ["tell_of_report", "tell_of_stewardship", "tell_overdue"]


def tell_of_report(report: Report, *, by: Person) -> int:
    """Who had the idea, supported it, or voted in the round: each once, though she did it all."""
    commitment = report.commitment
    facts: dict[str, str | dict[str, str]] = {"state": _state(report), "said": report.text}
    key = f"{REPORTED.code}:{report.pk}"
    url = commitment.get_absolute_url()
    about = commitment.node
    groups: list[QuerySet[Any, Any]] = [people_in(nodes_before(about)), _voters(commitment)]
    return sum(
        notify(REPORTED.code, people, about=about, url=url, facts=facts, key=key, by=by)
        for people in groups
    )


def _voters(commitment: Commitment) -> QuerySet[Any, Any]:
    """That somebody voted is known from the roll; what she voted nobody knows."""
    poll = commitment.project.round.poll_id
    found = RollEntry.objects.filter(poll=poll, has_voted=True, person__isnull=False)
    return found.order_by().values_list("person")


def _state(report: Report) -> dict[str, str]:
    said = {}
    for language, _name in settings.LANGUAGES:
        with speaking(language):
            said[language] = report.get_state_display()
    return said


def tell_of_stewardship(commitment: Commitment, *, by: Person) -> int:
    assert commitment.steward is not None
    key = f"{STEWARD.code}:{commitment.pk}:{commitment.steward_id}"
    url = commitment.get_absolute_url()
    about = commitment.node
    return notify(STEWARD.code, [commitment.steward], about=about, url=url, key=key, by=by)


def tell_overdue(commitment: Commitment) -> int:
    assert commitment.steward is not None
    key = f"{OVERDUE.code}:{commitment.pk}:{commitment.due_on}"
    url = commitment.project.round.page("report", commitment.project.key)
    return notify(OVERDUE.code, [commitment.steward], about=commitment.node, url=url, key=key)
