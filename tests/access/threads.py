"""Threads: what became of it."""

from typing import Any

from citizenspring.processes.tests.factories import make_open_process, make_process

from . import Row


def public_node() -> dict[str, Any]:
    return {"node_id": make_open_process().node_id}


def hidden_node() -> dict[str, Any]:
    return {"node_id": make_process().node_id}


ROWS = [
    Row("threads:mine", get=200),
    Row("threads:thread", get=200, at=public_node),
    Row("threads:record", get=200, at=public_node),
    Row("threads:record", get=404, at=hidden_node, case="hidden"),
    Row("threads:thread", get=404, at=hidden_node, case="hidden"),
]
