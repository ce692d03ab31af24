"""What happened to mine: everything a person did, and what became of each."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.paginator import Page, Paginator

from citizenspring.people.models import Person

from .kinds import node_kind
from .models import Edge, Node, Part
from .participants import parts_of
from .queries import steps_after
from .rulings import Ruling, rulings_on
from .seeing import withheld

__all__ = ["Mine", "Votes", "mine"]

PAGE_SIZE = 20
Taken = list[tuple[Part.Kind, datetime]]


@dataclass(frozen=True)
class Mine:
    """Something the person took part in, and what became of it since."""

    pk: UUID
    taken: Taken
    steps: list[Edge]
    rulings: list[Ruling]
    node: Node | None = None

    @property
    def how(self) -> list[Part.Kind]:
        return sorted({kind for kind, _at in self.taken})

    @property
    def since(self) -> datetime:
        return min(at for _kind, at in self.taken)

    @property
    def changed_at(self) -> datetime:
        took = [at for _kind, at in self.taken]
        steps = [step.at for step in self.steps]
        return max([*took, *steps, *(ruling.at for ruling in self.rulings)])

    @property
    def is_mere_vote(self) -> bool:
        """Whether the person only voted on it and nothing has become of it."""
        return self.how == [Part.Kind.VOTED] and not self.steps and not self.rulings


@dataclass(frozen=True)
class Votes:
    """All votes of the person in one place, such as an opinion map, as one line.

    ``followed`` counts those that something has become of: each has its own row too.
    """

    pk: UUID
    kind: str
    count: int
    followed: int
    changed_at: datetime
    node: Node | None = None

    @property
    def sentence(self) -> str:
        voted = node_kind(self.kind).voted
        return voted(self.count) if voted else ""


def mine(person: Person, number: int) -> Page[Any]:
    """One page of it, the newest change first; a page that does not exist is the last one."""
    everything = _everything(person)
    lines, in_line = _votes(everything)
    rows: list[Mine | Votes] = [one for one in everything if one.pk not in in_line]
    ordered = sorted([*rows, *lines], key=lambda row: (row.changed_at, row.pk), reverse=True)
    page: Page[Any] = Paginator(ordered, PAGE_SIZE).get_page(number)
    page.object_list = _with_nodes(page.object_list)
    return page


def _everything(person: Person) -> list[Mine]:
    parts = parts_of(person)
    steps, rulings = steps_after(parts), rulings_on(parts.keys())
    return [
        Mine(node, taken, steps.get(node, []), rulings.get(node, []))
        for node, taken in parts.items()
    ]


def _votes(everything: Iterable[Mine]) -> tuple[list[Votes], set[UUID]]:
    """One line for the votes of each place, and what these lines stand for."""
    voted = {one.pk: one for one in everything if Part.Kind.VOTED in one.how}
    places = Node.objects.filter(pk__in=voted, within__isnull=False)
    together: dict[tuple[UUID, str], list[Mine]] = defaultdict(list)
    for node, within, kind in places.values_list("pk", "within", "kind"):
        if within and node_kind(kind).voted:
            together[within, kind].append(voted[node])
    lines = [_line(within, kind, votes) for (within, kind), votes in together.items()]
    return lines, {one.pk for votes in together.values() for one in votes if one.is_mere_vote}


def _line(within: UUID, kind: str, votes: list[Mine]) -> Votes:
    followed = sum(1 for one in votes if one.steps or one.rulings)
    newest = max(at for one in votes for how, at in one.taken if how == Part.Kind.VOTED)
    return Votes(within, kind, len(votes), followed, newest)


def _with_nodes(rows: Iterable[Mine | Votes]) -> list[Mine | Votes]:
    rows = list(rows)
    nodes = Node.objects.select_related("within").in_bulk([row.pk for row in rows])
    return [replace(row, node=_words(row, nodes[row.pk])) for row in rows if row.pk in nodes]


def _words(row: Mine | Votes, node: Node) -> Node:
    """Who did not write what was hidden does not read it here either."""
    if isinstance(row, Votes) or node.is_public or Part.Kind.WROTE in row.how:
        return node
    return withheld(node)
