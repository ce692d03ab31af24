"""What can be reported and moderated: each app says how its contributions are found and hidden."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from citizenspring.threads.models import Node

from .errors import NotReportable

__all__ = ["Contribution", "Reportable", "contribution_of", "contributions", "kind_of", "register"]


@dataclass(frozen=True)
class Contribution:
    """A contribution as moderation needs to know it.

    ``scope`` is the process it stands in; ``place`` and ``place_url`` are where it is read.
    ``copies`` counts near-identical texts that are shown together with it.
    """

    node: Node
    text: str
    language: str
    author: UUID | None
    is_shown: bool
    scope: UUID | None
    place: str
    place_url: str
    translations: Sequence[tuple[str, str]] = ()
    vector: Sequence[float] | None = None
    copies: int = 0

    @property
    def pk(self) -> UUID:
        return self.node.pk


@dataclass(frozen=True)
class Reportable:
    """A kind of contribution, and the only way in which it is hidden, shown or erased.

    Each act returns whether it changed anything, decided by a conditional UPDATE. ``erase`` puts a
    neutral sentence in the place of the words, wherever the app keeps them: versions,
    translations, vectors. ``ungroup`` shows grouped near-identical texts one by one again.
    """

    kind: str
    find: Callable[[Collection[UUID]], Iterable[Contribution]]
    hide: Callable[[Node], bool]
    show: Callable[[Node], bool]
    erase: Callable[[Node], None]
    ungroup: Callable[[Node], int] | None = None


_kinds: dict[str, Reportable] = {}


def register(kind: Reportable) -> None:
    """Make a kind of contribution reportable; an app does so when it starts."""
    _kinds[kind.kind] = kind


def kind_of(node: Node) -> Reportable:
    if node.kind not in _kinds:
        raise NotReportable
    return _kinds[node.kind]


def contributions(nodes: Iterable[Node]) -> dict[UUID, Contribution]:
    """The contributions behind many nodes, one query for each kind."""
    by_kind: dict[str, list[UUID]] = {}
    for node in nodes:
        by_kind.setdefault(node.kind, []).append(node.pk)
    return {
        found.pk: found
        for kind, pks in by_kind.items()
        if kind in _kinds
        for found in _kinds[kind].find(pks)
    }


def contribution_of(node: Node) -> Contribution:
    found = contributions([node]).get(node.pk)
    if found is None:
        raise NotReportable
    return found
