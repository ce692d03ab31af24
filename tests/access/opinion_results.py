"""Results are public like their map; those kept back are the organiser's until the end."""

from typing import Any

from citizenspring.opinions.tests.factories import close, make_map, make_process

from . import OTHERS, Row
from .opinions import an_open_map


def kept_back() -> dict[str, Any]:
    activity = make_map(shows_results_while_open=False).activity
    return {"process": activity.process.slug, "activity": activity.slug}


def an_unknown_file() -> dict[str, Any]:
    return {**an_open_map(), "name": "votes.sql"}


def votes_of_an_open_map() -> dict[str, Any]:
    return {**an_open_map(), "name": "polis.zip"}


def votes_of_a_closed_map() -> dict[str, Any]:
    made = make_map()
    close(made)
    activity = made.activity
    return {"process": activity.process.slug, "activity": activity.slug, "name": "polis.zip"}


def a_process() -> dict[str, Any]:
    return {"process": make_process().slug}


ROWS = [
    Row(
        "opinions:import-polis",
        at=a_process,
        get={"organiser": 200, OTHERS: 403},
        post={"organiser": 422, OTHERS: 403},
    ),
    Row("opinions:results", at=an_open_map, get=200),
    Row("opinions:results", at=kept_back, get={"organiser": 200, OTHERS: 403}, case="kept back"),
    Row("opinions:table", at=an_open_map, get=200),
    Row("opinions:table", at=kept_back, get={"organiser": 200, OTHERS: 403}, case="kept back"),
    Row("opinions:download", at=votes_of_a_closed_map, get=200),
    Row(
        "opinions:download",
        at=votes_of_an_open_map,
        get={"organiser": 200, OTHERS: 403},
        case="still open",
    ),
    Row("opinions:download", at=an_unknown_file, get=404, case="unknown"),
]
