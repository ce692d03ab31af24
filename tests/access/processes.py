"""Processes and what is in them."""

from typing import Any

from citizenspring.processes.tests.factories import (
    make_activity,
    make_open_activity,
    make_open_process,
    make_process,
)

from . import OTHERS, Row


def open_process() -> dict[str, Any]:
    return {"slug": make_open_process().slug}


def draft_process() -> dict[str, Any]:
    return {"slug": make_process().slug}


def open_step() -> dict[str, Any]:
    step = make_open_activity()
    return {"slug": step.process.slug, "activity_slug": step.slug}


def draft_step() -> dict[str, Any]:
    step = make_activity()
    return {"slug": step.process.slug, "activity_slug": step.slug}


INSIDERS = {"organiser": 200, "facilitator": 200, OTHERS: 404}
ROWS = [
    Row("processes:processes", get=200),
    Row("processes:processes", get=404, query="?page=1000000000", case="a page too far"),
    Row("processes:process", get=200, at=open_process),
    Row("processes:process", get=INSIDERS, at=draft_process, case="draft"),
    Row("processes:feed", get=200, at=open_process),
    Row("processes:feed", get=404, at=draft_process, case="draft"),
    Row("processes:activity", get=200, at=open_step),
    Row("processes:activity", get=INSIDERS, at=draft_step, case="draft"),
]
