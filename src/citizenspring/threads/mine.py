"""What happened to mine: everything a person did, and what became of each."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from citizenspring.people.models import Person

from .models import Edge, Node, Part
from .participants import parts_of
from .queries import steps_after

__all__ = ["Mine", "mine"]

PAGE_SIZE = 20


@dataclass(frozen=True)
class Mine:
    """Something the person took part in, and what became of it since."""

    node: Node
    how: list[Part.Kind]
    since: datetime
    steps: list[Edge]

    @property
    def changed_at(self) -> datetime:
        return max([self.since, *(step.at for step in self.steps)])


def mine(person: Person, number: int) -> Page[Any]:
    """One page of it, the newest change first; a page that does not exist is the last one."""
    parts = parts_of(person)
    steps = steps_after(parts)

    def newest(node: UUID) -> datetime:
        return max([at for _kind, at in parts[node]] + [step.at for step in steps.get(node, [])])

    ordered = sorted(parts, key=lambda node: (newest(node), node), reverse=True)
    page: Page[Any] = Paginator(ordered, PAGE_SIZE).get_page(number)
    nodes = Node.objects.select_related("within").in_bulk(list(page.object_list))
    items = [
        Mine(
            nodes[node],
            sorted({kind for kind, _at in parts[node]}),
            min(at for _kind, at in parts[node]),
            steps.get(node, []),
        )
        for node in page.object_list
        if node in nodes
    ]
    page.object_list = items
    return page
