"""Who made a poll and hears what happens to it: a budget round, a ratification."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from citizenspring.threads.models import Node

from .models import Poll

__all__ = ["NOBODY", "Owner", "owner_of", "register"]


def _nothing(_poll: Poll) -> None:
    """For owners who need not hear it."""


def _no_files(_poll: Poll) -> dict[str, bytes]:
    return {}


def _nobody(_person: Any, _poll: Poll) -> bool:
    return False


@dataclass(frozen=True)
class Owner:
    """What a stage does about its polls.

    ``on_closed`` and ``on_sealed`` are called in the transaction that closes or seals.
    ``may_manage`` adds people to the organisers of the process; ``files`` are published beside
    the ballots, such as the result, each under its name.
    """

    on_closed: Callable[[Poll], None] = _nothing
    on_sealed: Callable[[Poll], None] = _nothing
    may_manage: Callable[[Any, Poll], bool] = _nobody
    files: Callable[[Poll], dict[str, bytes]] = _no_files


NOBODY = Owner()
_owners: dict[str, Owner] = {}


def register(node_kind: str, owner: Owner) -> None:
    """Own the polls within nodes of this kind, or within activities of this kind."""
    _owners[node_kind] = owner


def owner_of(poll: Poll) -> Owner:
    """The nearest registered owner above the poll's node."""
    node = poll.node.within
    while node is not None:
        for name in (node.kind, _kind_of_activity(node)):
            if name in _owners:
                return _owners[name]
        node = node.within
    return NOBODY


def _kind_of_activity(node: Node) -> str:
    activity = getattr(node, "activity", None) if node.kind == "activity" else None
    return activity.kind if activity else ""
