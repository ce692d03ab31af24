"""Harvests: everybody reads them, the team shapes themes, organisers publish and send cards on."""

from typing import Any

from citizenspring.harvests.services import name_theme
from citizenspring.harvests.tests.factories import make_harvested
from citizenspring.rounds.models import Run

from . import OTHERS, Row
from .gatherings import a_gathering, address_of

ORGANISER = {"organiser": 200, OTHERS: 403}
ORGANISER_POSTS = {"organiser": 302, OTHERS: 403}
TEAM = {"organiser": 200, "facilitator": 200, OTHERS: 403}
TEAM_POSTS = {"organiser": 302, "facilitator": 302, OTHERS: 403}


def of_run(run: Run) -> dict[str, Any]:
    return address_of(run.gathering)


def a_harvest() -> dict[str, Any]:
    return of_run(make_harvested())


def a_theme() -> dict[str, Any]:
    run = make_harvested()
    return of_run(run) | {"pk": run.themes.all()[0].pk}


def an_act() -> dict[str, Any]:
    run = make_harvested()
    assert run.made_by is None
    by = run.gathering.harvest.published_by
    assert by is not None
    act = name_theme(run.themes.all()[0], "Trees", language="en", by=by)
    assert act is not None
    return of_run(run) | {"pk": act.pk}


def a_name() -> dict[str, Any]:
    return {"act": "name", "title": "Shade"}


ROWS = [
    *(
        Row(f"harvests:{name}", at=a_harvest, get=200)
        for name in ("harvest", "cards", "csv", "json", "minutes", "minutes-pdf")
    ),
    Row("harvests:harvest", case="not published", at=a_gathering, get=404),
    Row("harvests:publish", at=a_harvest, get=ORGANISER, post=ORGANISER_POSTS),
    Row("harvests:send", at=a_harvest, get=ORGANISER, post={"organiser": 422, OTHERS: 403}),
    Row(
        "harvests:themes",
        at=a_harvest,
        get=TEAM,
        post=TEAM | {"organiser": 422, "facilitator": 422},
    ),
    Row("harvests:theme", at=a_theme, get=TEAM, sends=a_name, post=TEAM_POSTS),
    Row(
        "harvests:loose",
        at=a_harvest,
        get=TEAM,
        sends=lambda: {"into": "loose"},
        post=TEAM | {"organiser": 422, "facilitator": 422},
    ),
    Row("harvests:undo", at=an_act, post=TEAM_POSTS),
]
