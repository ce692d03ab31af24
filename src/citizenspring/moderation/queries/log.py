"""The public log: every act with its reason, what it was about without its words."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from citizenspring.moderation.models import Appeal, Decision
from citizenspring.people.scopes import all_scopes
from citizenspring.threads.kinds import node_kind
from citizenspring.threads.models import Node

from .deciding import decisions_done, named

__all__ = ["LogEntry", "log_page", "place_of"]

ROWS = 50


@dataclass(frozen=True)
class LogEntry:
    """One line of the log; ``kind`` and ``place`` say what it was about, never in its words."""

    decision: Decision
    kind: str
    place: Node | None
    who: str
    appeal: Appeal | None
    appeal_who: str

    @property
    def has_thread(self) -> bool:
        return self.place is not None


def place_of(node: Node) -> Node | None:
    """Where it stands, such as its opinion map, as long as that is public."""
    return node.within if node.within and node.within.is_public else None


def log_page(number: str | None, *, act: str = "") -> Page[Any]:
    found = decisions_done()
    if act in Decision.Act.values:
        found = found.filter(act=act)
    page: Page[Any] = Paginator(found, ROWS).get_page(number)
    page.object_list = entries(page.object_list)
    return page


def entries(decisions: Iterable[Decision]) -> list[LogEntry]:
    decisions = list(_in_public(decisions))
    answered = [_appeal(one) for one in decisions]
    people = [person for one in decisions for person in (one.by, one.seconded_by)]
    names = named([*people, *(one.decided_by for one in answered if one)])
    return [_entry(one, names) for one in decisions]


def _in_public(decisions: Iterable[Decision]) -> Iterable[Decision]:
    """Of processes that are not public yet nothing is told."""
    decisions = list(decisions)
    known = all_scopes({one.scope for one in decisions if one.scope})
    for one in decisions:
        if one.scope is None or (one.scope in known and known[one.scope].is_public):
            yield one


def _appeal(decision: Decision) -> Appeal | None:
    return getattr(decision, "appeal", None)


def _entry(decision: Decision, names: dict[UUID, str]) -> LogEntry:
    both = decision.by_id, decision.seconded_by_id
    appeal = _appeal(decision)
    return LogEntry(
        decision=decision,
        kind=str(node_kind(decision.node.kind).label),
        place=place_of(decision.node),
        who=", ".join(names[pk] for pk in both if pk and pk in names),
        appeal=appeal,
        appeal_who=names.get(appeal.decided_by_id, "") if appeal and appeal.decided_by_id else "",
    )
