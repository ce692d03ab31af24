"""Nodes and edges for tests."""

from itertools import pairwise
from typing import Any

from citizenspring.people.models import Person
from citizenspring.threads.models import Edge, Node
from citizenspring.threads.services import link, open_node

__all__ = ["make_chain", "make_node"]


def make_node(title: str = "More shade", **facts: Any) -> Node:
    return open_node(facts.pop("kind", "statement"), title=title, language="en", **facts)


def make_chain(*titles: str, by: Person | None = None) -> list[Node]:
    """Nodes of which each became the next."""
    nodes = [make_node(title) for title in titles]
    for source, target in pairwise(nodes):
        link(source, Edge.Kind.BECAME, target, reason="Said so often.", by=by)
    return nodes
