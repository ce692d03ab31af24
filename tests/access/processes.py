"""Processes and what is in them."""

from collections.abc import Callable
from datetime import date
from typing import Any

from citizenspring.processes.models import Phase
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


def open_phase() -> dict[str, Any]:
    process = make_open_process()
    day = date(2027, 3, 1)
    phase = Phase.objects.create(process=process, name="Trial", starts_on=day, ends_on=day)
    return {"slug": process.slug, "phase_id": phase.pk}


def named(name: str, make: Callable[[], dict[str, Any]]) -> Callable[[], dict[str, Any]]:
    return lambda: {**make(), "name": name}


ORGANISER = {"organiser": 200, OTHERS: 403}
ACTS = {"organiser": 302, OTHERS: 403}
RUNS_ACTS = {"organiser": 302, "facilitator": 302, OTHERS: 403}
RUNS = {"organiser": 200, "facilitator": 200, OTHERS: 403}
ROWS += [
    Row("processes:mine", get=ORGANISER),
    Row("processes:new", get=ORGANISER, post=ORGANISER),
    Row("processes:organise", get=RUNS, at=open_process),
    Row("processes:organise", get=INSIDERS, at=draft_process, case="draft"),
    Row("processes:edit", get=ORGANISER, post=ORGANISER, at=open_process),
    Row("processes:outcome", get=ORGANISER, post=ORGANISER, at=open_process),
    Row("processes:new_phase", get=ORGANISER, post=ORGANISER, at=open_process),
    Row("processes:phase", get=ORGANISER, post=ORGANISER, at=open_phase),
    Row("processes:remove_phase", get=ORGANISER, post=ACTS, at=open_phase),
    Row("processes:new_step", get=ORGANISER, post=ORGANISER, at=open_process),
    Row("processes:edit_activity", get=ORGANISER, post=ORGANISER, at=open_step),
    Row("processes:activity_act", get=RUNS, post=RUNS_ACTS, at=named("close", open_step)),
    Row("processes:act", get=ORGANISER, post=ACTS, at=named("close", open_process)),
]
